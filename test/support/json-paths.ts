/** Loads what reads JSONPaths before a test file begins: tests call `parseConfig`, which can't wait for it. */
import { loadJsonPaths } from '../../src/model/json-path.js';

await loadJsonPaths();
