import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { connect, type SecureContext } from 'node:tls';
import { addressIn } from '../model/hosts.js';
import { type CertificateFiles, trustOf } from '../system/certificates.js';

/** How TLS connections to a host are opened, whatever address they lead to. */
export interface TlsOptions {
  readonly secureContext: SecureContext;
  /** The name that is asked for (SNI) and that the certificate must be of; empty: the address that is connected to. */
  readonly servername: string;
}

/** @param hostname as a URL has it */
export const tlsOf = (hostname: string, certificates: CertificateFiles): TlsOptions => ({
  secureContext: trustOf(certificates),
  // SNI has names alone (RFC 6066, 3).
  servername: addressIn(hostname) === null ? hostname : '',
});

/** Whether an error says that a certificate is not trusted, or is not of this host (OpenSSL's and Node.js's codes). */
export const isCertificateError = (code: string): boolean =>
  /CERT|UNABLE_TO_(GET_ISSUER|VERIFY)|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED/.test(code);

/** Whether an error says that the two ends can't agree on TLS, or that the other one does not speak it. */
export const isTlsError = (code: string): boolean => code === 'EPROTO' || code.startsWith('ERR_SSL_');

/** Where a connection goes, and whom it expects there. */
export interface SecureAddress extends TlsOptions {
  /** An address. */
  readonly host: string;
  readonly port: number;
}

/** The part of autocannon's client that its `_connect` uses. */
interface Connecting extends EventEmitter {
  conn: Socket | undefined;
  readonly parser: { execute(chunk: Buffer): unknown };
  _connect(): void;
  _doRequest(): void;
}

/** Does over TLS what autocannon's `_connect` does, but for its habit of accepting every certificate. */
export function connectTls(client: Connecting, address: SecureAddress): void {
  const conn = connect({ ...address });
  client.conn = conn;
  conn.on('error', (error) => {
    client.emit('connError', error);
    client._connect();
  });
  conn.on('data', (chunk) => client.parser.execute(chunk));
  conn.on('end', () => client._connect());
  client._doRequest();
}
