import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { codeBlocks, shownFiles } from './markdown.js';

const PAGE = 'docs/services.md';
const examples = codeBlocks(PAGE)
  .filter(({ text }) => /^targets:/m.test(text))
  .map(({ text, line }) => ({ text, title: `line ${line}` }));

describe(PAGE, () => {
  it('has examples of databases, a cache, and a broker with a worker', () => {
    const counted = examples.flatMap(({ text }) =>
      parseConfig(text, PAGE, shownFiles(PAGE)).services.map(({ name, count }) => count ?? name),
    );
    expect(counted).toEqual(expect.arrayContaining(['postgres', 'redis', 'mysql', 'rabbitmq', 'worker']));
  });

  it.each(examples)('$title: every service is needed, and something says when it is ready', ({ text }) => {
    const { services, targets } = parseConfig(text, PAGE, shownFiles(PAGE));
    const needed = [...targets, ...services].flatMap(({ needs }) => needs);
    expect(services.filter(({ name }) => !needed.includes(name))).toEqual([]);
    expect(services.filter(({ ready, port }) => ready === null && port === null)).toEqual([]);
  });
});
