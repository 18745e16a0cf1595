import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ROOT,
  removeTemporary,
  runOnComment,
  runOnPullRequest,
  runOnPush,
  type WorkflowOptions,
  type WorkflowRun,
} from '../support/action-run.js';
import { docker, dockerAvailable, dockerScope, uniqueName } from '../support/docker.js';
import { type ForgeServer, startForgeServer } from '../support/forge-server.js';
import { openFromFork } from '../support/fork-pull-request.js';
import { type GitServer, startGitServer } from '../support/git-server.js';
import type { ActionRun } from '../support/github-runner.js';
import { formsOf, found, PLANTED, type Place } from '../support/planted.js';
import { createOrigin, git, type OriginRepository } from '../support/pull-requests.js';
import { eventOf, leaving, recordOf, removeReportFolders, runReport } from '../support/report-run.js';
import { runStep } from '../support/runner-process.js';
import { STEP_PLACE, type Watch, watchRun } from '../support/watch-run.js';

/** Answers with its environment, and writes it down. */
const SERVER = `import { createServer } from 'node:http';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
const seen = JSON.stringify(process.env);
console.log(seen);
if (existsSync('/build-environment')) console.log(readFileSync('/build-environment', 'utf8'));
if (process.env.SEEN_FILE) writeFileSync(process.env.SEEN_FILE, seen);
createServer(async (request, response) => {
  if (process.env.UPSTREAM_URL) await (await fetch(process.env.UPSTREAM_URL)).text();
  response.end(seen);
}).listen(process.env.PORT, process.env.HOST ?? '0.0.0.0');
process.once('SIGTERM', () => process.exit(0));
`;
/** Planted on purpose, each where only some places can have it. */
const CANARY = {
  target: 'canary-target',
  variable: 'canary/variable+1?',
  argument: '--canary-argument',
  proxy: 'canary.example',
  key: 'canary-key',
};
const ofTheJob = { ...PLANTED, NO_PROXY: CANARY.proxy };

afterAll(removeTemporary);
afterAll(removeReportFolders);

describe('what is looked for', () => {
  it('is found in every form, whatever stands beside it', () => {
    const value = 'ghs_0123456789abcDEF/+=';
    const hidden = {
      plain: `x${value}y`,
      url: `https://example.com/?q=${encodeURIComponent(value)}&r`,
      hex: Buffer.from(value).toString('hex'),
      'a password of HTTP': Buffer.from(`x-access-token:${value}`).toString('base64'),
      'base64, 1 byte off': Buffer.from(`a${value}bc`).toString('base64'),
      'base64, 2 bytes off': Buffer.from(`ab${value}`).toString('base64'),
      base64url: Buffer.from(`{"token":"${value}"}`).toString('base64url'),
      JSON: JSON.stringify({ value: `"${value}"` }),
    };
    for (const [name, text] of Object.entries(hidden)) {
      expect(found([{ name, text }], { it: value }).join(), name).toContain(`at ${name}`);
      expect(found([{ name, text: text.replaceAll(/[0-9a-f]/g, 'x') }], { it: value })).toEqual([]);
    }
    for (const text of Object.values(formsOf(value))) expect(text.length).toBeGreaterThan(value.length - 3);
  });
});

/** What git is given to talk to the forge: a place that is meant to hold the token. */
function gitCredentials(token: string): RegExp {
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return new RegExp(`(^|\\0)GIT_CONFIG_VALUE_\\d+=AUTHORIZATION: basic ${basic}(?=\\0|$)`, 'g');
}

