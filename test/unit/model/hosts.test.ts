import { describe, expect, it } from 'vitest';
import { isAllowed, parseAllowedHost, portOf, specialAddress } from '../../../src/model/hosts.js';

describe('parseAllowedHost', () => {
  it.each([
    ['stage.example.com', { host: 'stage.example.com', below: false, port: null }],
    ['Stage.Example.COM:8443', { host: 'stage.example.com', below: false, port: 8443 }],
    ['*.example.com', { host: 'example.com', below: true, port: null }],
    ['*.example.com:443', { host: 'example.com', below: true, port: 443 }],
    ['localhost', { host: 'localhost', below: false, port: null }],
    ['127.0.0.1:8080', { host: '127.0.0.1', below: false, port: 8080 }],
    ['[::1]:8443', { host: '[::1]', below: false, port: 8443 }],
    ['bücher.example', { host: 'xn--bcher-kva.example', below: false, port: null }],
  ])('reads %s', (text, entry) => {
    expect(parseAllowedHost(text)).toEqual(entry);
  });

  it.each([
    ...['', '*', '*.com', '*.127.0.0.1', '*.*.example.com', 'a.*.example.com', 'https://example.com'],
    ...['example.com/', 'example.com:0', 'example.com:65536', 'example.com:', 'user@example.com', 'a b'],
    ...['example.com.', '::1', '[::1', '*.[::1]', 'example.com?x', 'example.com#x', 'exa\\mple.com'],
  ])('refuses %j', (text) => {
    expect(parseAllowedHost(text)).toBeNull();
  });
});

describe('isAllowed', () => {
  const allowed = (url: string, ...hosts: string[]): boolean => isAllowed(url, hosts);

  it('takes the very host, on every port or on the one that is named', () => {
    expect(allowed('https://stage.example.com', 'stage.example.com')).toBe(true);
    expect(allowed('https://stage.example.com:8443', 'stage.example.com')).toBe(true);
    expect(allowed('https://stage.example.com', 'stage.example.com:443')).toBe(true);
    expect(allowed('http://stage.example.com', 'stage.example.com:443')).toBe(false);
    expect(allowed('https://stage.example.com', 'example.com', 'tage.example.com')).toBe(false);
    expect(allowed('https://stage.example.com')).toBe(false);
  });

  it('takes with a star all that is below a host, and neither the host nor what ends alike', () => {
    expect(allowed('https://a.b.example.com', '*.example.com')).toBe(true);
    expect(allowed('https://example.com', '*.example.com')).toBe(false);
    expect(allowed('https://notexample.com', '*.example.com')).toBe(false);
    expect(allowed('https://example.com.evil.test', '*.example.com', 'example.com')).toBe(false);
  });

  it('knows an address by its value, however it is spelled', () => {
    expect(allowed('http://0x7f.1:8080', '127.0.0.1:8080')).toBe(true);
    expect(allowed('http://[0:0::1]:8080', '[::1]')).toBe(true);
    expect(allowed('http://localhost:8080', '127.0.0.1')).toBe(false);
  });
});

it('knows the port of a URL', () => {
  expect(['https://a', 'http://a', 'https://a:80'].map(portOf)).toEqual([443, 80, 80]);
});

describe('specialAddress', () => {
  it.each([
    ...['127.0.0.1', '127.8.8.8', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.0.1'],
    ...['100.64.0.1', '169.254.169.254', '168.63.129.16', '224.0.0.1', '255.255.255.255', '198.18.0.1'],
    ...['::1', '::', 'fe80::1', 'fd00:ec2::254', 'fc00::1', 'ff02::1', '::ffff:127.0.0.1'],
    ...['::ffff:169.254.169.254', '::ffff:a9fe:a9fe', '::10.0.0.1', '64:ff9b::a9fe:a9fe', '2002:7f00:1::'],
  ])('knows %s', (address) => {
    expect(specialAddress(address)).not.toBeNull();
  });

  it.each(['1.1.1.1', '172.32.0.1', '192.169.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:1.1.1.1'])(
    'has nothing against %s',
    (address) => {
      expect(specialAddress(address)).toBeNull();
    },
  );
});
