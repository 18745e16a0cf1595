import { describe, expect, it } from 'vitest';
import { errorsOf, file, messagesOf } from './helpers.js';

/** Of a file whose target, scenario or top level has this line, in place of what is there. */
function found(parts: Parameters<typeof file>[0]): string[] {
  return messagesOf(file(parts));
}

describe('the place of an error', () => {
  it('is the offending key, with the nearest known one', () => {
    const text =
      'targets:\n  a: { build: ., port: 1 }\nscenarios:\n  s: { request: GET / }\n\n# more\n  \nbudgt: 1m\n';
    const [error] = errorsOf(text);
    expect(error).toMatchObject({
      kind: 'usage',
      code: 'config-invalid',
      message: 'loadgate.yml:8:1: unknown key "budgt" in the top level; did you mean "budget"?',
      hint: 'Known keys here: caps, budget, compare, gate, measure, limits, profile, targets, services, headers, allow-hosts, scenarios.',
      location: { file: 'loadgate.yml', line: 8, column: 1 },
    });
  });

  it('is the offending value', () => {
    expect(found({ scenario: 'connections: 0' })).toEqual([
      'loadgate.yml:8:18: scenarios.root.connections: expected a whole number from 1 to 10000, found 0',
    ]);
  });

  it('is the name of what a key is missing in', () => {
    expect(messagesOf('targets:\n  a:\n    build: .\nscenarios:\n  s: { timeout: 1s }')).toEqual([
      expect.stringMatching(/^loadgate\.yml:5:3: scenarios\.s: "request" is missing: expected /),
    ]);
  });

  it('is inside the anchor, where the value is written', () => {
    const text =
      'targets:\n  a: &a { build: ., port: 0 }\n  b: { <<: *a, build: b }\nscenarios: { s: { request: GET / } }';
    expect(messagesOf(text)).toEqual([
      'loadgate.yml:2:27: targets.a.port: expected a whole number from 1 to 65535, found 0',
      'loadgate.yml:2:27: targets.b.port: expected a whole number from 1 to 65535, found 0',
    ]);
  });
});

describe('a build', () => {
  it.each([
    ['target: "a b"', 'build.target: expected the name of a stage, found the text "a b"'],
    ['target: --push', 'build.target: expected the name of a stage'],
    ['platform: linux', 'build.platform: expected a platform such as linux/amd64'],
    ['network: bridge', 'build.network: expected "default" or "none" or "host"'],
    ['secrets: [npmrc, npmrc]', 'build.secrets[1]: secret "npmrc" is there twice'],
    ['secrets: ["npmrc=hunter2"]', 'build.secrets[0]: expected an id such as npmrc'],
    [
      'secrets: [{ id: npmrc }]',
      'build.secrets[0]: "env" is missing: expected a variable name such as WORKERS',
    ],
    ['ssh: ["default=/keys/id"]', 'build.ssh[0]: expected an id such as npmrc'],
    ['cache: { from: --x }', 'build.cache.from: expected a cache such as type=gha'],
  ])('with a wrong key: %s', (line, message) => {
    const [first, ...more] = found({ build: `{ context: ., ${line} }` }).map((text) =>
      text.replace(/^.*? targets.app./, ''),
    );
    expect(more).toEqual([]);
    expect(first).toContain(message);
  });
});

describe('a key that people bring from Compose', () => {
  it.each([
    ['env_file: .env', 'here it is "env-file"', /"env-file".*docs\/services\.md/],
    ['volumes: [./a:/a]', 'containers have no volumes of yours', /COPY.*docs\/services\.md/],
    ['setup: make db', 'there are two ways to prepare something', /"prepare".*"seed".*docs\/services\.md/],
    ['environment: { A: 1 }', 'here it is "env"', /"env"/],
    ['depends_on: [db]', 'here it is "needs"', /docs\/services\.md/],
    ['mem_limit: 1g', 'here it is "memory" under "caps"', /limits of CPU/],
    ['cap_add: [CHOWN]', 'here it is "cap-add"', /Linux capabilities/],
    ['restart: always', 'it decides nothing here', /Leave it out/],
  ])('is answered by what to do: %s', (line, why, hint) => {
    const [error, ...more] = errorsOf(file({ target: line }));
    expect(more).toEqual([]);
    const [name] = line.split(':');
    expect(error?.message).toBe(`loadgate.yml:5:5: unknown key "${name}" in targets.app: ${why}`);
    expect(error?.hint).toMatch(hint);
  });

  it('is not taken for a slip: compose is not compare', () => {
    const [error] = errorsOf(file({ top: 'compose: docker-compose.yml\n' }));
    expect(error?.message).toContain(
      'unknown key "compose" in the top level: what targets need goes under "services"',
    );
    expect(error?.hint).toContain('docs/services.md');
  });

  it('stands for the key that is missing', () => {
    const text = 'targets: { a: { build: ., ports: ["80:80"] } }\nscenarios: { s: { request: GET / } }';
    expect(messagesOf(text)).toEqual([
      'loadgate.yml:1:27: unknown key "ports" in targets.a: here it is "port"',
    ]);
  });
});

