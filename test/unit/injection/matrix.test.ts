import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CORPUS } from '../../support/corpus.js';
import { aboutSurface } from './about.js';
import { bisectSurface } from './bisect.js';
import { answerSurface, commandSurface } from './comments.js';
import { configSurface } from './config.js';
import { doctorSurface } from './doctor.js';
import { engineSurface } from './engine.js';
import { eventSurface } from './event.js';
import { exportsSurface } from './exports.js';
import { historySurface } from './history.js';
import { htmlSurface } from './html.js';
import { leaderboardSurface } from './leaderboard.js';
import { recordSurface } from './record.js';
import { reportSurface } from './report.js';
import { runSurface } from './run.js';
import { secondSurface } from './second.js';
import { faultsOf } from './sinks.js';
import { everywhere, onlyIn, type Sunk, type Surface, tame, tameWord } from './surface.js';

const SURFACES: readonly Surface[] = [
  configSurface,
  runSurface,
  commandSurface,
  answerSurface,
  eventSurface,
  recordSurface,
  reportSurface,
  engineSurface,
  aboutSurface,
  leaderboardSurface,
  doctorSurface,
  exportsSurface,
  bisectSurface,
  htmlSurface,
  secondSurface,
  historySurface,
];

/** What is nothing but text by GFM's own rules (its tag filter among them), or does no harm by itself. */
const INERT = new Set([
  '[^1]', '[ ] x', '`code`', 'a | b | c', '|-|-|\n|a|b|', '\\| \\', 'a\\\n', '$x$ $$y$$', '![][r]', '<script>alert(1)</script>', '-->', '<style>*{display:none}</style>',
  '&lt;b&gt;', '&#60;b&#62;', '<svg/onload=x>', '<iframe src="//evil.example">', '<input type=hidden', 'javascript:alert(1)', '/loadgate accept a/b because x', '\n/loadgate run\n',
  'x\ufe0f', 'a\u00a0b', '\uffff x',
]); // biome-ignore format: a list

/** More say no more. */
const MOST = 20;

/** Fields of a surface in which a text does what it must not, each with what. */
async function failuresOf(surface: Surface, text: string, like: Sunk): Promise<readonly string[]> {
  const together = faultsOf(await surface.pour(everywhere(text)), like, surface.fixed, text);
  if (together.length === 0) return [];
  // Once more, field by field, to say where.
  const alone: string[] = [];
  for (const field of surface.fields) {
    const faults = faultsOf(await surface.pour(onlyIn(surface, field, text)), like, surface.fixed, text);
    if (faults.length > 0)
      alone.push(`${surface.name} ${field}: ${[...new Set(faults)].slice(0, 4).join('; ')}`);
  }
  return alone.length > 0 ? alone : [`${surface.name}: ${together.slice(0, 4).join('; ')}`];
}

const allOf = ({ pages = [], terminal = [], told = [], other = [] }: Sunk): string =>
  [...pages, ...terminal, ...told, ...other].join('\n');

describe('text of the author of a pull request', { timeout: 120_000 }, () => {
  it('the corpus holds each input once', () => {
    expect(new Set(CORPUS.map(({ text }) => text)).size).toBe(CORPUS.length);
  });

  it.each(SURFACES)('comes out of every field of: $name', async (surface) => {
    const out = allOf(await surface.pour(tame(surface)));
    const lost = surface.fields.filter((field) => !out.includes(tameWord(surface, field)));
    expect(lost.toSorted()).toEqual(Object.keys(surface.silent ?? {}).toSorted());
  });

  it.each(['Markdown', 'HTML', 'marker of ours', 'reference', 'control characters', 'invisible'])(
    'would be seen if it were shown as it is: %s',
    async (kind) => {
      const inputs = CORPUS.filter((input) => input.kind === kind);
      const bare: Surface = {
        name: 'bare',
        fields: ['text'],
        fixed: true,
        pour: (text) => ({ pages: [`x\n\n${text('text')}\n`], terminal: [text('text')] }),
      };
      const like = await bare.pour(tame(bare));
      const missed: string[] = [];
      for (const { text } of inputs) {
        const sunk = await bare.pour(everywhere(text));
        if (faultsOf(sunk, like, true, text).length === 0) missed.push(text);
      }
      expect(missed).toEqual(inputs.map(({ text }) => text).filter((text) => INERT.has(text)));
    },
  );

  let tried = 0;
  const all: string[] = [];
  it.each(SURFACES)('does nothing in: $name', async (surface) => {
    const like = await surface.pour(tame(surface));
    const failures: string[] = [];
    for (const { kind, text } of CORPUS) {
      tried += surface.fields.length;
      const found = await failuresOf(surface, text, like);
      if (failures.length > MOST) break;
      failures.push(...found.map((one) => `${kind} ${JSON.stringify(text.slice(0, 60))} in ${one}`));
    }
    all.push(...failures);
    expect(failures).toEqual([]);
  });

  it('has been tried in all of them', () => {
    const fields = SURFACES.reduce((sum, surface) => sum + surface.fields.length, 0);
    console.log(`${CORPUS.length} inputs × ${fields} fields = ${tried}, failures ${all.length}`);
    expect(tried).toBe(CORPUS.length * fields);
    const page = readFileSync(new URL('../../../docs/security.md', import.meta.url), 'utf8');
    expect(page).toContain(`${CORPUS.length} inputs × ${fields} fields = ${tried.toLocaleString('en')}`);
  });
});
