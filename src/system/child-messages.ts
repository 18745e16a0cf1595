/** What goes over the line between us and a child process of ours (child.ts, parent.ts). JSON, so no bigint. */
import type { ErrorKind } from '../model/error.js';

export type ToChild =
  | { readonly id: number; readonly question: unknown }
  | { readonly id: number; readonly cancel: true };

export interface ChildError {
  readonly message: string;
  readonly kind: ErrorKind;
  readonly code: string;
  readonly hint: string;
  readonly log: readonly string[];
}

export type FromChild =
  | { readonly ready: true }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: ChildError };