describe('all errors at once', () => {
  it('are told in the order of the file, wrong YAML keys, types and references together', () => {
    const text = `targets:
  flask: { build: ../up, port: 8080 }
  flask: { build: ., port: 8080 }
  api: { port: 70000 }
scenarios:
  text: { request: GET text, targets: [flsk] }
  json: { reqest: GET /json }
gate: { slower: 3 }
`;
    expect(messagesOf(text)).toEqual([
      'loadgate.yml:2:19: targets.flask.build: "../up" holds "..": write a path relative to the root of the repository',
      'loadgate.yml:3:3: key "flask" is there twice, first in line 2',
      'loadgate.yml:4:8: targets.api: neither "build", "image", "command", nor "url" is there: a target needs a folder with a Dockerfile, an image, a command, or a URL',
      'loadgate.yml:4:16: targets.api.port: expected a whole number from 1 to 65535, found 70000',
      'loadgate.yml:6:20: scenarios.text.request: "text" is no path: it starts with /',
      'loadgate.yml:6:40: scenarios.text.targets[0]: unknown target "flsk"; did you mean "flask"?',
      'loadgate.yml:7:11: unknown key "reqest" in scenarios.json; did you mean "request"?',
      'loadgate.yml:8:17: gate.slower: 3 would be 300 %: write 3% or 0.03',
    ]);
  });

  it('are cut at a hundred', () => {
    const keys = Array.from({ length: 150 }, (_, index) => `zzz${index}: 1`).join('\n');
    const messages = found({ top: `${keys}\n` });
    expect(messages).toHaveLength(101);
    expect(messages[100]).toBe('loadgate.yml:108:1: and 50 more errors from here on');
  });
});

describe('what must be there', () => {
  it.each([
    ['', 'loadgate.yml:1:1: the file is empty'],
    ['# only a comment\n', 'loadgate.yml:1:1: the file is empty'],
    ['~', 'loadgate.yml:1:1: the file is empty'],
    ['- a', 'loadgate.yml:1:1: expected a mapping, found a list'],
    ['text', 'loadgate.yml:1:1: expected a mapping, found the text "text"'],
  ])('%j', (text, message) => {
    expect(messagesOf(text)).toEqual([message]);
  });

  it('is a target and a scenario', () => {
    expect(messagesOf('{}')).toEqual([
      'loadgate.yml:1:1: "targets" is missing: expected a mapping of names to targets',
      'loadgate.yml:1:1: "scenarios" is missing: expected a mapping of names to scenarios',
    ]);
    expect(messagesOf('targets: {}\nscenarios: {}')).toEqual([
      'loadgate.yml:1:10: targets: no target is there: name at least one service',
      'loadgate.yml:2:12: scenarios: no scenario is there: name at least one request',
    ]);
    expect(messagesOf('targets:\nscenarios: []')).toEqual([
      'loadgate.yml:1:9: targets: expected a mapping of names to targets, found nothing',
      'loadgate.yml:2:12: scenarios: expected a mapping of names to scenarios, found a list',
    ]);
  });

  it('is a way to start a target', () => {
    expect(messagesOf('targets: { a: { port: 1 } }\nscenarios: { s: { request: GET / } }')).toEqual([
      'loadgate.yml:1:15: targets.a: neither "build", "image", "command", nor "url" is there: a target needs a folder with a Dockerfile, an image, a command, or a URL',
    ]);
  });

  it('is a scenario for every target', () => {
    const text =
      'targets:\n  a: { build: ., port: 1 }\n  b: { build: ., port: 1 }\nscenarios: { s: { request: GET /, targets: [a] } }';
    expect(messagesOf(text)).toEqual([
      'loadgate.yml:3:3: target "b" has no scenario: every scenario names other targets',
    ]);
  });
});

