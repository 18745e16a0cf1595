import { describe, expect, it } from 'vitest';
import { LoadgateError } from '../../../../src/model/error.js';
import { addressOf } from '../../../../src/runtime/url/address.js';

/** What comes of a URL whose name has these addresses: the address, or the code of the error. */
async function found(origin: string, allowHosts: string[], addresses: readonly string[] | Error = []) {
  const asked: string[] = [];
  const lookup = async (name: string): Promise<readonly string[]> => {
    asked.push(name);
    if (addresses instanceof Error) throw addresses;
    return addresses;
  };
  try {
    const address = await addressOf(origin, { allowHosts, lookup, location: null });
    return { address, asked: asked.length };
  } catch (error) {
    expect(error).toBeInstanceOf(LoadgateError);
    const { code, message, kind } = error as LoadgateError;
    expect(kind).toBe('usage');
    return { code, message };
  }
}

const STAGE = 'https://stage.example.com';

describe('addressOf', () => {
  it('looks a listed name up once, and takes its first address', async () => {
    expect(await found(STAGE, ['*.example.com'], ['203.0.113.7', '2001:db8::7'])).toEqual({
      address: '203.0.113.7',
      asked: 1,
    });
  });

  it('asks nobody for a name that is not listed', async () => {
    expect(await found(STAGE, ['example.com'], ['203.0.113.7'])).toMatchObject({ code: 'url-not-allowed' });
  });

  it.each(['169.254.169.254', '127.0.0.1', '10.0.0.8', '::1', '::ffff:169.254.169.254', '168.63.129.16'])(
    'refuses a name that leads to %s, alone or beside a public address',
    async (address) => {
      const refused = { code: 'url-address-refused' };
      expect(await found(STAGE, ['stage.example.com'], [address])).toMatchObject(refused);
      expect(await found(STAGE, ['stage.example.com'], ['203.0.113.7', address])).toMatchObject(refused);
    },
  );

  it('takes an address of this machine or its network where the address itself is listed', async () => {
    expect(await found('http://127.0.0.1:8080', ['127.0.0.1:8080'])).toEqual({
      address: '127.0.0.1',
      asked: 0,
    });
    expect(await found('http://[fd00::8]', ['[fd00::8]'])).toMatchObject({ address: 'fd00::8' });
    expect(await found('http://127.0.0.1:8081', ['127.0.0.1:8080'])).toMatchObject({
      code: 'url-not-allowed',
    });
  });

  it('takes localhost for this machine, and for no other one', async () => {
    expect(await found('http://localhost:80', ['localhost'], ['127.0.0.1', '::1'])).toMatchObject({
      address: '127.0.0.1',
    });
    expect(await found('http://localhost:80', ['localhost'], ['203.0.113.7'])).toMatchObject({
      code: 'url-address-refused',
    });
  });

  it('says that a name leads nowhere', async () => {
    const unknown = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
    expect(await found(STAGE, ['stage.example.com'], unknown)).toEqual({
      code: 'url-unresolved',
      message: 'https://stage.example.com: there is no address of stage.example.com (ENOTFOUND)',
    });
    expect(await found(STAGE, ['stage.example.com'], [])).toMatchObject({ code: 'url-unresolved' });
  });
});
