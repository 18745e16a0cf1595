/** What this machine allows a process that opens many connections. */
import { readFileSync } from 'node:fs';

/** null: the machine does not say. */
export interface SocketLimits {
  /**
   * Files that a process may have open, sockets included: its hard limit (`ulimit -Hn`), to which Node.js raises the soft one
   * when it starts.
   */
  readonly openFiles: number | null;
  /** Ports for connections to one address and port (net.ipv4.ip_local_port_range). */
  readonly localPorts: number | null;
  /** Connections that the firewall follows (net.netfilter.nf_conntrack_max): all those to containers are among them. */
  readonly tracked: number | null;
  /** Connections that can wait for a server to accept them (net.core.somaxconn). */
  readonly waiting: number | null;
}

/** @param read the text of a file in /proc; null: it is not there */
export function readSocketLimits(read: (path: string) => string | null = readText): SocketLimits {
  const ports = numbers(read('/proc/sys/net/ipv4/ip_local_port_range'));
  const [from, to] = ports;
  return {
    openFiles: hardLimit(read('/proc/self/limits') ?? ''),
    localPorts: from === undefined || to === undefined ? null : to - from + 1,
    tracked: numbers(read('/proc/sys/net/netfilter/nf_conntrack_max'))[0] ?? null,
    waiting: numbers(read('/proc/sys/net/core/somaxconn'))[0] ?? null,
  };
}

/** `unlimited` is no limit that anybody meets. */
function hardLimit(limits: string): number | null {
  const hard = /^Max open files\s+\S+\s+(\d+)/m.exec(limits)?.[1];
  return hard === undefined ? null : Number(hard);
}

const numbers = (text: string | null): readonly number[] => (text?.match(/\d+/g) ?? []).map(Number);

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
