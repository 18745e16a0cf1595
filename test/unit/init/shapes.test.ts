import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config/parse.js';
import { CONFIG } from '../../../src/init/files.js';
import { SHAPES } from '../../support/init-shapes.js';
import { planOf, writtenFor } from './helpers.js';

const { nothing = {}, ...started } = SHAPES;

describe('what loadgate init writes', () => {
  it.each(Object.entries(started))('%s: golden files', async (name, files) => {
    const written = writtenFor(files);
    const own = Object.entries(written).filter(([path]) => !path.startsWith('.github/'));
    const text = own.map(([path, content]) => `--- ${path}\n${content}`).join('\n');
    await expect(text).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  it.each(Object.entries(started))('%s: a configuration that is accepted', async (_, files) => {
    const text = writtenFor(files)[CONFIG] ?? '';
    const config = await readConfig(text, CONFIG, async (path) => files[path] ?? null);
    expect(text).toMatch(/^# yaml-language-server: \$schema=https:\/\/\S+loadgate\.schema\.json\n/);
    expect(config.targets.length * config.scenarios.length).toBeGreaterThan(0);
    for (const { build, port } of config.targets) {
      expect(build).not.toBeNull();
      expect(port).not.toBeNull();
    }
  });

  it('is nothing where nothing can be started', () => {
    expect(planOf(nothing).targets).toEqual([]);
  });
});

describe('what is found', () => {
  const targets = (name: string) => planOf(SHAPES[name] ?? {}).targets;
  const requests = (name: string) =>
    planOf(SHAPES[name] ?? {}).scenarios.map(({ request, targets: to }) => [request, to]);

  it('Express: routes below the prefix where they are mounted; none of tests and comments', () => {
    expect(requests('express-compose')).toEqual([
      ['GET /', []],
      ['GET /api/items/', []],
    ]);
    expect(targets('express-compose')).toMatchObject([
      {
        name: 'web',
        kind: 'Express',
        needs: ['cache'],
        ready: { value: 'GET /healthz' },
        port: { value: 3000 },
      },
    ]);
  });

  it('FastAPI: prefixes of routers and of what includes them, and the port of the command', () => {
    expect(requests('fastapi')).toEqual([
      ['GET /', []],
      ['GET /v1/items', []],
    ]);
    expect(targets('fastapi')).toMatchObject([
      {
        kind: 'FastAPI',
        port: { value: 8000, source: 'CMD of Dockerfile:6' },
        ready: { value: 'GET /health' },
      },
    ]);
  });

  it('Django: URLs that are included, the host that is allowed, migrations, and the database as a service', () => {
    const plan = planOf(SHAPES['django-postgres'] ?? {});
    expect(requests('django-postgres')).toEqual([
      ['GET /', []],
      ['GET /catalogue/products/', []],
    ]);
    expect(plan.host?.value).toBe('shop.example.com');
    expect(plan.targets).toMatchObject([
      {
        name: 'web',
        command: null,
        env: { DATABASE_HOST: 'db', SECRET_KEY: 'for-developers' },
        needs: ['db'],
        prepare: { value: ['python', 'manage.py', 'migrate', '--noinput'] },
      },
    ]);
    expect(plan.services).toEqual({
      from: 'docker-compose.yml',
      envFile: '.env.example',
      all: [{ name: 'db', count: 'postgres', ready: ['pg_isready', '-U', 'shop', '-h', '127.0.0.1'] }],
    });
    expect(plan.unknown.map(({ text }) => text)).toEqual([
      expect.stringMatching(/command of web .* is for developers/),
    ]);
  });

  it('Go: methods in patterns, and a port that is a variable', () => {
    expect(requests('go')).toEqual([['GET /tickets', []]]);
    expect(targets('go')).toMatchObject([
      { name: 'tickets', kind: 'Go', port: { value: 8080 }, ready: { value: 'GET /healthz' } },
    ]);
  });

  it('a monorepo: a target for each service, with the context that its Dockerfile copies from', () => {
    expect(targets('monorepo').map(({ name, build, port }) => [name, build, port?.value])).toEqual([
      ['orders', { context: '.', dockerfile: 'services/orders/Dockerfile' }, 5000],
      ['users', 'services/users', 4000],
    ]);
    expect(requests('monorepo')).toEqual([
      ['GET /orders/', ['orders']],
      ['GET /users', ['users']],
    ]);
  });

  it('no Dockerfile: one is written, with a .dockerignore', () => {
    expect(Object.keys(writtenFor(SHAPES['no-dockerfile'] ?? {}))).toEqual([
      'Dockerfile',
      '.dockerignore',
      'loadgate.yml',
      '.github/workflows/loadgate.yml',
    ]);
    expect(requests('no-dockerfile')).toEqual([
      ['GET /about', []],
      ['GET /notes/', []],
    ]);
  });

  it('OpenAPI: examples are put in, and what needs a login or a value is left to people', () => {
    expect(requests('openapi-only')).toEqual([
      ['GET /v2/pets', []],
      ['GET /v2/pets/7', []],
    ]);
    expect(planOf(SHAPES['openapi-only'] ?? {}).left.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v2/pets',
      'GET /v2/search',
      'GET /v2/mine',
    ]);
  });
});