describe('names', () => {
  it.each(['a/b', '-a', '.a', 'é', 'a b', 'x'.repeat(64), '""'])('refuses %s', (name) => {
    const text = `targets: { app: { build: ., port: 1 } }\nscenarios: { ${name}: { request: GET / } }`;
    const [message, ...more] = messagesOf(text);
    expect(more).toEqual([]);
    expect(message).toMatch(
      /^loadgate\.yml:2:14: scenarios: expected a name of at most 63 letters, digits, .*, found "/,
    );
  });

  it.each(['__proto__', '"__proto__"', "'__proto__'"])('refuses the key %s, wherever it is', (key) => {
    for (const text of [
      file({ top: `${key}: 1\n` }),
      file({ target: `env: { ${key}: x }` }),
      file({ scenario: `expect: { json: { a: [{ ${key}: { x: 1 } }] } }` }),
      `targets: { ${key}: { build: ., port: 1 }, a: { build: ., port: 1 } }\nscenarios: { s: { request: GET / } }`,
    ]) {
      expect(messagesOf(text)).toEqual([
        expect.stringMatching(/^loadgate\.yml:\d+:\d+: key "__proto__" is refused$/),
      ]);
    }
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('refuses names that every JavaScript object has', () => {
    expect(
      messagesOf('targets: { constructor: { build: ., port: 1 } }\nscenarios: { s: { request: GET / } }'),
    ).toEqual([
      'loadgate.yml:1:12: targets: names such as "constructor" belong to JavaScript itself, found "constructor"',
    ]);
  });

  it('refuses a reference that is there twice', () => {
    expect(found({ scenario: 'targets: [app, app]' })).toEqual([
      'loadgate.yml:8:20: scenarios.root.targets[1]: target "app" is there twice',
    ]);
  });
});

describe('values', () => {
  it.each([
    ['port: 8081', 'key "port" is there twice, first in line 4'],
    ['command: a | b', 'no shell runs it'],
    ['command: [a, 1]', 'targets.app.command[1]: expected text, in quotes where it is a number, found 1'],
    ['command: []', 'the command is empty'],
    ['command: 3', 'targets.app.command: expected a command, or a list of words, found 3'],
    ['env: [A=1]', 'targets.app.env: expected a mapping of names to text, found a list'],
    ['env: { "A B": 1 }', 'targets.app.env: expected a variable name such as WORKERS, found "A B"'],
    ['env: { A: [1] }', 'targets.app.env.A: expected text, found a list'],
    ['env: { A: }', 'targets.app.env.A: expected text, found nothing'],
    ['env: { A: "a\\0b" }', 'targets.app.env.A: the text holds a NUL character'],
    [`env: { A: "${'a'.repeat(60_001)}" }`, 'targets.app.env.A: the text is longer than 60 kB'],
    ['ready: /healthz', 'targets.app.ready: "/healthz" has no method: write GET /healthz'],
    ['ready: { path: healthz }', 'targets.app.ready.path: "healthz" is no path: it starts with /'],
    ['ready: { path: /, method: get }', 'targets.app.ready.method: expected "GET" or "POST"'],
    ['ready-timeout: 60', 'targets.app.ready-timeout: 60 has no unit: write 60ms, 60s or 60m'],
    ['ready-timeout: 1ms', 'targets.app.ready-timeout: "1ms" is out of range: 1s to 30m'],
    ['caps: { cpus: 0 }', 'targets.app.caps.cpus: expected a number from 0.05 to 512, found 0'],
    ['caps: { memory: 1 }', 'targets.app.caps.memory: 1 is out of range: 16m to 4t'],
    ['caps: { cores: 1 }', 'unknown key "cores" in targets.app.caps'],
    ['network: host', 'targets.app.network: expected "internal" or "open", found the text "host"'],
    ['context: .', 'unknown key "context" in targets.app'],
  ])('of a target: %s', (target, message) => {
    const messages = found({ target });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^loadgate\.yml:5:\d+: /);
    expect(messages[0]).toContain(message);
  });

  it.each([
    ['connections: 10001', 'expected a whole number from 1 to 10000, found 10001'],
    ['connections: 1.5', 'expected a whole number from 1 to 10000, found 1.5'],
    ['connections: "32"', 'expected a whole number from 1 to 10000, found the text "32"'],
    ['rate: 500', '500 has no unit: write 500/s or 500/min'],
    ['rate: fast', '"fast" is no rate: write it like 500/s or 90/min'],
    ['rate: 200000/s', '"200000/s" is out of range: 1/s to 100000/s'],
    ['rate: 0/s', '"0/s" is out of range: 1/s to 100000/s'],
    [
      'rate: 20/s',
      'scenarios.root.rate: at 20/s, fewer than 20 requests arrive in the 700ms of the shorter of "duet" and "solo" that are measured: make both longer',
    ],
    ['timeout: 1h', '"1h" is out of range: 10ms to 5m'],
    ['upstream: yes', 'expected true, or a mapping with "delay", "calls" and "reuse", found the text "yes"'],
    ['upstream: { delay: fast }', '"fast" is no duration'],
    ['upstream: { reuse: true }', 'scenarios.root.upstream.reuse: expected "on" or "off", found true'],
    ['upstream: { pool: 8 }', '"pool" is checked only together with "reuse: on"'],
    ['upstream: { reuse: off, pool: 8 }', '"pool" is checked only together with "reuse: on"'],
    ['upstream: { reuse: on, pool: 0 }', 'expected a whole number from 1 to 1000000, found 0'],
    ['upstream: { wait: 1s }', 'unknown key "wait" in scenarios.root.upstream'],
    [
      'upstream: { delay: 10s }',
      'every request would time out: the upstream alone takes 10s, the timeout is 10s',
    ],
    ['targets: []', 'expected at least one target name, found a list'],
    ['targets: app', 'expected a list of target names, found the text "app"'],
    ['targets: [3]', 'scenarios.root.targets[0]: expected a name, found 3'],
    ['expect: { status: 99 }', 'expected a whole number from 200 to 599, found 99'],
    ['expect: { body: 3 }', 'expected text (JSON goes in quotes), found 3'],
    ['expect: { body: x, json: y }', '"body" and "json" are both there: choose one'],
    ['expect: { json: { a: [.inf] } }', 'Infinity is no JSON value'],
    ['expect: { headers: { A: 1, a: 2 } }', 'header a is there twice'],
    ['expect: { headers: { A: "a\\nb" } }', 'a header value is printable ASCII on one line'],
    ['expect: { headers: { "a:": b } }', 'expected a header name such as Accept, found "a:"'],
  ])('of a scenario: %s', (scenario, message) => {
    const messages = found({ scenario });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^loadgate\.yml:8:\d+: /);
    expect(messages[0]).toContain(message);
  });

  it.each([
    ['budget: 1s', '"1s" is out of range: 5s to 6h'],
    ['budget: 100 parsecs', '"100 parsecs" is no duration: write it like 100ms, 2s or 10m'],
    ['budget: [1m]', 'budget: expected a duration like 100ms, 2s or 10m, found a list'],
    ['caps: { memory: lots }', '"lots" is no size: write it like 512m, 1g or 1GiB'],
    ['caps: { pids: 1 }', 'expected a whole number from 8 to 1000000, found 1'],
    ['caps:', 'caps: expected a mapping, found nothing'],
    ['compare: both', 'expected "duet" or "stored", found the text "both"'],
    ['gate: { slower: 0 }', '0 is out of range: 0.1% to 90%'],
    ['gate: { on-inconclusive: ignore }', 'expected "pass" or "warn" or "fail"'],
    [
      'gate: { onInconclusive: fail }',
      'unknown key "onInconclusive" in gate; did you mean "on-inconclusive"?',
    ],
    ['measure: { duet: 50ms }', '"50ms" is out of range: 100ms to 1m'],
    ['measure: { screen-generations: 1 }', 'expected a whole number from 2 to 100, found 1'],
    ['measure: { confirm-generations: 2 }', 'expected a whole number from 3 to 100, found 2'],
    ['measure: { screen-generations: 30 }', 'at most 24 generations, but the screen alone takes 30'],
    ['measure: { max-generations: 3 }', 'at most 3 generations, but the screen alone takes 4'],
    ['measure: { trim: 400ms }', '400ms cut from both ends of a round of 1s leaves too little'],
    ['measure: { duet: 450ms }', '150ms cut from both ends of a round of 450ms leaves too little'],
    ['measure: { probe-connections: 3 }', 'expected a whole number from 1 to 2, found 3'],
  ])('at the top level: %s', (top, message) => {
    const messages = found({ top: `${top}\n` });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^loadgate\.yml:8:\d+: /);
    expect(messages[0]).toContain(message);
  });

  it.each(['Connection: close', 'content-length: 3', 'Transfer-Encoding: chunked'])(
    'of a request cannot have its own %s',
    (header) => {
      const text = `targets: { a: { build: ., port: 1 } }\nscenarios: { s: { request: { path: /, headers: { ${header} } } } }`;
      expect(messagesOf(text)).toEqual([expect.stringContaining('belongs to the connection')]);
    },
  );

  it('show what was found in one line', () => {
    const [message] = found({ target: `network: "${'x'.repeat(500)}\\n"` });
    expect(message).not.toContain('\n');
    expect(message?.length).toBeLessThan(200);
  });
});
