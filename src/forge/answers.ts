/** GitHub's answers: the parts that loadgate reads, validated, in loadgate's words. */
import * as z from 'zod';
import { SHA_PATTERN } from '../model/patterns.js';

const SHA = z.string().regex(SHA_PATTERN);
const NAMED = z.object({ full_name: z.string() });

/** An answer that loadgate doesn't read. */
export const ANYTHING = z.unknown();
export const WITH_ID = z.object({ id: z.number() });

const written = z.object({
  html_url: z.string(),
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
});
const commentOf = (id: number, { html_url: url, body, user }: z.output<typeof written>): Comment => ({
  id,
  url,
  author: user?.login ?? null,
  body: body ?? '',
});

export const COMMENT = written.extend({ id: z.number(), updated_at: z.string().optional() }).transform(
  ({ id, updated_at: updatedAt, ...text }): Comment => ({
    ...commentOf(id, text),
    ...(updatedAt === undefined ? {} : { updatedAt }),
  }),
);
export const COMMENTS = z.array(COMMENT);

export interface Comment {
  readonly id: number;
  /** Login; null: the account no longer exists. */
  readonly author: string | null;
  readonly body: string;
  readonly url: string;
  /** Time of the last write, ISO 8601. */
  readonly updatedAt?: string;
}

/** `id` is its number. */
export const ISSUE = written
  .extend({ number: z.number() })
  .transform(({ number, ...text }): Comment => commentOf(number, text));
/** null: a pull request, which GitHub lists as well. */
export const ISSUES = z.array(
  z.union([z.object({ pull_request: z.looseObject({}) }).transform(() => null), ISSUE]),
);

export const PULL = z
  .object({
    number: z.number(),
    state: z.string(),
    // Absent in a list.
    merged: z.boolean().optional(),
    merge_commit_sha: z.string().nullish(),
    head: z.object({ sha: SHA, ref: z.string(), repo: NAMED.nullish() }),
    base: z.object({ sha: SHA, ref: z.string(), repo: NAMED }),
  })
  .transform(
    ({ number, state, merged, merge_commit_sha: merge, head, base }): Pull => ({
      number,
      open: state === 'open',
      headSha: head.sha,
      headRef: head.ref,
      headRepository: head.repo?.full_name ?? null,
      baseSha: base.sha,
      baseRef: base.ref,
      baseRepository: base.repo.full_name,
      mergedAs: merged === true ? (SHA.safeParse(merge).data ?? null) : null,
    }),
  );
export const PULLS = z.array(PULL);

/** The current state of a pull request on the forge. Repositories are `owner/name`. */
export interface Pull {
  readonly number: number;
  readonly open: boolean;
  readonly headSha: string;
  readonly headRef: string;
  /** null: the fork no longer exists. */
  readonly headRepository: string | null;
  readonly baseSha: string;
  readonly baseRef: string;
  readonly baseRepository: string;
  /** Its commit on the base branch (merge, squash, or rebase); null: it isn't merged, or this comes from a list. */
  readonly mergedAs: string | null;
}

export const RUNS = z.object({
  workflow_runs: z.array(
    z.object({
      id: z.number(),
      html_url: z.string(),
      head_sha: z.string(),
      head_branch: z.string().nullish(),
      head_repository: NAMED.nullish(),
      /** Number of starts. */
      run_attempt: z.number().default(1),
      status: z.string().nullish(),
      conclusion: z.string().nullish(),
    }),
  ),
});
export type Run = z.output<typeof RUNS>['workflow_runs'][number];

export const CHECK_RUNS = z.object({
  check_runs: z.array(z.object({ id: z.number(), external_id: z.string().nullish() })),
});

export const PARENTS = z
  .object({ parents: z.array(z.object({ sha: z.string() })) })
  .transform(({ parents }) => parents.map(({ sha }) => sha));

export const REF = z.object({ object: z.object({ sha: SHA }) }).transform(({ object }) => object.sha);

/** A comparison of two commits. */
export const MERGE_BASE = z
  .object({ merge_base_commit: z.object({ sha: SHA }) })
  .transform(({ merge_base_commit: { sha } }) => sha);

/** A page of a history: each commit with its first parent; null: no parent. */
export const HISTORY = z
  .array(z.object({ sha: SHA, parents: z.array(z.object({ sha: SHA })) }))
  .transform((commits) => commits.map(({ sha, parents }) => ({ sha, parent: parents[0]?.sha ?? null })));

/** A file of a commit. */
export interface TreeFile {
  readonly path: string;
  /** Regular, executable, link, or submodule, as git writes it. */
  readonly mode: string;
  readonly id: string;
}

/** All files of a commit; null: too many for GitHub to send. */
export const TREE = z
  .object({
    truncated: z.boolean().default(false),
    tree: z.array(z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: SHA })),
  })
  .transform(({ truncated, tree }): readonly TreeFile[] | null =>
    truncated
      ? null
      : tree.filter(({ type }) => type !== 'tree').map(({ path, mode, sha }) => ({ path, mode, id: sha })),
  );

/** A folder, a symbolic link, or a submodule has no text, and GitHub sends no text of a file that is too large. */
export const TEXT = z.union([
  z.array(z.unknown()).transform(() => null),
  z
    .object({ type: z.string(), encoding: z.string().optional(), content: z.string().optional() })
    .transform(({ type, encoding, content }) =>
      type === 'file' && encoding === 'base64' && content !== undefined
        ? Buffer.from(content, 'base64').toString('utf8')
        : null,
    ),
]);

export const PERMISSION = z.object({ permission: z.string() });
export const USER = z.object({ login: z.string().min(1) });
export const VIEWER = z.object({ data: z.object({ viewer: USER }) });