describe('where targets are processes', () => {
  let forge: ForgeServer;
  let origin: OriginRepository;
  let server: GitServer;
  let watch: Watch;
  let secrets: Readonly<Record<string, string>>;
  const places: Place[] = [];
  const exitCodes: Record<string, number | null> = {};
  const add = (name: string, ...texts: readonly unknown[]): void => {
    places.push(
      ...texts.map((text) => ({ name, text: typeof text === 'string' ? text : JSON.stringify(text) })),
    );
  };
  const take = async (what: string, run: ActionRun, pullRequest = forge.pullRequest): Promise<void> => {
    add('comments', ...(await forge.comments(pullRequest)).map(({ body }) => body));
    exitCodes[what] = run.exitCode;
    for (const step of [run, ...(run.post === null ? [] : [run.post])]) {
      // Said to the runner alone, which hides it from then on.
      add('log', `${step.stdout}${step.stderr}`.replaceAll(/^::add-mask::.*$/gm, ''));
      add('state', step.state);
      add('outputs', step.outputs);
      add('summary', step.summary);
      add('environment for later steps', step.jobEnv);
    }
  };
  const measured = async (what: string, run: WorkflowRun): Promise<void> => {
    await take(what, run);
    add('record', readFileSync(run.outputs['record'] ?? '', 'utf8'));
    add('HTML report', readFileSync(run.outputs['report'] ?? '', 'utf8'));
  };

  beforeAll(async () => {
    forge = await startForgeServer();
    const token = forge.tokens.actions;
    secrets = { ...PLANTED, INPUT_TOKEN: token };
    watch = watchRun();
    const seenFile = join(watch.folder, 'seen');
    origin = createOrigin({
      'loadgate.yml': `budget: 6s
profile: never
gate: { slower: 90%, latency: 100%, memory: 100% }
measure: { screen-generations: 2, confirm-generations: 3, max-generations: 5, warm-up: 100ms, duet: 200ms, solo: 200ms, probe: 150ms, trim: 50ms }
targets:
  ${CANARY.target}:
    build: app
    command: node server.mjs ${CANARY.argument}
    port: 8080
    env: { SHOWN: "${CANARY.variable}", SEEN_FILE: "${seenFile}" }
scenarios:
  seen: { request: GET /, connections: 2, upstream: { delay: 1ms, calls: 1 } }
`,
      'app/server.mjs': SERVER,
      'app/Dockerfile': 'FROM scratch\n',
    });
    server = await startGitServer({
      root: dirname(origin.bare),
      env: {
        PATH: process.env['PATH'] ?? '',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_SYSTEM: '/dev/null',
      },
      readers: [],
      writers: [token],
      // Whoever asks is there, waiting for the answer: it can't be too quick to be seen.
      intercept: () => {
        watch.look();
        return null;
      },
    });
    /** A clone as actions/checkout leaves it: it knows how to log in. */
    const checkout: OriginRepository['checkout'] = (ref, options) => {
      const clone = origin.checkout(ref, options);
      const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
      git(clone, 'config', `http.${server.url}/.extraheader`, `AUTHORIZATION: basic ${basic}`);
      return clone;
    };
    const options: WorkflowOptions = {
      origin: { ...origin, checkout },
      remote: `${server.url}/${basename(origin.bare)}`,
      forge,
      inputs: { runtime: 'process', key: CANARY.key },
      env: { ...ofTheJob, PATH: watch.path, GITHUB_SERVER_URL: server.url, RUNNER_DEBUG: '1' },
      tempParent: watch.temp,
    };
    const touched = { 'app/server.mjs': (before: string) => `${before}// touched\n` };

    await measured('push', await runOnPush(git(origin.bare, 'rev-parse', 'main'), options));
    const pull = origin.open(31, touched);
    await measured('pull request', await runOnPullRequest(pull, options));
    const killed = { on: /generation 1/, signals: [{ name: 'SIGKILL', waitMs: 60_000 }] } as const;
    await take('killed', await runOnPullRequest(pull, { ...options, cancel: killed }));
    const body = '/loadgate baseline';
    const id = await forge.addComment(forge.tokens.personal, body);
    await take('comment', await runOnComment({ id, author: 'olga', body }, options));

    const fork = await openFromFork(forge);
    const env = { ...ofTheJob, PATH: watch.path, TMPDIR: watch.temp, RUNNER_DEBUG: '1' };
    const event = eventOf(forge, fork);
    await take(
      'fork',
      await runReport({ forge, event, artifact: leaving(recordOf(fork)), env }),
      fork.number,
    );

    const clone = origin.checkout('refs/pull/31/merge', { depth: 2 });
    const home = { HOME: watch.folder, TMPDIR: watch.temp, INPUT_TOKEN: token };
    const terminal = await runStep({
      argv: [process.execPath, join(ROOT, 'dist/cli.js'), 'run', '--base', 'HEAD~1', '--runtime', 'process'],
      cwd: clone,
      env: { ...ofTheJob, PATH: watch.path, ...home },
      timeoutMs: 120_000,
    });
    exitCodes['terminal'] = terminal.exitCode;
    add('log', terminal.stdout + terminal.stderr);
    add('record', readFileSync(join(clone, '.loadgate/record.json'), 'utf8'));

    const seen = await watch.end();
    const credentials = gitCredentials(token);
    add('credentials of git', ...seen.flatMap(({ text }) => text.match(credentials) ?? []));
    for (const { name, text } of seen) {
      add(name, /^environment of git/.test(name) ? text.replaceAll(credentials, '') : text);
    }
    add("a target's own view", readFileSync(seenFile, 'utf8'));
    for (const { headers, ...request } of forge.requests) {
      add('requests to the forge', { ...request, headers: { ...headers, authorization: '' } });
    }
    add('requests to the git server', ...server.requests.map(({ path }) => path));
    add('branch of the baselines', git(origin.bare, 'log', '--patch', '--format=fuller', 'loadgate'));
  });
  afterAll(async () => {
    await watch[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    origin.remove();
    await forge.close();
  });

  it('all of it was run', () => {
    expect(exitCodes).toEqual({ push: 0, 'pull request': 0, killed: null, comment: 0, fork: 1, terminal: 0 });
  });

  it('the step itself has it all, and git alone has credentials', () => {
    const given = places.filter(({ name }) => name === STEP_PLACE);
    for (const name of Object.keys(secrets)) {
      expect(found(given, secrets)).toContain(`${name} (plain) at ${STEP_PLACE}`);
    }
    expect(places.filter(({ name }) => name === 'credentials of git').length).toBeGreaterThan(5);
  });

  const rows = [
    ['environment of git', CANARY.proxy],
    ['environment of git-remote-http', CANARY.proxy],
    ['environment of docker', CANARY.proxy],
    ['environment of server.mjs', CANARY.variable],
    ['environment of load.js', 'NODE_CHANNEL_FD'],
    ['environment of upstream.js', 'NODE_CHANNEL_FD'],
    ["a target's own view", CANARY.variable],
    ['command lines', CANARY.argument],
    ['log', CANARY.target],
    ['state', CANARY.key],
    ['outputs', CANARY.target],
    ['summary', CANARY.target],
    ['environment for later steps', 'loadgate-test-watch'],
    ['record', CANARY.target],
    ['temporary files', CANARY.target],
    ['comments', CANARY.target],
    ['requests to the forge', CANARY.target],
    ['requests to the git server', 'git-receive-pack'],
    ['branch of the baselines', CANARY.target],
  ] as const;
  // Without a client there is nothing to look at.
  it.each(rows.filter(([name]) => dockerAvailable || name !== 'environment of docker'))(
    '%s: was looked at, and has nothing of the job',
    (name, canary) => {
      const there = places.filter((place) => place.name === name);
      expect(found(there, { canary }).join()).toContain('canary');
      expect(found(there, secrets)).toEqual([]);
    },
  );

  it('nor has any other place', () => {
    const elsewhere = places.filter(({ name }) => ![STEP_PLACE, 'credentials of git'].includes(name));
    expect(found(elsewhere, secrets)).toEqual([]);
  });
});

describe.skipIf(!dockerAvailable)('in containers, their images and builds', () => {
  it('nothing of the job is to be found', async () => {
    await using scope = dockerScope();
    await using watch = watchRun();
    const forge = await startForgeServer();
    const target = uniqueName('secrets');
    const origin = createOrigin({
      'loadgate.yml': `budget: 20s
profile: never
targets:
  ${target}: { build: { context: app, args: { SHOWN: "${CANARY.argument}" } }, port: 8080, env: { SHOWN: "${CANARY.variable}" } }
scenarios:
  seen: { request: GET /, expect: { status: 418 } }
`,
      // Its name is in the file, so that no build of another run is taken from the cache.
      'app/server.mjs': `${SERVER}// ${target}\n`,
      'app/Dockerfile': `FROM node:24-slim
ARG SHOWN
COPY server.mjs .
RUN env > /build-environment
USER 1000:1000
CMD ["node", "server.mjs"]
`,
    });
    for (const side of ['candidate', 'baseline']) scope.image(`loadgate/${target}:${side}`);
    try {
      const pull = origin.open(31, { 'app/server.mjs': (before) => `${before}// touched\n` });
      const env = { ...ofTheJob, PATH: watch.path };
      const options = { origin, forge, inputs: { runtime: 'docker' }, env, tempParent: watch.temp };
      const run = await runOnPullRequest(pull, options);
      // It answers, with another status than is expected: nothing has to be measured.
      expect(run.exitCode, run.stdout).toBe(2);
      const image = `loadgate/${target}:candidate`;
      const places = [
        ...(await watch.end()).filter(({ name }) => name !== STEP_PLACE),
        { name: 'log', text: run.stdout.replaceAll(/^::add-mask::.*$/gm, '') + run.stderr },
        { name: 'record', text: readFileSync(run.outputs['record'] ?? '', 'utf8') },
        { name: 'image', text: await docker(['image', 'inspect', image]) },
        { name: 'history of the image', text: await docker(['history', '--no-trunc', image]) },
      ];
      const seen = found(places, CANARY).map((hit) => hit.replace(/ \(.*?\)/, ''));
      expect(seen).toEqual(
        expect.arrayContaining([
          'proxy at environment of docker',
          'argument at command lines',
          // Of the build, in its own words: the container prints them.
          'argument at containers',
          'variable at containers',
          'argument at history of the image',
          'variable at log',
          'variable at record',
        ]),
      );
      expect(places.some(({ name, text }) => name === 'image' && text.includes(target))).toBe(true);
      const credentials = gitCredentials(forge.tokens.actions);
      const rest = places.map(({ name, text }) =>
        /^environment of git/.test(name) ? { name, text: text.replaceAll(credentials, '') } : { name, text },
      );
      expect(found(rest, { ...PLANTED, INPUT_TOKEN: forge.tokens.actions })).toEqual([]);
    } finally {
      origin.remove();
      await forge.close();
    }
  });
});
