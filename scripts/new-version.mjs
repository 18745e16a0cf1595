// Makes the work tree ready for a release: package.json and its lock file, the changelog, and dist/.
//
//   npm run new-version -- 1.2.0
//
// It commits, tags and pushes nothing; it prints how.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDist } from './lib/bundles.mjs';
import { compareVersions, sectionOf, versionOf, withRelease } from './lib/release.mjs';
import { isSet, ownSlug } from './lib/repository.mjs';
import { root } from './lib/root.mjs';
import { run } from './lib/run.mjs';
import { distFaults, writeDist } from './lib/write-dist.mjs';

/** @param {string} why */
function refuse(why) {
  console.error(why);
  process.exit(1);
}
/** @param {string} name */
const read = (name) => readFileSync(join(root, name), 'utf8');
/** @param {string[]} argv */
async function must(...argv) {
  const { exitCode, output } = await run(argv, { cwd: root });
  if (exitCode !== 0) refuse(`${argv.join(' ')}:\n${output}`);
  return output.trim();
}

/** @param {string} version */
async function check(version) {
  versionOf(version);
  if (!isSet(ownSlug())) refuse('say first where the project is: npm run repository -- owner/name');
  if ((await must('git', 'status', '--porcelain')) !== '')
    refuse('the work tree has changes: commit them first');
  if ((await must('git', 'tag', '--list', `v${version}`)) !== '')
    refuse(`there is a tag v${version} already`);
  const { version: before } = JSON.parse(read('package.json'));
  // The version that was never released may be the first one.
  const least = sectionOf(read('CHANGELOG.md'), before) === null ? 0 : 1;
  if (compareVersions(version, before) < least) refuse(`${version} is not newer than ${before}`);
}

const [version = ''] = process.argv.slice(2);
try {
  await check(version);
  const changelog = withRelease(read('CHANGELOG.md'), version, new Date().toISOString().slice(0, 10));
  for (const name of ['package.json', 'package-lock.json']) {
    // The lock file says it twice: of itself, and of its first package.
    const first = name === 'package.json' ? 1 : 2;
    let seen = 0;
    const text = read(name).replaceAll(/"version": "[^"]*"/g, (found) =>
      seen++ < first ? `"version": "${version}"` : found,
    );
    writeFileSync(join(root, name), text);
  }
  writeFileSync(join(root, 'CHANGELOG.md'), changelog);
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error));
}
// The bundles say the version, too.
const { files } = await makeDist();
writeDist(join(root, 'dist'), files);
const wrong = distFaults(join(root, 'dist'), files);
if (wrong.length > 0) refuse(wrong.join('\n'));
console.log(`package.json, package-lock.json, CHANGELOG.md and dist/ are ${version}. Next:

git switch -c release-${version} && git commit -am "Release ${version}"   # a pull request to main; when it is merged:
git fetch && git tag -a v${version} -m "loadgate ${version}" origin/main && git push origin v${version}`);
