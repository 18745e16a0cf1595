import { gzipSync } from 'node:zlib';
import { Function as Func, Line, Location, Profile, Sample, StringTable, ValueType } from 'pprof-format';
import { FrameTable, type Stack } from './stacks.js';

/** Stacks as a file of pprof (`go tool pprof -http=: FILE`): samples, and CPU time, ns. */
export function toPprof(stacks: readonly Stack[]): Uint8Array {
  const stringTable = new StringTable();
  const text = (value: string): number => stringTable.dedup(value);
  const type = (name: string, unit: string) => new ValueType({ type: text(name), unit: text(unit) });
  const sampleType = [type('samples', 'count'), type('cpu', 'nanoseconds')];
  const table = new FrameTable();
  const sample = stacks.map(
    ({ frames, samples, ns }) =>
      new Sample({ locationId: frames.map((frame) => table.numberOf(frame) + 1), value: [samples, ns] }),
  );
  // One location for each function: samples have no lines of their own.
  const ids = table.frames.map((frame, at) => ({ ...frame, id: at + 1 }));
  const functions = ids.map(
    ({ id, name, file, line }) =>
      new Func({
        ...{ id, name: text(name), systemName: text(name), filename: text(file ?? '') },
        startLine: line ?? 0,
      }),
  );
  const location = ids.map(
    ({ id, line }) => new Location({ id, line: [new Line({ functionId: id, line: line ?? 0 })] }),
  );
  const profile = new Profile({ sampleType, sample, location, function: functions, stringTable });
  return gzipSync(profile.encode());
}
