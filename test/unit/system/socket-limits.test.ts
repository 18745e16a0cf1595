import { describe, expect, it } from 'vitest';
import { readSocketLimits } from '../../../src/system/socket-limits.js';

const LIMITS = `Limit                     Soft Limit           Hard Limit           Units
Max processes             127349               127349               processes
Max open files            1024                 20000                files
Max locked memory         65536                65536                bytes
`;
const FILES: Readonly<Record<string, string>> = {
  '/proc/self/limits': LIMITS,
  '/proc/sys/net/ipv4/ip_local_port_range': '32768\t60999\n',
  '/proc/sys/net/netfilter/nf_conntrack_max': '262144\n',
  '/proc/sys/net/core/somaxconn': '4096\n',
};

describe('the limits of sockets', () => {
  it('are the hard limit of open files, and what the kernel says', () => {
    expect(readSocketLimits((path) => FILES[path] ?? null)).toEqual({
      openFiles: 20_000,
      localPorts: 28_232,
      tracked: 262_144,
      waiting: 4096,
    });
  });

  it('are unknown where there is no /proc, and none where nothing is limited', () => {
    const unknown = { openFiles: null, localPorts: null, tracked: null, waiting: null };
    expect(readSocketLimits(() => null)).toEqual(unknown);
    const unlimited = LIMITS.replace('20000    ', 'unlimited');
    expect(readSocketLimits((path) => (path.endsWith('limits') ? unlimited : null))).toEqual(unknown);
  });

  it.runIf(process.platform === 'linux')('are known on this machine', () => {
    const { openFiles, localPorts } = readSocketLimits();
    expect(openFiles).toBeGreaterThan(100);
    expect(localPorts).toBeGreaterThan(100);
  });
});
