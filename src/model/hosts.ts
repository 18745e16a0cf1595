/** Hosts that `url` targets may name (`allow-hosts`), and the addresses that nobody reaches by accident. */
import { BlockList, isIP } from 'node:net';

/** One entry of `allow-hosts`. */
export interface AllowedHost {
  /** In lower case, as a URL has it: an IPv6 address stands in brackets. */
  readonly host: string;
  /** It was written `*.host`: every host below it, and not the host itself. */
  readonly below: boolean;
  /** null: every port. */
  readonly port: number | null;
}

const ENTRY = /^(\*\.)?([^\s/?#@\\*:]+|\[[0-9A-Fa-f:.]+\])(?::([0-9]{1,5}))?$/;

/** Reads `stage.example.com`, `*.example.com`, `127.0.0.1:8080`, or `[::1]:8443`; null: it is none of these. */
export function parseAllowedHost(text: string): AllowedHost | null {
  const [, star, written = '', digits] = ENTRY.exec(text) ?? [];
  const port = digits === undefined ? null : Number(digits);
  if (written === '' || (port !== null && (port < 1 || port > 65_535))) return null;
  if (!URL.canParse(`http://${written}/`)) return null;
  const host = new URL(`http://${written}/`).hostname;
  const isName = addressIn(host) === null;
  // A star over a whole top-level domain would allow strangers.
  if (host === '' || host.endsWith('.') || (star !== undefined && !(isName && host.includes('.')))) {
    return null;
  }
  return { host, below: star !== undefined, port };
}

/** Whether a URL's host and port are in `allow-hosts`. */
export function isAllowed(url: string, allowHosts: readonly string[]): boolean {
  const { hostname } = new URL(url);
  const port = portOf(url);
  return allowHosts.some((text) => {
    const entry = parseAllowedHost(text);
    if (entry === null || (entry.port !== null && entry.port !== port)) return false;
    return entry.below ? hostname.endsWith(`.${entry.host}`) : hostname === entry.host;
  });
}

/** The port that a URL of http or https leads to. */
export function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

/** The address that a URL's host is, without brackets; null: it is a name. */
export function addressIn(hostname: string): string | null {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? null : bare;
}

/** The local machine by its name, in the words of RFC 6761. */
export const isLocalhost = (hostname: string): boolean => hostname === 'localhost';

/** Kinds of addresses that are not for strangers, each with its networks (IANA's registries of special addresses). */
const KINDS: readonly (readonly [what: string, networks: readonly string[]])[] = [
  ['a loopback address', ['127.0.0.0/8', '::1/128', '0.0.0.0/8', '::/128']],
  // The metadata services of most clouds are here.
  ['a link-local address', ['169.254.0.0/16', 'fe80::/10']],
  ['a private address', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']],
  ['a private address', ['fc00::/7', 'fec0::/10', '198.18.0.0/15', '192.0.0.0/24']],
  // Azure's own services, as every one of its machines sees them.
  ["an address of the runner's own cloud", ['168.63.129.16/32']],
  ['a multicast or reserved address', ['224.0.0.0/4', '240.0.0.0/4', 'ff00::/8']],
  // They lead to an IPv4 address that is written in them.
  [
    'an address that stands for another one',
    ['::/96', '64:ff9b::/96', '64:ff9b:1::/48', '2002::/16', '2001::/32'],
  ],
];

const SPECIAL = KINDS.map(([what, networks]) => {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return { what, list };
});

/** What an address is, the end of a sentence, where it belongs to no public host; null: it may. */
export function specialAddress(address: string): string | null {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return SPECIAL.find(({ list }) => list.check(address, family))?.what ?? null;
}
