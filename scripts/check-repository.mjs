// Says where a file names another repository than package.json does, or a name that setting it would not reach.
import { isSet, ownSlug, strayNames, textFiles } from './lib/repository.mjs';

const slug = ownSlug();
const files = await textFiles();
const stray = files.flatMap(({ path, text }) => strayNames(path, text, slug));

if (stray.length > 0) {
  console.error(
    `${stray.join('\n')}\nnot what package.json's repository says, ${slug}: see npm run repository`,
  );
  process.exitCode = 1;
} else {
  const named = files.filter(({ text }) => text.includes(slug)).length;
  const how = isSet(slug) ? '' : ', not set yet (npm run repository -- owner/name)';
  console.log(`${named} files name ${slug}${how}`);
}
