import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { actionExec } from '../../../src/action/exec.js';

/** What a commit's message or a file's name may hold. */
const SAID = '::set-output name=verdict::pass\\n::stop-commands::x\\n##[error]x\\n\\033[31mred\\n';

let written = '';
beforeEach(() => {
  written = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    written += String(piece);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

it('shows what git complains of as debug commands and as nothing else, where debugging is on', async () => {
  vi.stubEnv('RUNNER_DEBUG', '1');
  const result = await actionExec(['sh', '-c', `printf '${SAID}' >&2; printf '${SAID}'`]);
  expect(result.stdout).toBe(
    '::set-output name=verdict::pass\n::stop-commands::x\n##[error]x\n\u001b[31mred\n',
  );
  expect(result.stderr).toBe(result.stdout);
  const shown = written.split('\n').filter((line) => line !== '');
  expect(shown).toHaveLength(5);
  for (const line of shown) expect(line).toMatch(/^::debug::\P{Cc}+$/u);
});

it('shows nothing where debugging is off', async () => {
  vi.stubEnv('RUNNER_DEBUG', '');
  await actionExec(['sh', '-c', `printf '${SAID}' >&2`]);
  expect(written).toBe('');
});
