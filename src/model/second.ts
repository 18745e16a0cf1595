import * as z from 'zod';
import { digest, instant, quantity } from './parts.js';

/**
 * What another runner measured of the cells that a run has called slower: a second opinion, in the record of that run.
 * @param parts the schemas of the record that it is in
 */
export const secondRun = <
  M extends z.ZodType,
  R extends z.ZodType,
  C extends z.ZodType,
  P extends z.ZodType,
>(parts: {
  readonly machine: M;
  readonly runtime: R;
  readonly cells: C;
  readonly problems: P;
}) => z.strictObject({ id: digest, startedAt: instant, durationMs: quantity, ...parts });
