import { FrameTable, type Stack } from './stacks.js';

const SCHEMA = 'https://www.speedscope.app/file-format-schema.json';

/**
 * Stacks as a file of speedscope (https://www.speedscope.app): a flame graph of the time that each function took.
 * @param name of the profile, for its viewer
 */
export function toSpeedscope(stacks: readonly Stack[], name: string): string {
  const table = new FrameTable();
  // Outermost first.
  const samples = stacks.map(({ frames }) => frames.map((frame) => table.numberOf(frame)).reverse());
  const frames = table.frames.map(({ name, file, line }) => ({
    name,
    ...(file === null ? {} : { file }),
    ...(line === undefined ? {} : { line }),
  }));
  const weights = stacks.map(({ ns }) => ns);
  const endValue = weights.reduce((sum, ns) => sum + ns, 0);
  const profile = { type: 'sampled', name, unit: 'nanoseconds', startValue: 0, endValue, samples, weights };
  return JSON.stringify({ $schema: SCHEMA, name, shared: { frames }, profiles: [profile] });
}
