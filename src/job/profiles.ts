/** Profiles of cells after their verdict: samples of both sides, by function. They decide nothing. */
import { join } from 'node:path/posix';
import type { MeasureDeps, TargetPlan } from '../measure/deps.js';
import { toLoadgateErrors } from '../model/error.js';
import type { CellProfile, NoProfile } from '../model/profile.js';
import type { CellRecord } from '../model/record.js';
import { withPlaces } from '../profile/anonymous.js';
import { profileOf } from '../profile/fold.js';
import { goModuleOf } from '../profile/go.js';
import type { SampledGeneration } from '../profile/sample.js';
import { NotSampled, type Sampler } from '../sampler/sampler.js';
import type { Cells } from './cells.js';
import { type KeepProfile, keepProfiles } from './profile-files.js';
import { type ProfiledCell, profileGeneration } from './profile-generation.js';
import type { JobRequest, JobSide } from './types.js';

/** Generations of a cell that are sampled: with three, Student's t is 4.3, with four 3.2. */
const GENERATIONS = 4;
/** Of these, as many may be lost. */
const MAX_LOST = 2;
/** For all profiles of a run, beyond its budget, ms. */
export const PROFILE_MS = 180_000;

export interface ProfileRequest {
  /** Cells (`target/scenario`), those that matter most first. */
  readonly wanted: readonly string[];
  readonly plans: readonly TargetPlan[];
  /** Changed in place. */
  readonly cells: Cells;
  readonly request: Pick<JobRequest, 'candidate' | 'baseline' | 'noProfiles'>;
  readonly sampler: Sampler;
  /** Gets the files of profiles. Absent: they are not kept. */
  readonly keep?: KeepProfile | undefined;
}

/**
 * Profiles cells, one after the other, for as long as there is time. Each gets its profile, or why there is none; it never
 * throws, because the verdict stands already.
 */
export async function profileCells(asked: ProfileRequest, deps: MeasureDeps): Promise<void> {
  const { wanted, cells } = asked;
  const beganMs = deps.clock.now();
  const impossible = wanted.length === 0 ? null : await cantSample(asked, deps);
  let longestMs = 0;
  for (const key of wanted) {
    const cell = cells.get(key);
    if (cell === undefined) continue;
    const startedMs = deps.clock.now();
    const hasTime = startedMs - beganMs + longestMs <= PROFILE_MS;
    const profile = impossible ?? (hasTime ? await profileCell(cell, asked, deps) : noTime());
    longestMs = Math.max(longestMs, deps.clock.now() - startedMs);
    cells.set(key, { ...cell, profile });
    if (profile.kind === 'none') deps.log.info(`No profile of ${key}, because ${profile.message}.`);
  }
}

/** Why no cell of this run can be sampled; null: nothing is known against it. */
async function cantSample(
  { request, sampler }: ProfileRequest,
  deps: MeasureDeps,
): Promise<NoProfile | null> {
  if (request.noProfiles !== undefined) return none('profile-fork', request.noProfiles);
  try {
    // Nothing has to be started to find out that there is no sampler.
    const own = { processes: new Set([process.pid]), cpus: 1, goModule: null };
    await (await sampler.start(own, deps.signal)).cancel();
    return null;
  } catch (error) {
    return whyNot(error, deps);
  }
}

const none = (code: string, message: string): NoProfile => ({ kind: 'none', code, message });

const noTime = (): NoProfile =>
  none('no-time', `the time for profiles (${PROFILE_MS / 1000} s a run) was used up by other cells`);

/** Why cells have no profile that a run could not come to. */
const endedBefore = (): NoProfile => none('run-ended', 'the run ended before');

async function profileCell(cell: CellRecord, asked: ProfileRequest, deps: MeasureDeps): Promise<CellProfile> {
  try {
    const { refused, profiled } = await profiledCell(cell, asked);
    if (profiled === null) return refused;
    const generations = await sampledGenerations(profiled, asked.sampler, deps);
    const placed = withPlaces(generations);
    if (asked.keep !== undefined) keepProfiles(cell, placed, asked.keep);
    return profileOf(placed);
  } catch (error) {
    return whyNot(error, deps);
  }
}

function whyNot(error: unknown, { signal }: MeasureDeps): NoProfile {
  if (signal.aborted) return endedBefore();
  if (error instanceof NotSampled) return error.why;
  const [first] = toLoadgateErrors(error);
  const message = (first?.message ?? String(error)).replace(/\.$/, '').slice(0, 300);
  return none(first?.code ?? 'perf-failed', message);
}

type Found =
  | { readonly profiled: ProfiledCell; readonly refused: null }
  | { readonly profiled: null; readonly refused: NoProfile };

/** What a profile needs of a cell, or why it can't have one. */
async function profiledCell(cell: CellRecord, { plans, request }: ProfileRequest): Promise<Found> {
  const refuse = (refused: NoProfile): Found => ({ profiled: null, refused });
  if (cell.url !== undefined) return refuse(none('profile-url', 'somebody else runs it'));
  const plan = plans.find(({ target }) => target.name === cell.target);
  const scenario = plan?.scenarios.find(({ name }) => name === cell.scenario);
  if (plan === undefined || scenario === undefined) return refuse(endedBefore());
  if (plan.baseline === null || request.baseline === null)
    return refuse(none('one-side', 'only one side ran, so there is nothing to compare it with'));
  if (scenario.capacity !== undefined)
    return refuse(none('profile-search', 'it is searched for its capacity, and has no rounds to sample'));
  const goModules = {
    candidate: await goModuleIn(request.candidate, plan),
    baseline: await goModuleIn(request.baseline, plan),
  };
  return { profiled: { plan, scenario, cell, goModules }, refused: null };
}

async function goModuleIn(side: JobSide, { target: { build } }: TargetPlan): Promise<string | null> {
  if (build === null) return null;
  const text = await side.readText(join(build.context, 'go.mod')).catch(() => null);
  return text === null ? null : goModuleOf(text);
}

/** @throws NotSampled: what lost more generations than may be, or the sampler's; the signal's reason */
async function sampledGenerations(
  profiled: ProfiledCell,
  sampler: Sampler,
  deps: MeasureDeps,
): Promise<readonly SampledGeneration[]> {
  const { target, scenario } = profiled.cell;
  const generations: SampledGeneration[] = [];
  for (let index = 0; generations.length < GENERATIONS; index++) {
    deps.log.progress(`${target}: profile ${generations.length + 1} of ${GENERATIONS} of ${scenario}`);
    const one = await profileGeneration(profiled, index, sampler, deps);
    if (one.kind === 'sampled') {
      generations.push(one.generation);
      continue;
    }
    if (index - generations.length >= MAX_LOST) throw one.error;
    if (one.machineFailed) await deps.recover();
  }
  return generations;
}
