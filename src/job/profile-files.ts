import type { CellRecord } from '../model/record.js';
import { toPprof } from '../profile/pprof.js';
import type { SampledGeneration } from '../profile/sample.js';
import { toSpeedscope } from '../profile/speedscope.js';
import { stacksOf } from '../profile/stacks.js';

/** Keeps a file of a profile; `name` has its ending. */
export type KeepProfile = (name: string, content: string | Uint8Array) => void;

/** Writes the profiles of both sides, all generations together, for the viewers that people have. */
export function keepProfiles(
  { target, scenario }: Pick<CellRecord, 'target' | 'scenario'>,
  generations: readonly SampledGeneration[],
  keep: KeepProfile,
): void {
  for (const side of ['baseline', 'candidate'] as const) {
    const stacks = stacksOf(generations.flatMap((one) => one[side].samples));
    const name = `${target}-${scenario}-${side}`;
    keep(`${name}.pb.gz`, toPprof(stacks));
    keep(`${name}.speedscope.json`, toSpeedscope(stacks, `${target} · ${scenario}, ${side}`));
  }
}
