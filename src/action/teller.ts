import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setOutput, summary } from '@actions/core';
import { type ExportFormat, exportFiles } from '../export/files.js';
import type { GitHub } from '../forge/github.js';
import { commentMarker, issueMarker } from '../forge/marker.js';
import type { Config } from '../model/config.js';
import { recordName } from '../model/shard.js';
import { serialiseRecord } from '../record/serialise.js';
import type { AnnotationSources } from '../report/annotations.js';
import type { Log } from '../system/log.js';
import { readInside } from '../system/read-inside.js';
import type { Teller } from '../tell/teller.js';
import type { ActionContext } from './context.js';
import type { CheckInput } from './input-fields.js';

/** Not the name that a job is likely to have: GitHub shows every job as a check of that name. */
const CHECK_NAME = 'loadgate verdict';

/** A longer Dockerfile gets no remark at its line. */
const MAX_DOCKERFILE_BYTES = 1024 * 1024;

/** Where GitHub is told of a run. */
export interface GitHubPlaces {
  readonly github: GitHub;
  readonly log: Log;
  readonly key: string;
  /** The branch that it is to be merged into; null: none, or the repository's default one. */
  readonly base: string | null;
  /** The check that is wanted, and of which commit: the one that people see. null: none. */
  readonly check: { readonly input: CheckInput; readonly sha: string; readonly detailsUrl: string } | null;
  /** null: no comment is wanted, or there is no pull request. */
  readonly pullRequest: number | null;
  /** A comment that would say nothing new is not created; one that is there is kept up to date. Absent: it is. */
  readonly onlyNews?: boolean;
  /** The commit and the run that an issue is about; absent: no issue is wanted. */
  readonly issue?: { readonly branch: string; readonly sha: string; readonly runUrl: string };
  /** Ends the telling of a cancelled run. */
  readonly signal?: AbortSignal | undefined;
}

/** Tells by check, comment and job summary. The edges add what only they have. */
export function githubTeller(places: GitHubPlaces): Teller {
  return {
    log: places.log,
    check: checkTeller(places),
    comment: commentTeller(places),
    notify: issueTeller(places),
    summary: async (text) => {
      await summary.addRaw(text).write();
    },
    failure: (reason) => places.log.error(reason),
    signal: places.signal,
  };
}

function checkTeller({ github, log, key: own, base, check, signal }: GitHubPlaces): Teller['check'] {
  if (check === null || !check.input.on) return undefined;
  const { input, sha, detailsUrl } = check;
  const plainName = input.name ?? (own === 'default' ? CHECK_NAME : `${CHECK_NAME} (${own})`);
  // The verdict on one branch must not stand for that on another, by whose rules it may be another.
  const name = base === null ? plainName : `${plainName} (into ${base})`;
  const key = base === null ? own : `${own} into ${base}`;
  return async (text) => {
    const result = await github.upsertCheck({ sha, name, key, detailsUrl, signal, ...text });
    if (result.status !== 'refused') log.info(`Check: ${result.why}`);
    return result;
  };
}

function commentTeller(places: GitHubPlaces): Teller['comment'] {
  const { github, log, key, pullRequest, onlyNews = false, signal } = places;
  if (pullRequest === null) return undefined;
  return async (body, isNews) => {
    // What an earlier run said of this pull request may have changed to nothing: that is news to its readers.
    if (onlyNews && !isNews && (await github.ownComment(pullRequest, commentMarker(key))) === null) {
      log.info('Comment skipped: nothing has changed, and comments are for changes (`comment: on-change`).');
      return { status: 'skipped', url: null, why: 'nothing has changed' };
    }
    const result = await github.upsertComment({ pullRequest, marker: commentMarker(key), body, signal });
    log.info(`Comment ${result.status}${result.url === null ? '' : `: ${result.url}`}`);
    return result;
  };
}

