import { accept } from '../../../src/commands/accept.js';
import type { Command } from '../../../src/commands/command.js';
import { parseCommands } from '../../../src/commands/parse.js';
import { answerMarker } from '../../../src/forge/marker.js';
import type { AcceptedRegression } from '../../../src/model/accepted.js';
import { NAME_PATTERN } from '../../../src/model/patterns.js';
import { parseAccepted, withAccepted } from '../../../src/record/accepted-file.js';
import {
  acceptedText,
  baselineText,
  bisectText,
  outsiderText,
  partText,
  problemText,
  renderAnswers,
  rerunText,
  targetsText,
} from '../../../src/report/answers.js';
import { makeRecord } from '../../support/records.js';
import { attempt, sunkErrors } from './errors.js';
import { asUtf8, type Sunk, type Surface } from './surface.js';

type Text = (field: string) => string;

const SHA = 'a'.repeat(40);
const URL = 'https://github.com/acme/shop/actions/runs/1';
const effects = [
  { metric: 'throughput', kind: 'sampled', baseline: 100, candidate: 90, ratio: 0.9, worse: true },
] as const;
const entryOf = (text: Text): AcceptedRegression => ({
  target: text('accepted target'), scenario: text('accepted scenario'), effects, by: text('accepted by'), reason: text('accepted reason'),
  at: '2026-11-21T00:00:00Z', until: null, sha: SHA, comment: 1,
}); // biome-ignore format: a list

function answers(text: Text): Sunk {
  const entry = entryOf(text);
  const base = makeRecord();
  const record = {
    ...base,
    version: text('record version'),
    machine: { ...base.machine, cpuModel: text('record machine') },
  };
  const rerun = { url: URL, why: text('reason of GitHub'), workflow: text('workflow'), headSha: SHA };
  const facts = {
    baseSha: SHA,
    baseRef: text('base branch'),
    record,
    store: text('store'),
    records: 1,
    size: null,
    accepted: [entry],
  };
  const page = renderAnswers(answerMarker(1), [
    { line: text('line'), state: 'wrong', text: problemText(`p${text('problem')}`) },
    { line: 'x', state: 'denied', text: outsiderText(text('login')) },
    { line: 'x', state: 'done', text: acceptedText(entry, text('branch of the baselines')) },
    ...(['denied', 'none', 'no-workflow'] as const).map((kind) => ({
      line: 'x',
      state: 'wrong' as const,
      text: rerunText({ ...rerun, kind }),
    })),
    { line: 'x', state: 'done', text: targetsText([text('named target')], text('named target')) },
    { line: 'x', state: 'done', text: partText([text('named target')], 2) },
    { line: 'x', state: 'done', text: baselineText(facts) },
  ]);
  return { pages: [page] };
}

export const answerSurface: Surface = {
  name: 'answers to comments',
  fixed: true,
  fields: [
    'accepted target', 'accepted scenario', 'accepted by', 'accepted reason', 'record version', 'record machine', 'reason of GitHub', 'workflow', 'base branch', 'store', 'line', 'problem', 'login',
    'branch of the baselines', 'named target',
  ], // biome-ignore format: a list
  pour: answers,
};

const COMMENTS: Readonly<Record<string, (text: string) => string>> = {
  verb: (text) => `/loadgate ${text}`,
  run: (text) => `/loadgate run ${text}`,
  'cell of accept': (text) => `/loadgate accept ${text} because x`,
  'target of accept': (text) => `/loadgate accept ${text}/b because x`,
  'joint of accept': (text) => `/loadgate accept a/b ${text} x`,
  'reason of accept': (text) => `/loadgate accept a/b because ${text}`,
  'day of accept': (text) => `/loadgate accept a/b because x until ${text}`,
  'range of bisect': (text) => `/loadgate bisect ${text}..HEAD`,
  'name of bisect': (text) => `/loadgate bisect v1..HEAD ${text}`,
  before: (text) => `${text}\n\n/loadgate run zq`,
  after: (text) => `/loadgate baseline\n${text}`,
};

const STATE = { v: 1, sha: SHA, worse: [{ target: 'a', scenario: 'b', effects }] } as const;
const SAID = { by: 'alice', comment: 5, at: '2026-11-21T10:00:00Z' };

/** What a command hands on as it was written, and what of it must not be. */
function wordsOf(command: Command | null): { readonly told: string[]; readonly faults: string[] } {
  if (command?.kind === 'run') {
    const { targets } = command;
    const isName = targets.every((name) => name.split('/').every((part) => NAME_PATTERN.test(part)));
    return { told: [...targets], faults: isName ? [] : [`runs ${targets}`] };
  }
  if (command?.kind !== 'bisect') return { told: [], faults: [] };
  const { range, name } = command;
  const ends = [range?.good ?? '', range?.bad ?? ''];
  const odd = ends.filter((one) => /^-|\.\.|[\s~^:?*[\\]/.test(one));
  return { told: [...ends, name ?? ''], faults: odd.map((one) => `searches ${one}`) };
}

function commands(text: Text): Sunk {
  const faults: string[] = [];
  const thrown: unknown[] = [];
  const other: string[] = [];
  const refused: string[] = [];
  const asked: string[] = [];
  const lines = Object.entries(COMMENTS).flatMap(([field, write]) => parseCommands(write(text(field))));
  for (const { command } of lines) {
    const words = wordsOf(command);
    other.push(...words.told);
    faults.push(...words.faults);
    if (command?.kind === 'bisect') asked.push(bisectText(command.range, command.name));
    if (command?.kind !== 'accept') continue;
    const entry = accept(command, STATE, '2026-11-21T09:00:00Z', SAID, '2026-11-21');
    if (typeof entry === 'string') {
      refused.push(entry);
      continue;
    }
    thrown.push(
      ...attempt(() => {
        const file = withAccepted(null, 7, entry);
        other.push(file);
        const [read] = parseAccepted(file, 7, 'a file').regressions;
        if (asUtf8(read?.reason ?? '') !== asUtf8(entry.reason) || file.split('\n').length !== 27)
          faults.push('another entry was kept');
      }),
    );
  }
  const told = lines.filter(({ command }) => command === null);
  const page = renderAnswers(answerMarker(1), [
    ...told.map((line) => ({
      line: line.text,
      state: 'wrong' as const,
      text: problemText(line.problem ?? ''),
    })),
    ...asked.map((text) => ({ line: 'x', state: 'done' as const, text })),
    ...refused.map((why) => ({ line: 'x', state: 'wrong' as const, text: problemText(why) })),
  ]);
  const errors = sunkErrors(thrown);
  return { ...errors, pages: [...errors.pages, page], other, faults };
}

export const commandSurface: Surface = {
  name: 'comments',
  fixed: false,
  fields: Object.keys(COMMENTS),
  silent: { before: 'what is no command is not repeated', after: 'what is no command is not repeated' },
  pour: commands,
};
