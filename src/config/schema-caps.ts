import type * as z from 'zod';
import type { Caps } from '../model/config.js';
import { DEFAULT_CAPS } from './defaults.js';
import { type About, decimal, section, size, whole } from './fields.js';
import { formatSize } from './units.js';

const MIB = 1024 ** 2;

/** @param defaults what an editor shows as default; those of a target or service come from the top level. */
function capsSection(defaults: Partial<Caps>, about: About) {
  const memory = defaults.memoryBytes === undefined ? undefined : formatSize(defaults.memoryBytes);
  const told = (description: string, value: unknown): About =>
    value === undefined ? { description } : { description, default: value };
  return section(
    {
      cpus: decimal(
        { from: 0.05, to: 512 },
        told('CPUs, may be a fraction such as 0.5.', defaults.cpus),
      ).optional(),
      memory: size(
        { from: 16 * MIB, to: 4096 * 1024 * MIB },
        told('Memory, such as 512m or 1g; swap is not added to it.', memory),
      ).optional(),
      pids: whole({ from: 8, to: 1_000_000 }, told('Processes and threads.', defaults.pids)).optional(),
      'open-files': whole(
        { from: 64, to: 1_048_576 },
        told('Open files, sockets included.', defaults.openFiles),
      ).optional(),
    },
    about,
  );
}

/** Caps at the top level. */
export const caps = capsSection(DEFAULT_CAPS, {
  description: 'Limits of CPU, memory, processes and files: what every target and service may use.',
});

/** Caps of one target, service or balancer. */
export const ownCaps = (what: 'target' | 'service' | 'balancer') =>
  capsSection(
    {},
    {
      description: `Limits of CPU, memory, processes and files of this ${what} alone; what is left out ${what === 'balancer' ? 'is as for ours' : 'comes from the top level'}. Linux capabilities are under "cap-add".`,
    },
  );

export type CapsInput = z.output<typeof caps>;
