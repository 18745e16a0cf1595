import type { NewImage } from './new-dockerfile.js';

/** A request that the repository speaks of. */
export interface Route {
  readonly method: string;
  readonly path: string;
  /** It can't be sent as it is: it takes a parameter, a body, or somebody who is logged in. */
  readonly isOpen: boolean;
  /** Where it was found: a file, with a line where it is source code. */
  readonly source: string;
}

/** A value, and where it was found. */
export interface Found<T> {
  readonly value: T;
  readonly source: string;
}

/** An application of a shape that is known, by the sources in a folder. */
export interface AppFacts {
  readonly folder: string;
  /** As it introduces itself; null: it does not. */
  readonly name: string | null;
  /** Such as `Express`, for people. */
  readonly kind: string;
  readonly port: Found<number> | null;
  readonly routes: readonly Route[];
  /** How an image of it can be made; null: how it starts is not known. */
  readonly image: NewImage | null;
  /** A command in its image that makes the tables of its database. */
  readonly migrate: Found<readonly string[]> | null;
  /** The header Host that it wants to see. */
  readonly host: Found<string> | null;
  /** What people have to know or do, whole sentences. */
  readonly remarks: readonly string[];
}

/** A Dockerfile that makes a service. */
export interface DockerfileFacts {
  readonly path: string;
  readonly context: string;
  /** The port that the last stage exposes, or that its command names. */
  readonly port: Found<number> | null;
  /** The path that its HEALTHCHECK asks for. */
  readonly health: Found<string> | null;
}

/** A service of a Compose file. */
export interface ComposeService {
  readonly name: string;
  readonly build: (Readonly<Record<string, unknown>> & { readonly context: string }) | null;
  /** Null where it is built. */
  readonly image: string | null;
  readonly command: string | readonly string[] | null;
  readonly port: Found<number> | null;
  readonly health: Found<string> | null;
  readonly hasHealthcheck: boolean;
  readonly env: Readonly<Record<string, string>>;
  /** Variables of `env` that have no value in any file that is committed. */
  readonly valueless: readonly string[];
  readonly envFiles: readonly string[];
  /** Services that it depends on, but for those that run to their end. */
  readonly needs: readonly string[];
  /** Services that run to their end before it starts. */
  readonly completed: readonly string[];
}

export interface ComposeFacts {
  readonly file: string;
  /** The file that its variables come from, where it is not the usual one. */
  readonly envFile: string | null;
  readonly services: readonly ComposeService[];
}

/** The requests of an OpenAPI document. */
export interface OpenApiFacts {
  readonly file: string;
  readonly routes: readonly Route[];
}

/** What was found in a repository. */
export interface Findings {
  readonly dockerfiles: readonly DockerfileFacts[];
  readonly compose: ComposeFacts | null;
  readonly openapi: readonly OpenApiFacts[];
  readonly apps: readonly AppFacts[];
}
