import { createHash } from 'node:crypto';
import { type Caps, PLAIN_BUILD, PLAIN_TARGET, type Scenario, type Target } from '../model/config.js';
import { REQUEST } from './request.js';

/** No configuration can use this name, so no other image or row has it. */
const NAME = '(reference)';
const PORT = 8080;
const MIB = 2 ** 20;

/** What Node.js needs. A smaller cap would only prevent the reference from running, and says nothing about speed. */
const LEAST = { memoryBytes: 192 * MIB, pids: 64, openFiles: 1024 };

const CONNECTIONS = 32;
const TIMEOUT_MS = 10_000;

/** @param caps of the targets in the same run @param script absolute path of its bundle, for a process */
export function referenceTarget(kind: 'docker' | 'process', caps: Caps, script: string): Target {
  return {
    ...PLAIN_TARGET,
    name: NAME,
    build: kind === 'docker' ? { ...PLAIN_BUILD, context: '.', dockerfile: 'Dockerfile' } : null,
    command: kind === 'docker' ? null : [process.execPath, script],
    port: PORT,
    env: {},
    ready: null,
    readyTimeoutMs: 30_000,
    caps: {
      cpus: caps.cpus,
      memoryBytes: Math.max(caps.memoryBytes, LEAST.memoryBytes),
      pids: Math.max(caps.pids, LEAST.pids),
      openFiles: Math.max(caps.openFiles, LEAST.openFiles),
    },
    network: 'internal',
    location: null,
  };
}

export const REFERENCE_SCENARIO: Scenario = {
  name: 'orders',
  request: REQUEST,
  expect: { status: 200, headers: {}, body: null },
  upstream: null,
  connections: CONNECTIONS,
  timeoutMs: TIMEOUT_MS,
  targets: null,
  location: null,
};

/**
 * Identifies the program and how it runs, because only figures of equal programs are comparable. Another version of
 * Node.js is another program: a difference in its speed isn't the machine's.
 * @param script the text of its bundle
 */
export function programOf(script: string, kind: 'docker' | 'process', caps: Caps): string {
  const digest = createHash('sha256').update(script).digest('hex').slice(0, 12);
  return `${digest}, Node.js ${process.version} ${process.arch}, ${kind}, cpus ${caps.cpus}`;
}
