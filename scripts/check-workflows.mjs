// Lints workflows, actions and shell scripts with actionlint, zizmor and shellcheck. Where they are not installed
// (scripts/workflow-tools.sh does that), this says so in one line; with LOADGATE_REQUIRE_WORKFLOW_LINT=1 it fails.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from './lib/root.mjs';
import { run } from './lib/run.mjs';

const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
const folders = [
  join(cache, 'loadgate', 'workflow-tools', 'bin'),
  ...(process.env.PATH ?? '').split(delimiter),
];

/** @param {string} name */
const find = (name) => folders.map((folder) => join(folder, name)).find((path) => existsSync(path));

/** @param {readonly string[]} patterns of git ls-files */
async function files(...patterns) {
  const { output } = await run(
    ['git', 'ls-files', '--cached', '--others', '--exclude-standard', '--', ...patterns],
    { cwd: root },
  );
  return output.split('\n').filter((path) => path !== '' && existsSync(join(root, path)));
}

const workflows = await files('.github/workflows/*.yml');
const examples = await files('docs/examples/loadgate*.yml');
const actions = await files('action.yml', '*/action.yml');
const dependabot = await files('.github/dependabot.yml');
const scripts = await files('*.sh', '.ci/run');

const zizmor = ['--offline', '--no-progress', '--color=never'];

/** @type {Record<string, (shellcheck: string) => string[][]>} */
const linters = {
  shellcheck: () => [['--external-sources', ...scripts]],
  actionlint: (shellcheck) => [['-no-color', '-shellcheck', shellcheck, ...workflows, ...examples]],
  zizmor: () => [
    [...zizmor, ...workflows, ...actions, ...dependabot],
    [...zizmor, '--config', 'docs/examples/zizmor.yml', ...examples],
  ],
};

const missing = Object.keys(linters).filter((name) => find(name) === undefined);
if (missing.length > 0) {
  const required = process.env.LOADGATE_REQUIRE_WORKFLOW_LINT === '1';
  console.log(
    `left out: lint of workflows and scripts: ${missing.join(', ')} missing (scripts/workflow-tools.sh)`,
  );
  process.exitCode = required ? 1 : 0;
} else {
  for (const [name, runsWith] of Object.entries(linters)) {
    for (const args of runsWith(find('shellcheck') ?? '')) {
      const { exitCode, output } = await run([find(name) ?? name, ...args], { cwd: root });
      if (exitCode === 0) continue;
      console.error(`${name}:\n${output}`);
      process.exitCode = 1;
    }
  }
  if (!process.exitCode)
    console.log(
      `${workflows.length + examples.length} workflows, ${actions.length} actions, ${scripts.length} scripts: clean`,
    );
}
