/** Host names that a target couldn't resolve, from the log messages of its language or driver. */
import { type LoadgateError, reworded } from '../model/error.js';

/** A host name in a log message. */
const NAME = String.raw`["'\`(]?([A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?)`;

const SAID = [
  `getaddrinfo (?:ENOTFOUND|EAI_AGAIN|ENODATA) ${NAME}`, // Node.js
  `could not translate host name ${NAME}`, // libpq
  `failed to resolve (?:host )?${NAME}`, // urllib3, psycopg 3
  `unknown mysql server host ${NAME}`, // libmysqlclient, libmariadb
  `can't connect to (?:mysql )?server on ${NAME}.*?(?:name resolution|name or service not known|no address associated)`, // PyMySQL
  `error -\\d+ connecting to ${NAME}:\\d+`, // redis-py
  `lookup ${NAME}(?: on \\S+)?: (?:no such host|server misbehaving|.*i/o timeout)`, // Go
  `UnknownHostException: ${NAME}`, // Java
  `getaddrinfo for ${NAME} failed`, // PHP
  `host not found in upstream ${NAME}`, // nginx
  `could not resolve host:? ${NAME}`, // curl
  `bad address ${NAME}`, // busybox
  `(?:tcp connection|connection) to ${NAME}:\\d+ \\(getaddrinfo`, // Ruby
  `name or service not known \\(${NAME}:\\d+\\)`, // .NET
].map((pattern) => new RegExp(pattern, 'i'));

/** @returns each name once, in the order of the log */
export function unknownNames(log: readonly string[]): readonly string[] {
  const found = log.flatMap((line) => SAID.flatMap((pattern) => pattern.exec(line)?.[1] ?? []));
  return [...new Set(found)].filter((name) => !/^[\d.]+$/.test(name));
}

/** Adds to an error the names that the target couldn't resolve, if the log has some. */
export function withUnknownNames(error: LoadgateError, log: readonly string[]): LoadgateError {
  const names = unknownNames(log);
  if (names.length === 0) return error;
  const list = names.map((name) => `"${name}"`).join(', ');
  const which = names.length === 1 ? `no host ${list}` : `none of the hosts ${list}`;
  return reworded(error, {
    message: `${error.message}; its log says that it found ${which}`,
    hint: 'A target reaches its own services by their names, and nothing else: add what is missing to `services` and to `needs`, or give the target another address by `env`.',
    log,
  });
}
