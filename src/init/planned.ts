import type { Found, Route } from './facts.js';
import type { NewImage } from './new-dockerfile.js';

/** A target as it will be written. */
export interface PlannedTarget {
  readonly name: string;
  /** Such as `Express`; null: its shape is not known. */
  readonly kind: string | null;
  /** As loadgate.yml has it. */
  readonly build: string | Readonly<Record<string, unknown>>;
  /** The folder that it is built from. */
  readonly context: string;
  readonly command: string | readonly string[] | null;
  readonly port: Found<number> | null;
  readonly env: Readonly<Record<string, string>>;
  /** Variables that need a value. */
  readonly valueless: readonly string[];
  readonly envFiles: readonly string[];
  /** Services by the names that they have in the Compose file. */
  readonly needs: readonly string[];
  readonly prepare: Found<string | readonly string[]> | null;
  readonly ready: Found<string> | null;
  readonly routes: readonly Route[];
  readonly host: Found<string> | null;
  readonly remarks: readonly string[];
  /** The Dockerfile that it lacks. */
  readonly image: NewImage | null;
}

export interface PlannedService {
  readonly name: string;
  readonly count: string | null;
  readonly ready: readonly string[] | null;
}

export interface PlannedScenario {
  readonly name: string;
  readonly request: string;
  /** Of those that it is sent to. */
  readonly targets: readonly string[];
  readonly source: string;
  /** The target of which no request was found; null: it was found. */
  readonly guessedFor: string | null;
}

/** What `loadgate init` will write. */
export interface Plan {
  readonly targets: readonly PlannedTarget[];
  readonly services: {
    readonly from: string;
    readonly envFile: string | null;
    readonly all: readonly PlannedService[];
  } | null;
  readonly scenarios: readonly PlannedScenario[];
  readonly host: Found<string> | null;
  /** Requests that were found and are not sent. */
  readonly left: readonly Route[];
  /** What could not be found out. */
  readonly unknown: readonly Unknown[];
}

/** Something that nothing in the repository says. */
export interface Unknown {
  readonly about: 'port' | 'request' | 'other';
  readonly target: string;
  /** A whole sentence, and what to do. */
  readonly text: string;
}

/** Without a name: that of the repository's folder is taken. */
export type Unnamed = Omit<PlannedTarget, 'name'> & { readonly name: string | null };
