import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Beside, createBeside } from '../measure/beside.js';
import type { TargetPlan } from '../measure/deps.js';
import type { Caps } from '../model/config.js';
import { toLoadgateErrors } from '../model/error.js';
import type { ReferenceRun } from '../model/record.js';
import { writeImageContext } from '../reference/image.js';
import { programOf, REFERENCE_SCENARIO, referenceTarget } from '../reference/target.js';
import { withRunFolder } from '../runtime/run-folders.js';
import type { Artifact, Runtime } from '../runtime/runtime.js';
import { exec } from '../system/exec.js';
import { machineWith } from '../system/machine.js';
import type { JobDeps, JobRequest } from './types.js';
import { comparesStored } from './way.js';

/**
 * Generations of the reference target in a run, at most: one in each of the first passes over the targets. More would
 * take time from the verdicts; stored figures are compared by those that have one beside them.
 */
const REFERENCE_GENERATIONS = 6;

export interface PreparedReference {
  /** null: nothing is measured beside the targets. */
  readonly beside: Beside | null;
  /** What the record says of it, at any time; null: none was asked for. */
  readonly run: () => ReferenceRun | null;
}

/**
 * Makes the reference target ready to be measured beside the others, where the run is compared with a stored record
 * or may become one. Where it can't be had, the run goes on without it, and its record says why.
 * @throws LoadgateError where the engine is gone for good; the signal's reason
 */
export async function prepareReference(
  plans: readonly TargetPlan[],
  request: JobRequest,
  runtime: Runtime,
  deps: JobDeps,
): Promise<PreparedReference> {
  // It tells how fast this machine is, which is nothing to what runs elsewhere.
  const ours = plans.filter(({ target }) => target.url === null);
  const caps = request.config.targets.find(({ url }) => url === null)?.caps;
  const asked = request.reference === true || comparesStored(request);
  if (!asked || ours.length === 0 || caps === undefined || runtime.kind === 'url')
    return { beside: null, run: () => null };
  let missing: string | null = null;
  const fail = (reason: string): void => {
    missing = reason;
    deps.log.info(`The reference target could not be measured: ${reason}`);
  };
  try {
    const { artifact, program } = await build(request.id, caps, runtime, runtime.kind, deps);
    const { target } = artifact;
    const { engine } = await runtime.facts();
    const beside = createBeside({
      plan: {
        target,
        scenarios: [REFERENCE_SCENARIO],
        candidate: artifact,
        baseline: null,
        noBaseline: null,
      },
      program,
      machine: machineWith(deps.machine, engine).fingerprint,
      generations: REFERENCE_GENERATIONS,
      onFailure: fail,
    });
    return { beside, run: () => ({ program, missing }) };
  } catch (error) {
    deps.signal.throwIfAborted();
    const [first] = toLoadgateErrors(error);
    fail(first?.message ?? String(error));
    if (first?.kind === 'machine') await runtime.recover(deps.signal);
    return { beside: null, run: () => ({ program: null, missing }) };
  }
}

/** @throws whatever keeps it from being built */
async function build(
  runId: string,
  caps: Caps,
  runtime: Runtime,
  kind: Exclude<Runtime['kind'], 'url'>,
  { bundles, log, signal, stopwatch }: JobDeps,
): Promise<{ readonly artifact: Artifact; readonly program: string }> {
  const script = bundles.reference;
  const target = referenceTarget(kind, caps, script);
  const program = programOf(await readFile(script, 'utf8'), kind, caps);
  const from = (sourceDir: string) =>
    runtime.build({ target, side: 'candidate', sourceDir, signal, onLine: () => {} });
  const artifact = await log.group('Build the reference target', () =>
    stopwatch.time('build', () =>
      kind === 'process' ? from(dirname(script)) : fromImage(runId, script, from),
    ),
  );
  return { artifact, program };
}

const fromImage = (
  runId: string,
  script: string,
  build: (folder: string) => Promise<Artifact>,
): Promise<Artifact> =>
  withRunFolder(runId, async (folder) => {
    await writeImageContext(folder, script, exec);
    return build(folder);
  });
