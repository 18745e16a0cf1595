// The steps of .github/workflows/release.yml that are more than a line:
//
//   node scripts/release.mjs check v1.2.0 acme/loadgate   whether the commit is what the tag says
//   node scripts/release.mjs files v1.2.0 FOLDER          the package, the schema, the notes, and the checksums of all and of dist/
//   node scripts/release.mjs move v1.2.0                  v1 to this release
import { createHash } from 'node:crypto';
import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { channelOf, majorTag, movesMajor, releaseFaults, sectionOf } from './lib/release.mjs';
import { ownSlug } from './lib/repository.mjs';
import { root } from './lib/root.mjs';
import { run } from './lib/run.mjs';

/** Also attached to the release. */
const SCHEMA = 'loadgate.schema.json';

/** @param {string} name */
const read = (name) => readFileSync(join(root, name), 'utf8');
/** @param {string[]} argv */
async function must(...argv) {
  const { exitCode, output } = await run(argv, { cwd: root });
  if (exitCode !== 0) throw new Error(`${argv.join(' ')}:\n${output}`);
  return output.trim();
}

/**
 * @param {string} tag
 * @param {string} repository
 */
async function check(tag, repository) {
  const { version } = JSON.parse(read('package.json'));
  const faults = releaseFaults({
    tag,
    version,
    changelog: read('CHANGELOG.md'),
    slug: ownSlug(),
    repository,
  });
  const { exitCode } = await run(['git', 'merge-base', '--is-ancestor', 'HEAD', 'origin/main'], {
    cwd: root,
  });
  if (exitCode !== 0) faults.push('the commit is not on main');
  if (faults.length > 0) throw new Error(`${tag} can't be released:\n${faults.join('\n')}`);
  const channel = channelOf(version, (await must('git', 'tag', '--list')).split('\n'));
  const outputs = process.env.GITHUB_OUTPUT;
  if (outputs) appendFileSync(outputs, `version=${version}\nchannel=${channel}\n`);
  console.log(`${tag}: the commit is what the tag says; for npm: ${channel}`);
}

/**
 * @param {string} tag
 * @param {string} folder
 */
async function files(tag, folder) {
  mkdirSync(folder, { recursive: true });
  await must('npm', 'pack', '--silent', '--pack-destination', folder);
  copyFileSync(join(root, SCHEMA), join(folder, SCHEMA));
  const attached = readdirSync(folder).map((name) => ({ name, path: join(folder, name) }));
  const built = readdirSync(join(root, 'dist')).map((name) => ({
    name: `dist/${name}`,
    path: join(root, 'dist', name),
  }));
  const sums = [...attached, ...built].map(({ name, path }) => {
    const digest = createHash('sha256').update(readFileSync(path)).digest('hex');
    return `${digest}  ${name}\n`;
  });
  writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));
  writeFileSync(join(folder, 'notes.md'), `${sectionOf(read('CHANGELOG.md'), tag.replace(/^v/, ''))}\n`);
  console.log(sums.join(''));
}

/** @param {string} tag */
async function move(tag) {
  const version = tag.replace(/^v/, '');
  const tags = (await must('git', 'ls-remote', '--tags', '--refs', 'origin')).split('\n');
  const major = majorTag(version);
  if (
    !movesMajor(
      version,
      tags.map((line) => line.replace(/^.*refs\/tags\//, '')),
    )
  ) {
    console.log(`${major} stays: ${version} is not the newest release of it`);
    return;
  }
  await must('git', 'push', '--force', 'origin', `${tag}^{commit}:refs/tags/${major}`);
  console.log(`${major} is ${version} now`);
}

const [what = '', tag = '', where = ''] = process.argv.slice(2);
try {
  if (what === 'check') await check(tag, where);
  else if (what === 'files') await files(tag, where);
  else if (what === 'move') await move(tag);
  else throw new Error('node scripts/release.mjs check|files|move TAG …');
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