function issueTeller({ github, log, key, issue, signal }: GitHubPlaces): Teller['notify'] {
  if (issue === undefined) return undefined;
  const { branch, sha, runUrl } = issue;
  const title = `loadgate: ${branch} got slower${key === 'default' ? '' : ` (${key})`}`;
  return async (body, conclusion) => {
    const request = { marker: issueMarker(key), title, signal };
    const result =
      conclusion === 'red'
        ? await github.upsertIssue({ ...request, body })
        : await github.closeIssue({ ...request, body: `${sha} is fine again: [this run](${runUrl}).` });
    if (result.status === 'refused') log.warning(`No issue: ${result.why}`);
    else if (result.url !== null)
      log.info(`Issue ${conclusion === 'green' ? 'closed' : result.status}: ${result.url}`);
    return result;
  };
}

/** The branch that a run's code is to be merged into; null: none, or the repository's default one. */
export function otherBase({ trigger, defaultBranch }: ActionContext): string | null {
  if (trigger.kind !== 'pull_request' && trigger.kind !== 'merge_group') return null;
  return trigger.baseRef === defaultBranch ? null : trigger.baseRef;
}

/** Of a pull request the head: GITHUB_SHA is a merge commit there, whose checks nobody sees. */
export function headOf({ trigger, sha }: ActionContext): string {
  return trigger.kind === 'pull_request' || trigger.kind === 'merge_group' ? trigger.headSha : sha;
}

/** Where a run keeps its record, and the logs of what failed: in the runner's folder for temporary files. */
export const recordFolder = (id: string, { workspace }: Pick<ActionContext, 'workspace'>): string =>
  join(process.env['RUNNER_TEMP'] ?? workspace, `loadgate-${id}`);

/**
 * Keeps a record in a folder of the runner's, for later steps.
 * @returns how `Teller.keepRecord` does it
 */
export function recordKeeper(folder: string, name = recordName(null)): NonNullable<Teller['keepRecord']> {
  return async (record) => {
    await mkdir(folder, { recursive: true });
    const path = join(folder, name);
    await writeFile(path, serialiseRecord(record));
    return path;
  };
}

/**
 * Writes the files for other tools into a folder below the record's, so that the record stays the only JSON file of its
 * own folder: that is what the report for forks reads.
 * @returns how `Teller.keepExports` does it; undefined: no format is wanted
 */
export function exportKeeper(folder: string, formats: readonly ExportFormat[]): Teller['keepExports'] {
  if (formats.length === 0) return undefined;
  return async (outcome) => {
    const path = join(folder, 'exports');
    await mkdir(path, { recursive: true });
    for (const format of formats)
      for (const { name, text } of exportFiles(format, outcome)) await writeFile(join(path, name), text);
    return path;
  };
}

/**
 * Writes the HTML report beside the record.
 * @returns how `Teller.keepReport` does it
 */
export function reportKeeper(folder: string): NonNullable<Teller['keepReport']> {
  return async (outcome, context) => {
    const { renderHtml } = await import('../html/page.js');
    await mkdir(folder, { recursive: true });
    const path = join(folder, 'report.html');
    await writeFile(path, renderHtml(outcome, context));
    return path;
  };
}

/** What remarks point into: the configuration, and the Dockerfiles that it names as the workspace has them. */
export async function annotationSources(
  config: Config | null,
  workspace: string,
): Promise<AnnotationSources> {
  const dockerfiles = new Map<string, string>();
  for (const target of config?.targets ?? []) {
    const path = target.build?.dockerfile;
    if (path === undefined) continue;
    const text = await readInside(workspace, path, MAX_DOCKERFILE_BYTES);
    if (text !== null) dockerfiles.set(path, text);
  }
  return { config, dockerfiles };
}

/**
 * Sets outputs: text as it is, anything else as JSON. @actions/core draws a new delimiter for each value, so that a value
 * which holds the text of the file's format can't add outputs of its own.
 */
export function setOutputs(outputs: object, set: (name: string, value: string) => void = setOutput): void {
  for (const [name, value] of Object.entries(outputs)) {
    set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
}
