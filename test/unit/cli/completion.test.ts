import { execFileSync } from 'node:child_process';
import { Argument, Command, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { completionScript, SHELLS } from '../../../src/cli/completion.js';

const program = new Command('loadgate');
program
  .command('run')
  .description("compare the work tree, or what you've named: [cells]")
  .argument('[cells...]')
  .addOption(new Option('--runtime <runtime>', 'where targets run').choices(['auto', 'docker', 'process']))
  .option('-o, --output <file>', 'where it is written')
  .option('--json', 'print JSON', false);
program.command('completion').addArgument(new Argument('<shell>').choices(['bash', 'zsh']));
program.command('report').description('write the report');

/** What bash offers for a line, as if Tab were pressed at its end. */
function offered(...words: string[]): string[] {
  const script = `${completionScript('bash', program)}
COMP_WORDS=(${['loadgate', ...words].map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${words.length}
_loadgate
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const text = execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8', cwd: import.meta.dirname });
  return text.split('\n').filter((line) => line !== '');
}

describe('completion in bash', () => {
  it('offers commands', () => {
    expect(offered('r')).toEqual(['run', 'report']);
    expect(offered('')).toEqual(['run', 'completion', 'report', '--help', '--version']);
  });

  it('offers the options of the command alone', () => {
    expect(offered('run', '--')).toEqual(['--runtime', '--output', '--json', '--help']);
    expect(offered('report', '-')).toEqual(['--help']);
  });

  it('offers the values of an option, and of an argument', () => {
    expect(offered('run', '--runtime', '')).toEqual(['auto', 'docker', 'process']);
    expect(offered('run', 'x', '--runtime', 'd')).toEqual(['docker']);
    expect(offered('completion', '')).toEqual(['bash', 'zsh']);
  });

  it('offers files where anything may stand', () => {
    expect(offered('run', '--output', 'completion')).toEqual(['completion.test.ts']);
    expect(offered('report', 'colour')).toEqual(['colour.test.ts']);
  });
});

describe('completion in zsh and fish', () => {
  it('quotes descriptions', () => {
    expect(completionScript('zsh', program)).toContain(
      "'run:compare the work tree, or what you'\\''ve named\\: \\[cells\\]'",
    );
    expect(completionScript('fish', program)).toContain(
      "-a run -d 'compare the work tree, or what you\\'ve named: [cells]'",
    );
  });

  it('have every command, option and value', () => {
    for (const shell of SHELLS) {
      const script = completionScript(shell, program);
      for (const word of [
        'run',
        'completion',
        'report',
        'runtime',
        'output',
        'json',
        'auto docker process',
        'bash zsh',
      ])
        expect(script).toContain(word);
    }
  });

  // zsh is on few machines; where it is, its parser reads the script.
  const hasZsh = (() => {
    try {
      execFileSync('zsh', ['-c', 'true']);
      return true;
    } catch {
      return false;
    }
  })();
  it.runIf(hasZsh)('are read by zsh', () => {
    expect(() => execFileSync('zsh', ['-n'], { input: completionScript('zsh', program) })).not.toThrow();
  });
});
