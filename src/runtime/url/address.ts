import { lookup as dnsLookup } from 'node:dns/promises';
import type { SourceLocation } from '../../model/error.js';
import { LoadgateError } from '../../model/error.js';
import { addressIn, isAllowed, isLocalhost, specialAddress } from '../../model/hosts.js';

/** All addresses of a name, in the order in which they are to be used. @throws what the resolver says */
export type Lookup = (hostname: string) => Promise<readonly string[]>;

/** As the system resolves names. A runner that has no IPv6 often gets such addresses nevertheless. */
export const systemLookup: Lookup = async (hostname) => {
  const found = await dnsLookup(hostname, { all: true, verbatim: true });
  const [v4, v6] = [4, 6].map((family) => found.filter((one) => one.family === family));
  return [...(v4 ?? []), ...(v6 ?? [])].map(({ address }) => address);
};

export interface AddressRules {
  /** `allow-hosts` of the configuration that is run. */
  readonly allowHosts: readonly string[];
  readonly lookup: Lookup;
  readonly location: SourceLocation | null;
}

/**
 * The one address that a URL's host is reached at in this run. It is asked for once: who answers for the name may say
 * something else a moment later, such as the address of the runner's metadata service. For the same reason no address of
 * the name may be one that only this machine and its network reach, unless the address itself (or localhost) is listed.
 * @param origin such as `https://stage.example.com`
 * @throws LoadgateError `url-not-allowed`, `url-unresolved`, `url-address-refused` (usage)
 */
export async function addressOf(origin: string, rules: AddressRules): Promise<string> {
  const { hostname, host } = new URL(origin);
  const fail = (code: string, message: string, hint: string): LoadgateError =>
    new LoadgateError(message, {
      ...{ kind: 'usage', code, hint },
      ...(rules.location === null ? {} : { location: rules.location }),
    });
  if (!isAllowed(origin, rules.allowHosts)) {
    const hint = `If you may send load there, add ${host} to \`allow-hosts\`.`;
    throw fail('url-not-allowed', `${origin}: its host is not in \`allow-hosts\``, hint);
  }
  const literal = addressIn(hostname);
  if (literal !== null) return literal;
  const addresses = await rules.lookup(hostname).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    const hint = 'Check the name, and that this machine resolves it.';
    throw fail('url-unresolved', `${origin}: there is no address of ${hostname}${code}`, hint);
  });
  const [first] = addresses;
  if (first === undefined) {
    throw fail('url-unresolved', `${origin}: there is no address of ${hostname}`, 'Check the name.');
  }
  const wanted = isLocalhost(hostname) ? notLoopback : specialAddress;
  for (const address of addresses) {
    const what = wanted(address);
    if (what === null) continue;
    const message = `${origin}: ${hostname} leads to ${address}, ${what}`;
    const hint = `If this is meant, write the address itself into \`url\` and \`allow-hosts\`.`;
    throw fail('url-address-refused', message, hint);
  }
  return first;
}

const notLoopback = (address: string): string | null =>
  specialAddress(address) === 'a loopback address' ? null : 'which is not this machine';
