/** The command lines for networks. Pure. */
import { runLabel } from './argv.js';

export type NetworkKind = 'internal' | 'open';

export function networkName(runId: string, kind: NetworkKind): string {
  return kind === 'internal' ? `loadgate-${runId}` : `loadgate-${runId}-open`;
}

/** The network of one side in one generation, on which its services are reached by their names. */
export const sideNetworkName = (runId: string, number: number): string =>
  `${networkName(runId, 'internal')}-side${number}`;

/**
 * How a network is kept from leading elsewhere. `internal`: it leads to the engine's machine alone. `no-masquerade`: an
 * internal network has no published ports; nothing outside knows the way back to an address that is not translated.
 */
export type Isolation = 'internal' | 'no-masquerade';

const ISOLATED: Readonly<Record<Isolation, readonly string[]>> = {
  internal: ['--internal'],
  'no-masquerade': ['--opt', 'com.docker.network.bridge.enable_ip_masquerade=false'],
};

export function networkCreateArgv(
  runId: string,
  kind: NetworkKind,
  isolation: Isolation,
  name = networkName(runId, kind),
): string[] {
  return [
    ...['network', 'create', '--driver', 'bridge'],
    ...(kind === 'internal' ? ISOLATED[isolation] : []),
    ...['--label', runLabel(runId)],
    name,
  ];
}

/** A container joins a network besides the one that it was created on. */
export const networkConnectArgv = (network: string, container: string): string[] => [
  ...['network', 'connect', network, container],
];

export const networkInspectArgv = (network: string): string[] => ['network', 'inspect', network];

export const listNetworksArgv = (runId: string): string[] => [
  ...['network', 'ls', '--quiet', '--no-trunc'],
  ...['--filter', `label=${runLabel(runId)}`],
];

export const removeNetworkArgv = (network: string): string[] => ['network', 'rm', network];
