import * as z from 'zod';
import { LoadgateError } from '../model/error.js';
import type { Comparable } from './agreement.js';
import { LEADERBOARD_SCHEMA } from './types.js';

const name = z.string().min(1).max(63);
const positive = z.number().positive();

/** The parts that agreement needs. It ignores the rest of the file. */
const comparable = z.object({
  schema: z.literal(LEADERBOARD_SCHEMA),
  scenarios: z
    .array(
      z.object({
        scenario: name,
        rows: z
          .array(
            z.object({
              target: name,
              state: z.string(),
              figures: z.object({ rps: z.object({ mean: positive }) }).nullable(),
              byDuets: z.object({ rps: positive }).optional(),
            }),
          )
          .max(10_000),
        pairs: z
          .array(z.object({ better: name, worse: name, ratio: positive, differs: z.boolean() }))
          .max(1_000_000),
      }),
    )
    .max(10_000),
});

/**
 * Reads the leaderboard.json of another run.
 * @param from its path, for messages
 * @throws LoadgateError `leaderboard-invalid` (usage): not JSON, or of another shape
 */
export function readLeaderboard(text: string, from: string): Comparable {
  const checked = comparable.safeParse(parsed(text, from));
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw invalid(
    `${from} is not of the shape ${LEADERBOARD_SCHEMA}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}.`,
  );
}

function parsed(text: string, from: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(`${from} is not JSON.`, cause);
  }
}

const invalid = (message: string, cause?: unknown): LoadgateError =>
  new LoadgateError(message, {
    kind: 'usage',
    code: 'leaderboard-invalid',
    hint: 'Name the leaderboard.json that `loadgate leaderboard` wrote.',
    cause,
  });
