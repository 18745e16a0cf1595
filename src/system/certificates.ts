/** Whom an https URL is trusted by: the system's certificate authorities, and those that the user adds. */
import { existsSync, readFileSync } from 'node:fs';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

/** Where systems keep the certificates of all authorities that they trust; the first that is there counts. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt', // Debian, Ubuntu, Alpine, Arch
  '/etc/pki/tls/certs/ca-bundle.crt', // Fedora, RHEL
  '/etc/ssl/ca-bundle.pem', // openSUSE
  '/etc/ssl/cert.pem', // macOS, BSD
];

/** Files with the certificates of authorities; null: there is none. A child process without an environment is told these. */
export interface CertificateFiles {
  /** What the system trusts. */
  readonly system: string | null;
  /** What the user adds. */
  readonly extra: string | null;
}

/** The files that an environment names: `SSL_CERT_FILE` in the place of the system's, and `NODE_EXTRA_CA_CERTS`. */
export function certificateFiles(
  env: Readonly<Record<string, string | undefined>>,
  exists: (file: string) => boolean = existsSync,
): CertificateFiles {
  const { SSL_CERT_FILE: named = '', NODE_EXTRA_CA_CERTS: extra = '' } = env;
  return {
    system: named === '' ? (BUNDLES.find(exists) ?? null) : named,
    extra: extra === '' ? null : extra,
  };
}

const made = new Map<string, SecureContext>();

/**
 * What TLS connections are checked by. Made once for the same files, since it takes some 20 ms. Without a file of the
 * system, Node.js's own list of authorities counts. A file that can't be read is left out.
 */
export function trustOf({ system, extra }: CertificateFiles): SecureContext {
  const key = `${system}\0${extra}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const ours = read(system);
  const context = createSecureContext({
    ca: [...(ours.length > 0 ? ours : rootCertificates), ...read(extra)],
  });
  made.set(key, context);
  return context;
}

function read(file: string | null): readonly string[] {
  try {
    return file === null ? [] : [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
}
