import { parseCommand } from '../../../src/config/command.js';
import { explainRefusal } from '../../../src/forge/refusal.js';
import { gitError } from '../../../src/git/errors.js';
import { checkAnswer } from '../../../src/load/check.js';
import type { Expectation, Target } from '../../../src/model/config.js';
import { LoadgateError } from '../../../src/model/error.js';
import { buildError, startError } from '../../../src/runtime/docker/errors.js';
import { createLogRing } from '../../../src/runtime/log-lines.js';
import { aBuild } from '../../support/targets.js';
import { readWith } from '../config/helpers.js';
import { sunkErrors } from './errors.js';
import type { Sunk, Surface } from './surface.js';

const BUILDKIT = { builder: 'buildx', feature: null } as const;

const EXPECT: Expectation = { status: null, headers: {}, body: null };
const answer = (body: string, changes: { status?: number; headers?: Record<string, string> } = {}) =>
  ({
    ...{ status: 200, headers: {}, ...changes },
    ...{ body: Buffer.from(body), content: Buffer.from(body) },
  }) as unknown as Parameters<typeof checkAnswer>[0];
const target = (context: string, dockerfile: string) =>
  ({ name: 'app', build: aBuild(context, { dockerfile }), location: null }) as unknown as Target;
const keyed = (name: string, value: unknown): string => `{${JSON.stringify(name)}:${JSON.stringify(value)}}`;

const WRONG: Readonly<Record<string, (text: string) => string | null>> = {
  'body of an error': (text) => checkAnswer(answer(text, { status: 500 }), EXPECT),
  body: (text) => checkAnswer(answer(text), { ...EXPECT, body: 'other' }),
  'expected body': (text) => checkAnswer(answer('other'), { ...EXPECT, body: text }),
  'end of a body': (text) =>
    checkAnswer(answer(`${'x'.repeat(300)}${text}`), { ...EXPECT, body: 'x'.repeat(300) }),
  header: (text) => checkAnswer(answer('', { headers: { a: text } }), { ...EXPECT, headers: { a: 'other' } }),
  'expected header': (text) => checkAnswer(answer(''), { ...EXPECT, headers: { a: text } }),
  'no JSON': (text) => checkAnswer(answer(`<${text}`), { ...EXPECT, json: 1 }),
  'JSON value': (text) => checkAnswer(answer(keyed('a', text)), { ...EXPECT, json: { a: 1 } }),
  'JSON key': (text) => checkAnswer(answer(keyed(text, 1)), { ...EXPECT, json: JSON.parse(keyed(text, 2)) }),
  'JSON list': (text) => checkAnswer(answer(keyed('a', [text])), { ...EXPECT, json: { a: 1 } }),
};

const result = (stderr: string) => ({ exitCode: 1, stdout: '', stderr });

const ERRORS: Readonly<Record<string, (text: string) => Error>> = {
  'container log': (text) => {
    const ring = createLogRing(50);
    for (const line of text.split('\n')) ring.push(line);
    return new LoadgateError('it ended', {
      kind: 'usage',
      code: 'target-exited',
      hint: 'Look.',
      log: ring.last(20),
    });
  },
  'build log': (text) => buildError(target('.', 'Dockerfile'), text.split('\n'), BUILDKIT),
  'build folder': (text) => buildError(target(text, 'Dockerfile'), ['x'], BUILDKIT),
  Dockerfile: (text) => buildError(target('.', text), ['x'], BUILDKIT),
  'what the engine says': (text) => startError(target('.', 'Dockerfile'), 'start', text),
  'what git says': (text) => gitError('fetch', result(`fatal: ${text}`)),
  'what GitHub says': (text) => {
    const { why, hint } = explainRefusal(
      { status: 403, headers: {}, data: { message: text } },
      { repository: 'acme/shop', pullRequest: 7 },
    );
    return new LoadgateError(why, { kind: 'machine', code: 'forge-refused', hint });
  },
  'any exception': (text) => new Error(text),
};

/** A command that people copy into a shell has the words that it is meant to have. */
function copied(folder: string, file: string): string[] {
  const { hint } = buildError(target(folder, file), ['x'], BUILDKIT);
  const read = readWith(parseCommand, hint.slice(hint.indexOf('docker build')));
  const words = read.ok ? read.value : [];
  const dashed = (path: string): string => (path.startsWith('-') ? `./${path}` : path);
  const same = words.length === 5 && words[3] === dashed(file) && words[4] === dashed(folder);
  return same || folder === '' || /\p{Cc}/u.test(folder + file)
    ? []
    : [`to be copied: ${hint.slice(0, 100)}`];
}

function pour(text: (field: string) => string): Sunk {
  const wrong = Object.entries(WRONG).map(
    ([field, check]) =>
      new LoadgateError(`GET /x: ${check(text(field))}`, {
        kind: 'usage',
        code: 'wrong-answer',
        hint: 'Correct it.',
      }),
  );
  const errors = Object.entries(ERRORS).map(([field, make]) => make(text(field)));
  const sunk = sunkErrors([...wrong, ...errors]);
  // Lines of a build are told as they come.
  return {
    ...sunk,
    told: [...sunk.told, ...text('build log').split('\n').slice(0, 50)],
    faults: copied(text('build folder'), text('Dockerfile')),
  };
}

export const runSurface: Surface = {
  name: 'answers and logs of targets',
  fixed: false,
  fields: [...Object.keys(WRONG), ...Object.keys(ERRORS)],
  pour,
};
