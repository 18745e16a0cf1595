import { type Grounds, judge, type Outcome } from '../../compare/judge.js';
import type { Pull } from '../../forge/answers.js';
import type { RepositoryReader } from '../../forge/github.js';
import type { RunRecord } from '../../model/record.js';
import { cellsOf } from '../../plan/cells.js';
import { limitsIn } from '../../plan/limits.js';
import { elsewhereIn } from '../../plan/url-targets.js';
import { parseForeignRecords } from '../../record/foreign.js';
import { withAccepted } from '../apply-accepted.js';
import { partNote, partOfRequest } from '../part.js';
import { forgeBranch } from './branch.js';
import type { ReportInputs } from './inputs.js';
import { knownOf } from './known.js';
import { requestOf } from './part.js';
import { ofPullRequest } from './provenance.js';
import { judgingRules } from './rules.js';
import { storedBaseline } from './stored.js';
import type { WorkflowRun } from './workflow-run.js';

/** What a record is judged with: the repository as the forge has it, the run that it is of, and the time, ms since the epoch. */
export interface Judging {
  readonly inputs: Omit<ReportInputs, 'record' | 'token'>;
  readonly reported: WorkflowRun;
  readonly github: RepositoryReader;
  readonly nowMs: number;
}

/**
 * Judges the record that another run left, or those of its shards, by the repository's own word alone: its configuration, its files and history, its
 * stored records, and what its people said. The record decides nothing but its own figures.
 * @param pull with the newest commit of its base branch
 * @throws LoadgateError where the record is refused, and of the forge
 */
export async function judgeRecord(
  texts: readonly string[],
  pull: Pull,
  { inputs, reported, github, nowMs }: Judging,
): Promise<{ readonly outcome: Outcome; readonly notes: readonly string[] }> {
  const claimed = parseForeignRecords(texts, `of pull request #${pull.number}`, nowMs);
  const { record: proven, base } = await ofPullRequest(claimed, pull, github);
  const rules = await judgingRules(github, pull, inputs.config, inputs.settings);
  const branch = forgeBranch(inputs.baselineBranch, github);
  const stored = await storedBaseline(proven, base, branch, github);
  const record = withStored(proven, stored.record, pull);
  const request = await requestOf(record, inputs, reported, pull, branch);
  const sides = { candidate: record.candidate.sha, base, configPath: rules.path };
  const known = await knownOf(record, rules.config, sides, github);
  const { gate, measure } = rules.config;
  const isShared = cellsOf(rules.config);
  const grounds: Grounds = {
    ...{ gate, measure, limits: limitsIn(rules.config), isShared, known, accepted: null },
    ...{ stored: stored.record, former: request },
    ...{ isElsewhere: elsewhereIn(rules.config), storedElsewhere: null },
  };
  const asked = { lookUp: () => branch.accepted.of(pull.number), nowMs };
  const accepted = await withAccepted(judge(record, grounds), grounds, inputs.commands ? asked : null);
  const part = request === null ? null : partNote(partOfRequest(request), accepted.outcome);
  const notes = [rules.note, part, stored.note, accepted.note];
  return { outcome: accepted.outcome, notes: notes.filter((note) => note !== null) };
}

/** Of a run with stored figures the baseline that it is compared with here, whatever it says. */
function withStored(record: RunRecord, stored: RunRecord | null, { baseRef }: Pull): RunRecord {
  if (record.baselineFigures !== 'stored') return record;
  return { ...record, baseline: stored && { sha: stored.candidate.sha, label: baseRef } };
}
