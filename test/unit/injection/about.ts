import { leaderboardJson } from '../../../src/cli/leaderboard-files.js';
import { leaderboardCsv } from '../../../src/leaderboard/csv.js';
import { readFacts, type TargetFiles } from '../../../src/leaderboard/facts.js';
import type { Facts, SourceFile } from '../../../src/leaderboard/types.js';
import { attempt, sunkErrors } from './errors.js';
import { boardWith, csvFaults } from './leaderboard.js';
import type { Sunk, Surface } from './surface.js';

const ABOUT = {
  framework: 'Flask',
  package: 'flask',
  server: 'gunicorn',
  'server-package': 'gunicorn',
  interface: 'WSGI',
  async: false,
  'upstream-multiple': 'at once',
  ceiling: '64 threads',
};

const file = (path: string, text: string): SourceFile => ({ path: `targets/app/${path}`, text });
const filesOf = (about: string, requirements = 'flask==3.1.3\ngunicorn==27.0.1\n'): TargetFiles => ({
  about: file('about.yml', about),
  requirements: file('requirements.txt', requirements),
  packageJson: null,
});
/** `__proto__` as JSON has it: a key like any other. */
const withKey = (key: string, value: unknown): string =>
  `${JSON.stringify(ABOUT).slice(0, -1)},${JSON.stringify(key)}:${JSON.stringify(value)}}`;
const npm = (text: string): TargetFiles => ({
  ...filesOf(JSON.stringify({ ...ABOUT, 'server-package': undefined })),
  requirements: null,
  packageJson: file('package.json', text),
});

const FIELDS: Readonly<Record<string, (text: string) => TargetFiles>> = {
  ...Object.fromEntries(
    Object.keys(ABOUT).map((key) => [
      key,
      (text: string) => filesOf(JSON.stringify({ ...ABOUT, [key]: text })),
    ]),
  ),
  'how of a client': (text) => filesOf(withKey('clients', { db: { package: 'flask', how: text } })),
  'package of a client': (text) => filesOf(withKey('clients', { db: { package: text, how: 'x' } })),
  'service of a client': (text) => filesOf(withKey('clients', { [text]: { package: 'flask', how: 'x' } })),
  'server of a variant': (text) => filesOf(withKey('variants', [{ env: {}, server: text }])),
  'key in about.yml': (text) => filesOf(withKey(text, 'x')),
  'the whole about.yml': (text) => filesOf(text),
  'a line of about.yml': (text) => filesOf(`${text}\n${JSON.stringify(ABOUT)}`),
  'an unquoted value': (text) =>
    filesOf(
      Object.entries({ ...ABOUT, ceiling: text })
        .map(([key, value]) => `${key}: ${value}\n`)
        .join(''),
    ),
  'version in requirements.txt': (text) => filesOf(JSON.stringify(ABOUT), `flask==${text}\ngunicorn==1\n`),
  'line of requirements.txt': (text) => filesOf(JSON.stringify(ABOUT), `${text}\nflask==1\ngunicorn==1\n`),
  'version in package.json': (text) => npm(JSON.stringify({ dependencies: { flask: text } })),
  'build of a version in package.json': (text) =>
    npm(JSON.stringify({ dependencies: { flask: `1.2.3-${text}` } })),
  'the whole package.json': (text) => npm(text),
};

function pour(text: (field: string) => string): Sunk {
  const facts: Facts[] = [];
  const thrown: unknown[] = [];
  for (const [field, make] of Object.entries(FIELDS)) {
    thrown.push(
      ...attempt(() => {
        facts.push(readFacts(make(text(field)), 'app'));
      }),
    );
  }
  const strange = thrown.filter((error) => !/^Loadgate/.test(String((error as Error).constructor.name)));
  const errors = sunkErrors(thrown);
  // The page and the picture take their texts from the same facts: leaderboard.ts.
  const board = boardWith(facts);
  const csv = leaderboardCsv(board);
  return {
    pages: errors.pages,
    terminal: [csv, leaderboardJson(board), ...errors.terminal],
    told: errors.told,
    faults: [...csvFaults(csv), ...strange.map(String)],
  };
}

const PLACE = 'the refusal names the place alone';

export const aboutSurface: Surface = {
  name: 'about.yml',
  fixed: false,
  fields: Object.keys(FIELDS),
  silent: {
    interface: PLACE,
    async: PLACE,
    'upstream-multiple': PLACE,
    'the whole about.yml': PLACE,
    'a line of about.yml': PLACE,
    'line of requirements.txt': 'a line of another package says nothing',
    'version in package.json': 'a version that is none is not repeated',
    'the whole package.json': 'what is no JSON pins nothing',
  },
  pour,
};
