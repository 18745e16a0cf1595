import type { AskedRange } from '../model/bisect-request.js';

/** What people can ask of loadgate in a comment on a pull request. */
export type Command =
  /** Empty `targets`: everything. Names of targets, or `target/scenario`. */
  | { readonly kind: 'run'; readonly targets: readonly string[] }
  | {
      readonly kind: 'accept';
      readonly target: string;
      readonly scenario: string;
      /** One line, as it was written. */
      readonly reason: string;
      /** The last day on which it counts, `YYYY-MM-DD` (UTC); null: nobody said. */
      readonly until: string | null;
    }
  | {
      readonly kind: 'bisect';
      /** Names of commits, as they were written; null: what the pull request is compared with, and its newest commit. */
      readonly range: AskedRange | null;
      /** A target or `target/scenario`; null: whatever got slower. */
      readonly name: string | null;
    }
  | { readonly kind: 'baseline' }
  | { readonly kind: 'help' };

/** One line of a comment that speaks to loadgate. */
export type CommandLine = {
  /** The line as it was written. Not escaped. */
  readonly text: string;
} & (
  | { readonly command: Command; readonly problem: null }
  /** What is wrong with it and what would be right, for people. It quotes the line: escape it. */
  | { readonly command: null; readonly problem: string }
);
