import { describe, expect, it } from 'vitest';
import { readFacts } from '../../../src/leaderboard/facts.js';
import { toLoadgateErrors } from '../../../src/model/error.js';

const ABOUT = `framework: Flask
package: Flask
server: gunicorn, gthread
server-package: gunicorn
interface: WSGI
async: false
upstream-multiple: one after the other
ceiling: 64 threads, so 64 requests at once
`;
const REQUIREMENTS = `# pinned
blinker==1.9.0
flask==3.1.3
gunicorn[gevent] == 27.0.1 ; python_version > "3.9"  # the server
zope.interface===7.0
`;

const about = (text: string) => ({ path: 'targets/flask/about.yml', text });
const read = (
  text: string | null,
  requirements: string | null = REQUIREMENTS,
  packageJson: string | null = null,
) =>
  readFacts(
    {
      about: text === null ? null : about(text),
      requirements:
        requirements === null ? null : { path: 'targets/flask/requirements.txt', text: requirements },
      packageJson: packageJson === null ? null : { path: 'targets/flask/package.json', text: packageJson },
    },
    'flask',
  );
const errorsOf = (run: () => unknown) => {
  try {
    run();
    return [];
  } catch (error) {
    return toLoadgateErrors(error);
  }
};
const messageOf = (run: () => unknown) => errorsOf(run).map(({ message }) => message);

describe('about.yml', () => {
  it('is read with the versions that are pinned beside it', () => {
    expect(read(ABOUT)).toEqual({
      framework: 'Flask',
      frameworkVersion: '3.1.3',
      server: 'gunicorn, gthread',
      serverVersion: '27.0.1',
      interface: 'WSGI',
      async: false,
      upstreamMultiple: 'one after the other',
      ceiling: '64 threads, so 64 requests at once',
      clients: {},
    });
  });

  it('finds a package whatever its spelling, as pip does', () => {
    const text = ABOUT.replace('package: Flask', 'package: Zope_Interface');
    expect(read(text).frameworkVersion).toBe('7.0');
  });

  it('may leave the server package and the ceiling out', () => {
    const own = ABOUT.replace('server-package: gunicorn\n', '').replace(/ceiling: .*\n/, '');
    expect(read(own)).toMatchObject({ serverVersion: null, ceiling: null });
  });

  it('names what services are reached with, in the version that is pinned', () => {
    const text = `${ABOUT}clients:\n  db: { package: blinker, how: "in threads; 16 connections" }\n`;
    expect(read(text).clients).toEqual({ db: 'blinker 1.9.0, in threads; 16 connections' });
    const unknown = `${ABOUT}clients: { db: { package: nothing, how: x } }\n`;
    expect(messageOf(() => read(unknown))[0]).toMatch(/no version of "nothing" is pinned/);
    expect(messageOf(() => read(`${ABOUT}clients: { "a b": { package: Flask, how: x } }\n`))).toHaveLength(1);
  });

  it('says of a variant what its variables change, and of the others what stands above', () => {
    const text = `${ABOUT}variants:
  - { env: { WORKER_CLASS: gevent }, server: "gunicorn, gevent", ceiling: none }
  - { env: { WORKER_CLASS: gevent, THREADS: "1" }, ceiling: one }
`;
    const seen = (env: Readonly<Record<string, string>>) => {
      const files = {
        about: about(text),
        requirements: { path: 'r', text: REQUIREMENTS },
        packageJson: null,
      };
      const { server, ceiling } = readFacts(files, 'flask', env);
      return [server, ceiling];
    };
    expect(seen({})).toEqual(['gunicorn, gthread', '64 threads, so 64 requests at once']);
    expect(seen({ WORKER_CLASS: 'gthread', THREADS: '1' })).toEqual(seen({}));
    expect(seen({ WORKER_CLASS: 'gevent', OTHER: 'x' })).toEqual(['gunicorn, gevent', 'none']);
    expect(seen({ WORKER_CLASS: 'gevent', THREADS: '1' })).toEqual(['gunicorn, gevent', 'one']);
  });

  it('is read beside a package.json', () => {
    const text = ABOUT.replace('package: Flask', 'package: fastify').replace(
      'server-package: gunicorn\n',
      '',
    );
    const pinned = JSON.stringify({ dependencies: { fastify: '5.12.8' } });
    expect(read(text, null, pinned).frameworkVersion).toBe('5.12.8');
    const range = JSON.stringify({ dependencies: { fastify: '^5.12.8' } });
    expect(messageOf(() => read(text, null, range))[0]).toMatch(/no version of "fastify" is pinned/);
    expect(messageOf(() => read(text, null, '[1'))[0]).toMatch(/no version of "fastify" is pinned/);
  });

  it('that is not there leaves the name', () => {
    expect(read(null)).toMatchObject({ framework: 'flask', frameworkVersion: null, interface: null });
  });

  it('that is wrong is told whole, with its places', () => {
    const wrong = ABOUT.replace('async: false', 'async: perhaps').replace(
      'interface: WSGI',
      'interface: CGI',
    );
    const errors = errorsOf(() => read(`${wrong}stars: 5\n`));
    expect(errors.map(({ code, kind }) => [code, kind])).toEqual(Array(3).fill(['about-invalid', 'usage']));
    expect(errors.map(({ message }) => message)).toEqual([
      'targets/flask/about.yml:5:12: interface: expected one of "WSGI"|"ASGI"|"own"',
      'targets/flask/about.yml:6:8: async: expected boolean, received string',
      'targets/flask/about.yml:1:1: Unrecognized key: "stars"',
    ]);
  });

  it('takes as many characters as each line may have, and no more', () => {
    const ceiling = (length: number) => ABOUT.replace(/ceiling: .*/, `ceiling: ${'c'.repeat(length)}`);
    expect(read(ceiling(300)).ceiling).toHaveLength(300);
    expect(messageOf(() => read(ceiling(301)))[0]).toMatch(/ceiling: .*300/);
    const framework = (length: number) =>
      ABOUT.replace('framework: Flask', `framework: ${'f'.repeat(length)}`);
    expect(read(framework(40)).framework).toHaveLength(40);
    expect(messageOf(() => read(framework(41)))[0]).toMatch(/framework: .*40/);
  });

  it('that blows up by its aliases is refused', () => {
    const bomb = `a: &a [x, x, x]\n${Array.from('bcdefgh', (key, at) => `${key}: &${key} [${`*${'abcdefg'[at]}, `.repeat(9)}]\n`).join('')}`;
    expect(messageOf(() => read(bomb))).toEqual([expect.stringMatching(/about\.yml: .*alias/i)]);
    expect(messageOf(() => read('framework: *nowhere\n'))).toEqual([expect.stringMatching(/about\.yml/)]);
  });

  it('does not end with a long line of requirements.txt', () => {
    const line = `flask${' '.repeat(500_000)}x`;
    expect(read(ABOUT, `${line}\n${REQUIREMENTS}`).frameworkVersion).toBe('3.1.3');
  });

  it('that is no YAML is told with its line', () => {
    expect(messageOf(() => read('framework: "Flask\n'))[0]).toMatch(/^targets\/flask\/about\.yml:2:1: /);
    expect(messageOf(() => read(''))[0]).toMatch(/^targets\/flask\/about\.yml:1:1: expected object/);
  });

  it('whose package nothing pins is an error', () => {
    const [error] = errorsOf(() => read(ABOUT, 'flask>=3\ngunicorn==27.0.1\n'));
    expect(error?.message).toMatch(/no version of "Flask" is pinned/);
    expect(messageOf(() => read(ABOUT, null))).toHaveLength(1);
  });
});
