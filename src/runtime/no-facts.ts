import type { RuntimeFacts } from '../model/record.js';

/** What a record says of a runtime that starts nothing, and so holds no caps. */
export const noFacts = (kind: RuntimeFacts['kind']): RuntimeFacts => ({
  kind,
  version: process.version,
  cgroup: 'none',
  capsHeld: [],
  capsMissing: [],
  targetCores: null,
  generatorCores: null,
});

/** Where none was needed. */
export const NO_RUNTIME = noFacts('process');
