import type { RuntimeFacts } from '../model/record.js';

/** What a record says of the runtime where none was needed. */
export const NO_RUNTIME: RuntimeFacts = {
  kind: 'process',
  version: process.version,
  cgroup: 'none',
  capsHeld: [],
  capsMissing: [],
  targetCores: null,
  generatorCores: null,
};
