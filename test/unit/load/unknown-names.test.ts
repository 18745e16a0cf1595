import { describe, expect, test } from 'vitest';
import { unknownNames, withUnknownNames } from '../../../src/load/unknown-names.js';
import { LoadgateError } from '../../../src/model/error.js';

describe('names that a target looked for in vain', () => {
  test.each([
    ['Node.js', 'Error: getaddrinfo ENOTFOUND redis'],
    ['Node.js, no answer', '    at GetAddrInfoReqWrap: getaddrinfo EAI_AGAIN redis redis:6379'],
    [
      'libpq',
      'psycopg2.OperationalError: could not translate host name "redis" to address: Name or service not known',
    ],
    ['urllib3', "HTTPConnection: Failed to resolve 'redis' ([Errno -2] Name or service not known)"],
    ['psycopg 3', "psycopg.OperationalError: failed to resolve host 'redis': [Errno -3] Temporary failure"],
    ['libmysqlclient', `(2005, "Unknown MySQL server host 'redis' (-2)")`],
    [
      'PyMySQL',
      `(2003, "Can't connect to MySQL server on 'redis' ([Errno -5] No address associated with hostname)")`,
    ],
    [
      'redis-py',
      'redis.exceptions.ConnectionError: Error -5 connecting to redis:6379. No address associated with hostname.',
    ],
    ['Go', 'dial tcp: lookup redis on 127.0.0.11:53: no such host'],
    ['Go, no answer', 'dial tcp: lookup redis on 127.0.0.11:53: server misbehaving'],
    ['Java', 'Caused by: java.net.UnknownHostException: redis: Name or service not known'],
    ['PHP', 'php_network_getaddresses: getaddrinfo for redis failed: Name or service not known'],
    ['nginx', 'nginx: [emerg] host not found in upstream "redis" in /etc/nginx/nginx.conf:9'],
    ['curl', 'curl: (6) Could not resolve host: redis'],
    ['busybox', "wget: bad address 'redis:80'"],
    ['Ruby', 'Failed to open TCP connection to redis:80 (getaddrinfo: Name or service not known)'],
    ['.NET', 'System.Net.Http.HttpRequestException: Name or service not known (redis:5432)'],
  ])('%s', (_language, line) => {
    expect(unknownNames(['starting', line, 'ended'])).toEqual(['redis']);
  });

  test.each([
    ["Can't connect to MySQL server on 'db' ([Errno 111] Connection refused)"],
    ['Error 111 connecting to redis:6379. Connection refused.'],
    ['dial tcp 10.0.0.1:5432: connect: connection refused'],
    ['looked up redis'],
  ])('%s has none', (line) => {
    expect(unknownNames([line])).toEqual([]);
  });

  test('each once; an error without any stays as it is', () => {
    const error = new LoadgateError('it was not ready', { kind: 'usage', code: 'not-ready', hint: 'wait' });
    expect(withUnknownNames(error, ['fine'])).toBe(error);
    const line = 'getaddrinfo ENOTFOUND db';
    const both = withUnknownNames(error, [line, line, 'getaddrinfo ENOTFOUND cache.local']);
    expect(both.message).toBe(
      'it was not ready; its log says that it found none of the hosts "db", "cache.local"',
    );
    expect(both).toMatchObject({
      kind: 'usage',
      code: 'not-ready',
      hint: expect.stringContaining('`needs`'),
    });
  });
});
