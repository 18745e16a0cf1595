import type { Scenario, Target } from '../model/config.js';
import { LoadgateError, LoadgateErrors } from '../model/error.js';
import type { PlannedCell } from '../plan/cells.js';
import type { SocketLimits } from '../system/socket-limits.js';

/** What a process has open besides its connections: standard streams, libraries, an event loop. */
const OTHER_FILES = 64;

/**
 * Holds the connections of all cells against what the machine and the targets' caps allow, before anything is built.
 * @returns what may be too few, as sentences
 * @throws LoadgateErrors `too-few-files`, `too-few-ports` (machine): the load could not be made
 */
export function checkSockets(cells: readonly PlannedCell[], limits: SocketLimits): readonly string[] {
  const scenarios = [...new Set(cells.map(({ scenario }) => scenario))];
  const errors = scenarios.flatMap((scenario) => [
    ...tooFewFiles(scenario, limits),
    ...tooFewPorts(scenario, limits),
  ]);
  if (errors.length > 0) throw new LoadgateErrors(errors);
  return [...cells.flatMap(tooFewOfTarget), ...scenarios.flatMap((scenario) => ofKernel(scenario, limits))];
}

/** The most connections that a scenario has to a side at a time. */
const mostConnections = ({ connections, capacity }: Scenario): number =>
  capacity?.of === 'connections' ? Math.max(connections, capacity.to) : connections;

function tooFewFiles(scenario: Scenario, { openFiles }: SocketLimits): LoadgateError[] {
  const most = mostConnections(scenario);
  if (openFiles === null || most + OTHER_FILES <= openFiles) return [];
  const message = `The load generator may have ${openFiles} files open, and ${scenario.name} wants ${most} connections.`;
  const hint = `Raise the hard limit of open files (ulimit -Hn) to ${most + OTHER_FILES} where loadgate is started, or lower the connections.`;
  return [new LoadgateError(message, { kind: 'machine', code: 'too-few-files', hint })];
}

function tooFewPorts(scenario: Scenario, { localPorts }: SocketLimits): LoadgateError[] {
  const most = mostConnections(scenario);
  if (localPorts === null || most <= localPorts) return [];
  const message = `This machine has ${localPorts} ports for connections to one address, and ${scenario.name} wants ${most}.`;
  const hint =
    'Widen the range: sysctl -w net.ipv4.ip_local_port_range="1024 65535", or lower the connections.';
  return [new LoadgateError(message, { kind: 'machine', code: 'too-few-ports', hint })];
}

/** A process of the target has as many open files as it has connections. */
function tooFewOfTarget({ target, scenario }: PlannedCell): string[] {
  const wanted = Math.ceil(mostConnections(scenario) / target.replicas) + OTHER_FILES;
  if (target.url !== null || wanted <= target.caps.openFiles) return [];
  const { openFiles } = target.caps;
  return [
    `Each process of ${target.name} may have ${openFiles} files open, and ${scenario.name} opens ${mostConnections(scenario)} connections: ` +
      `one process that takes them all needs caps.open-files: ${wanted}.${behindBalancer(target)}`,
  ];
}

const behindBalancer = ({ replicas }: Target): string =>
  replicas === 1 ? '' : ' Its balancer needs twice the connections.';

/** Below it, a server that is busy for a moment loses connections that open. */
const LEAST_WAITING = 1_024;

function ofKernel(scenario: Scenario, { tracked, waiting }: SocketLimits): string[] {
  const most = mostConnections(scenario);
  const warnings: string[] = [];
  // Both sides of a comparison, and as many again that are closed and not yet forgotten.
  if (tracked !== null && 4 * most > tracked) {
    warnings.push(
      `The firewall of this machine follows ${tracked} connections, and ${scenario.name} opens ${most} to each side: ` +
        `where connections fail, raise net.netfilter.nf_conntrack_max to ${4 * most}.`,
    );
  }
  if (waiting !== null && waiting < Math.min(most, LEAST_WAITING)) {
    warnings.push(
      `At most ${waiting} connections can wait for a server here (net.core.somaxconn), and ${scenario.name} opens ${most}: ` +
        'a server that is busy for a moment loses some.',
    );
  }
  return warnings;
}
