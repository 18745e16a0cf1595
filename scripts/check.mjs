// Runs every check of package.json.
import { runChecks } from './lib/checks.mjs';

const failed = await runChecks();
if (failed.length > 0) {
  console.error(`failed: ${failed.map((name) => `npm run ${name}`).join(', ')}`);
  process.exitCode = 1;
}
