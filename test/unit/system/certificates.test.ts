import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { certificateFiles, trustOf } from '../../../src/system/certificates.js';

const folder = mkdtempSync(join(tmpdir(), 'loadgate-test-certificates-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const DEBIAN = '/etc/ssl/certs/ca-certificates.crt';

describe('certificateFiles', () => {
  it('takes the first bundle of the system that is there', () => {
    expect(certificateFiles({}, (file) => file !== DEBIAN)).toEqual({
      system: '/etc/pki/tls/certs/ca-bundle.crt',
      extra: null,
    });
    expect(certificateFiles({}, () => false)).toEqual({ system: null, extra: null });
  });

  it('takes what the environment names', () => {
    const env = { SSL_CERT_FILE: '/own.pem', NODE_EXTRA_CA_CERTS: '/more.pem' };
    expect(certificateFiles(env, () => true)).toEqual({ system: '/own.pem', extra: '/more.pem' });
    expect(certificateFiles({ SSL_CERT_FILE: '', NODE_EXTRA_CA_CERTS: '' }, () => true)).toEqual({
      system: DEBIAN,
      extra: null,
    });
  });
});

describe('trustOf', () => {
  it('is made once for the same files, and not by a file that is not there', () => {
    const files = { system: null, extra: join(folder, 'none.pem') };
    expect(trustOf(files)).toBe(trustOf({ ...files }));
    const extra = join(folder, 'other.pem');
    writeFileSync(extra, '');
    expect(trustOf({ system: null, extra })).not.toBe(trustOf(files));
  });
});
