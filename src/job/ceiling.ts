import { startGenerator } from '../load/generator.js';
import type { GeneratorCeiling } from '../model/examination.js';
import type { CorePlan } from '../runtime/cores.js';
import { startUpstream } from '../upstream/start.js';
import type { JobDeps } from './types.js';

const CONNECTIONS = 64;
const WARM_UP_MS = 1_000;
const ROUND_MS = 3_000;
const TRIM_MS = 250;
/** Time for the generator to open its connections, ms. */
const LEAD_MS = 50;

/**
 * How many requests per second the load generator makes against loadgate's own upstream, which answers at once
 * and runs where targets do.
 * @throws LoadgateError of kind `machine` where a child process can't be started, and the signal's reason
 */
export async function measureCeiling(cores: CorePlan, deps: JobDeps): Promise<GeneratorCeiling> {
  const upstream = await startUpstream({
    childPath: deps.bundles.upstream,
    host: '127.0.0.1',
    cores: cores.targetCores,
  });
  const endUpstream = deps.cleanup.defer('upstream', () => upstream.close());
  const generator = await startGenerator({ childPath: deps.bundles.load, cores: cores.generatorCores });
  const endGenerator = deps.cleanup.defer('generator', () => generator.close());
  try {
    const load = (durationMs: number) =>
      generator.run(
        {
          url: upstream.url('candidate'),
          method: 'GET',
          headers: {},
          body: null,
          connections: CONNECTIONS,
          durationMs,
          trimMs: TRIM_MS,
          timeoutMs: 5_000,
          startAtNs: (deps.clock.monotonicNs() + BigInt(LEAD_MS * 1_000_000)).toString(),
          expectStatus: 200,
          expectBody: null,
        },
        deps.signal,
      );
    await load(WARM_UP_MS);
    const { rps, generatorCpu, latencyUs } = await load(ROUND_MS);
    return { connections: CONNECTIONS, rps, cpu: generatorCpu, p50Us: latencyUs.p50 };
  } finally {
    await Promise.all([endGenerator(), endUpstream()]);
  }
}
