import { type CountReader, countReader } from '../counts/reader.js';
import type { Reading } from '../counts/reading.js';
import { MAX_COUNTED_SERVICES } from '../model/limits.js';
import type { RunningServices } from './services.js';

/** For one reading, ms: `rabbitmqctl` starts a virtual machine of its own. */
const READING_TIMEOUT_MS = 30_000;

/** A running service whose counters are read. */
export interface CountedService {
  readonly name: string;
  readonly reader: Pick<CountReader, 'hasQueues'>;
  /** @throws as `CountReader.read` */
  read(signal: AbortSignal): Promise<Reading>;
}

/** The services of a side that have `count`. */
export function countedServices(running: RunningServices | null): readonly CountedService[] {
  return (running?.services ?? [])
    .flatMap((service) => {
      const instance = running?.instances.get(service.name);
      if (service.count === null || instance === undefined) return [];
      const reader = countReader(service.count, service);
      const read = (signal: AbortSignal): Promise<Reading> => {
        const limits = { signal, timeoutMs: READING_TIMEOUT_MS };
        return reader.read({
          exec: (argv) => instance.exec(argv, limits),
          ask: (argv) => instance.ask(argv, limits),
        });
      };
      return [{ name: service.name, reader, read }];
    })
    .slice(0, MAX_COUNTED_SERVICES);
}
