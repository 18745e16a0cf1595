/** Runs the built trusted half, report/action.yml, as GitHub does after the run of a pull request has ended. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunRecord } from '../../src/model/record.js';
import { REQUEST_SCHEMA } from '../../src/model/request.js';
import { serialiseRequest } from '../../src/record/request.js';
import { serialiseRecord } from '../../src/record/serialise.js';
import { ROOT } from './action-run.js';
import type { ForgeServer } from './forge-server.js';
import { type ForkPullRequest, workflowRunEvent } from './fork-pull-request.js';
import { type ActionRun, runAction } from './github-runner.js';
import { makeCell, makeGenerations, makeRecord } from './records.js';

const temporary: string[] = [];

export function removeReportFolders(): void {
  for (const folder of temporary.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export interface ReportOptions {
  readonly forge: ForgeServer;
  readonly event: { readonly name: string; readonly payload: unknown };
  /** Fills the folder into which the artifact was unpacked. */
  readonly artifact: (folder: string) => void;
  /** Inputs besides `record`; `record` is below the artifact's folder (the folder itself). */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export async function runReport(options: ReportOptions): Promise<ActionRun> {
  const { forge, event, artifact, inputs = {}, token, env = {} } = options;
  const temp = mkdtempSync(join(tmpdir(), 'loadgate-test-report-'));
  temporary.push(temp);
  const folder = join(temp, '_temp', 'loadgate');
  // What the job has checked out: nothing.
  const workspace = join(temp, 'workspace');
  for (const path of [folder, workspace]) mkdirSync(path, { recursive: true });
  artifact(folder);
  const { apiUrl, serverUrl, owner, repo, tokens } = forge;
  return runAction({
    actionDir: join(ROOT, 'report'),
    workspace,
    temp,
    event,
    inputs: { ...inputs, record: join(folder, inputs['record'] ?? '') },
    env: { GITHUB_SHA: 'f'.repeat(40), GITHUB_REF: 'refs/heads/main', TMPDIR: temp, ...env },
    forge: { apiUrl, serverUrl, owner, repo, token: token ?? tokens.actions },
    timeoutMs: 60_000,
  });
}

/** Leaves a record as the untrusted half does. */
export const leaving = (record: RunRecord | string) => (folder: string) =>
  writeFileSync(join(folder, 'record.json'), typeof record === 'string' ? record : serialiseRecord(record));

/** What an honest run of the pull request records: one cell that is 12 % slower, one without a change. */
export function recordOf(pull: ForkPullRequest, changes: Partial<RunRecord> = {}): RunRecord {
  const slower = makeGenerations({ throughput: 0.88, cpu: 1.13 }, { screen: 4, confirm: 5 });
  return makeRecord({
    candidate: { sha: pull.mergeSha, label: `#${pull.number}` },
    baseline: { sha: pull.baseSha, label: 'main' },
    cells: [makeCell({ generations: slower }), makeCell({ scenario: 'text' })],
    ...changes,
  });
}

/** The file by which olga asked for `flask/text` alone, of a report in which `flask/json` was red. */
export function requestForText(pull: ForkPullRequest): string {
  const figures = { baseline: 1000, candidate: 880, ratio: 0.88, worse: true };
  const effects = [{ metric: 'throughput', kind: 'sampled', ...figures }] as const;
  const was = { target: 'flask', invalid: null, effects: [] };
  return serialiseRequest({
    schema: REQUEST_SCHEMA,
    pullRequest: pull.number,
    key: 'default',
    run: 4711,
    attempt: 2,
    head: pull.headSha,
    base: 'main',
    sha: pull.mergeSha,
    targets: ['flask/text'],
    by: 'olga',
    at: '2026-11-01T10:00:00Z',
    comment: 9,
    cells: [
      { ...was, scenario: 'json', verdict: 'regression', effects },
      { ...was, scenario: 'text', verdict: 'no-change' },
    ],
  });
}

export const eventOf = workflowRunEvent;
