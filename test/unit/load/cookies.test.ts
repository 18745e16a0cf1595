import { describe, expect, it } from 'vitest';
import { CookieJar, cookieIn } from '../../../src/load/cookies.js';

function jarOf(...headers: readonly (readonly [header: string, path?: string])[]): CookieJar {
  const jar = new CookieJar();
  for (const [header, path = '/'] of headers) jar.take(header, path);
  return jar;
}

describe('a cookie jar', () => {
  it('sends what it was given, the last value of each name', () => {
    const jar = jarOf(['a=1; Secure; HttpOnly; SameSite=Lax'], ['b=x=y; Domain=shop.example.com'], ['a=2']);
    expect(jar.header('/anything?x=1')).toBe('a=2; b=x=y');
    expect(jar.get('a')).toBe('2');
    expect(jar.get('c')).toBeNull();
    expect(jarOf().header('/')).toBeNull();
  });

  it('keeps a cookie below its path, by default the folder of the request', () => {
    const jar = jarOf(['a=1; Path=/shop'], ['b=2', '/shop/cart/add?x=1'], ['c=3; Path=x', '/login']);
    expect(jar.header('/shop')).toBe('a=1; c=3');
    expect(jar.header('/shop/cart/pay')).toBe('a=1; b=2; c=3');
    expect(jar.header('/shopping')).toBe('c=3');
  });

  it('forgets a cookie that has ended', () => {
    const past = 'Expires=Thu, 01 Jan 1970 00:00:00 GMT';
    expect(jarOf(['a=1'], [`a=; ${past}`]).get('a')).toBeNull();
    expect(jarOf(['a=1'], ['a=2; Max-Age=0']).get('a')).toBeNull();
    expect(jarOf([`a=1; Max-Age=60; ${past}`]).get('a')).toBe('1');
    expect(jarOf([`a=1; ${past}; Max-Age=60`]).get('a')).toBe('1');
    expect(jarOf(['a=1; Expires=Fri, 01 Jan 2100 00:00:00 GMT']).get('a')).toBe('1');
  });

  it('takes no cookie without a name, or that could not stand in a header', () => {
    expect(jarOf(['=1'], ['plain'], ['a=\u0001'], ['b=é']).header('/')).toBeNull();
  });
});

describe('a cookie of an answer', () => {
  it('is the last one of its name', () => {
    const headers = ['csrftoken=one; Path=/', 'csrf=x', 'csrftoken=two'];
    expect(cookieIn(headers, 'csrftoken')).toBe('two');
    expect(cookieIn(headers, 'token')).toBeNull();
  });
});
