import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../../src/config/parse.js';
import { comment } from '../../../src/init/config-text.js';
import { CORPUS } from '../../support/corpus.js';
import { writtenFor } from './helpers.js';

const EXPRESS = JSON.stringify({ dependencies: { express: '5' } });

describe('names and paths of a repository that nobody has looked at', () => {
  it.each(CORPUS.map(({ text }) => [text]))(
    'stay values of loadgate.yml, and comments end with their lines: %j',
    async (text) => {
      const name = `x${text.replaceAll(/[/\0]/g, '')}`;
      const path = `/${text}`.replaceAll("'", '');
      const files = {
        [`${name}/Dockerfile`]: `FROM x\nEXPOSE 80\nHEALTHCHECK CMD curl http://localhost/${text}\n`,
        [`${name}/package.json`]: EXPRESS,
        [`${name}/app.js`]: `app.get('${path}', f);\napp.get('/fine', f);`,
      };
      const written = writtenFor(files)['loadgate.yml'] ?? '';
      const { targets, scenarios, ...more } = parse(written) as Record<
        string,
        Record<string, Record<string, unknown>>
      >;
      expect(more).toEqual({});
      expect(Object.keys(targets ?? {})).toHaveLength(1);
      for (const target of Object.values(targets ?? {}))
        expect(['build', 'port', 'ready']).toEqual(expect.arrayContaining(Object.keys(target)));
      for (const scenario of Object.values(scenarios ?? {}))
        expect(Object.keys(scenario)).toEqual(['request']);
      for (const line of written.split('\n').filter((one) => /^\s*#/.test(one)))
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
    },
  );

  it('environments of Compose files are values, whatever they hold', async () => {
    const env = {
      A: 'x\ny: z',
      B: '# no comment',
      C: '"',
      D: '*a',
      E: "'",
      F: ' ',
      G: 'yes',
      H: '1e3',
      I: '{',
    };
    const compose = JSON.stringify({ services: { web: { build: '.', ports: ['1:80'], environment: env } } });
    const written = writtenFor({ 'compose.yaml': compose, Dockerfile: 'FROM x' })['loadgate.yml'] ?? '';
    const config = await readConfig(written, 'loadgate.yml', async () => null);
    expect(config.targets[0]?.env).toEqual(env);
  });

  it('a comment has one line', () => {
    expect(comment('a\nb\r\u2028c\u0085d')).toBe('# a b c d');
  });
});
