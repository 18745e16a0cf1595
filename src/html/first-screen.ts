import type { Outcome } from '../compare/judge.js';
import type { CommitRef, RunRecord } from '../model/record.js';
import { acceptedLines } from '../report/accepted-block.js';
import { gateTellsMore } from '../report/body.js';
import { saysMore } from '../report/footer.js';
import { duration, plural } from '../report/format.js';
import { headline } from '../report/headline.js';
import { lead } from '../report/lead.js';
import { excerptOf, locationText, problemsOf } from '../report/problems.js';
import { plainProse, sentence } from '../report/prose.js';
import type { ReportContext } from '../report/types.js';
import { html, htmlProse, inline, link, type Markup, NOTHING } from './markup.js';
import { HEADLINE_TONES, pill } from './tones.js';

const NOTES = 20;
/** Problems that are told one by one, and how much is said of each. */
const PROBLEMS = 100;
const MESSAGE_LENGTH = 2000;

/** The verdict in one sentence, whose word it is, why, and what a reader has to know besides. */
export function firstScreen(outcome: Outcome, context: ReportContext): Markup {
  const { record, comparison, gate } = outcome;
  const { text, tone } = headline(record, comparison, htmlProse);
  const why = lead(record, comparison, context, htmlProse).join(' ');
  const news = gateTellsMore(record, comparison, gate);
  return html`<p class="brand">loadgate${subject(context)}</p>
<div class="verdict ${HEADLINE_TONES[tone]}"><h1>${inline(capital(text))}</h1>
${
  why === ''
    ? NOTHING
    : html`<p class="lead">${inline(why)}</p>
`
}<p>${pill(gate.passed ? 'good' : 'bad', gate.passed ? 'The check passes' : 'The check fails')}${news ? html` ${inline(htmlProse.text(sentence(gate.reason)))}` : NOTHING}</p></div>
${unverifiedNote(context)}${notesBlock(outcome, context)}${facts(record, context)}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const subject = ({ pullRequest }: ReportContext): string =>
  pullRequest === null ? '' : ` · pull request ${pullRequest}`;

/** Whose word the figures are, where it is not ours. */
function unverifiedNote({ unverified }: ReportContext): Markup {
  if (unverified === undefined) return NOTHING;
  const run = link('That run', unverified.runUrl);
  return html`<div class="note warn"><p><strong>The figures are reported by the ${unverified.whose}'s run; not verified.</strong> ${run} used the pull request's own code and workflow, so its author can make it say anything.</p></div>
`;
}

function notesBlock({ record, comparison }: Outcome, { notes }: ReportContext): Markup {
  const idle = comparison.counts.unchanged;
  const unchanged =
    idle > 0 && idle < comparison.cells.length
      ? [`${plural(idle, 'cell was', 'cells were')} not run: the inputs equal the baseline's.`]
      : [];
  const said = [
    ...acceptedLines(comparison, htmlProse),
    ...notes.slice(0, NOTES).map((note) => htmlProse.text(sentence(note), MESSAGE_LENGTH)),
    ...unchanged,
  ].filter((note) => note !== '');
  return html`${said.map(
    (note) => html`<div class="note"><p>${inline(note)}</p></div>
`,
  )}${problemsBlock(record)}`;
}

/** What went wrong, each with its code, its place, what to do, and the end of its log. */
function problemsBlock(record: RunRecord): Markup {
  const problems = problemsOf(record);
  const more = problems.length - PROBLEMS;
  const told = problems.slice(0, PROBLEMS).map(({ message, code, location, hint, log }) => {
    const place = location === null ? '' : ` in ${htmlProse.code(locationText(location))}`;
    const title = `${htmlProse.strong(htmlProse.text(sentence(message), MESSAGE_LENGTH))} (${htmlProse.code(code)}${place})`;
    const lines = excerptOf(log);
    return html`<div class="note warn"><p>${inline(title)}</p>${hint.trim() === '' ? NOTHING : html`<p>What to do: ${inline(htmlProse.text(sentence(hint), MESSAGE_LENGTH))}</p>`}${
      lines.every((line) => line === '')
        ? NOTHING
        : html`<details class="more"><summary>From its log</summary><pre>${lines.map(
            (line) => html`${line}
`,
          )}</pre></details>`
    }</div>
`;
  });
  return html`${told}${more > 0 ? html`<p>And ${plural(more, 'more problem')}: they are in the record.</p>` : NOTHING}`;
}

/** Commits, when, how long, and the run's page. */
function facts(record: RunRecord, context: ReportContext): Markup {
  const { candidate, baseline, startedAt, durationMs } = record;
  const against = baseline === null ? NOTHING : html` against ${commit(baseline, context)}`;
  const run = context.runUrl === null ? NOTHING : html` · ${link('run log', context.runUrl)}`;
  return html`<p class="facts">${commit(candidate, context)}${against} · <time datetime="${startedAt}">${startedAt.slice(0, 16).replace('T', ' ')} UTC</time> · ${duration(durationMs)}${run}</p>
`;
}

function commit({ sha, label }: CommitRef, { repositoryUrl }: ReportContext): Markup {
  const isSha = /^[0-9a-f]{7,64}$/.test(sha);
  const short = html`<code>${isSha ? sha.slice(0, 7) : plainProse.text(sha, 12)}</code>`;
  const page = isSha && repositoryUrl !== null ? `${repositoryUrl}/commit/${sha}` : null;
  const name = saysMore(label, sha) ? plainProse.cell(label) : '';
  return html`${link(short, page)}${name === '' ? '' : ` (${name})`}`;
}
