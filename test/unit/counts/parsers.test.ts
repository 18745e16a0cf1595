import { describe, expect, it } from 'vitest';
import { parseLines } from '../../../src/counts/lines.js';
import { parseMysql } from '../../../src/counts/mysql.js';
import { POSTGRES_LATE_MS, parsePostgres } from '../../../src/counts/postgres.js';
import { parseRabbitmq } from '../../../src/counts/rabbitmq.js';
import { parseRedis } from '../../../src/counts/redis.js';
import { MAX_COUNTS } from '../../../src/model/limits.js';

describe('lines of a command', () => {
  it('are names and numbers', () => {
    expect(parseLines('queries 51\nrows-read 1e+06\n')).toEqual({ queries: 51, 'rows-read': 1e6 });
    expect(parseLines('# searches\n\nSearches: 12\nCache_Misses = 3.5\r\n')).toEqual({
      searches: 12,
      'cache-misses': 3.5,
    });
  });

  it('are added where they have one name', () => {
    expect(parseLines('queries 1\nqueries 2')).toEqual({ queries: 3 });
  });

  it.each([
    ['', 'it has no line with a name and a value'],
    ['# only a remark', 'it has no line with a name and a value'],
    ['queries', 'line 1 is "queries", not a name'],
    ['queries 1\nerror: access denied', 'line 2 is "error: access denied"'],
    ['queries -1', 'line 1 is "queries -1"'],
    ['queries NaN', 'line 1 is "queries NaN"'],
    ['__proto__ 1', 'line 1 is "__proto__ 1"'],
    ['a/b 1', 'line 1 is "a/b 1"'],
    [Array.from({ length: MAX_COUNTS + 1 }, (_, at) => `n${at} 1`).join('\n'), 'it has more than 16 names'],
  ])('are refused: %j', (output, message) => {
    expect(() => parseLines(output)).toThrow(SyntaxError);
    expect(() => parseLines(output)).toThrow(message);
  });
});

/** mariadb-server 10.11.18, after `SELECT` by key and by a scan of 5,000 rows, and an insert of two. */
const MARIADB = `Connections	13
Handler_commit	15
Handler_delete	0
Handler_discover	1
Handler_external_lock	0
Handler_icp_attempts	0
Handler_read_first	5
Handler_read_key	13
Handler_read_last	0
Handler_read_next	10002
Handler_read_prev	0
Handler_read_retry	0
Handler_read_rnd	0
Handler_read_rnd_deleted	0
Handler_read_rnd_next	796
Handler_rollback	0
Handler_tmp_delete	0
Handler_tmp_update	0
Handler_tmp_write	770
Handler_update	1
Handler_write	5004
Questions	29
`;

describe('status variables of MariaDB and MySQL', () => {
  it('have statements, rows of every engine, and connections', () => {
    expect(parseMysql(MARIADB)).toEqual({
      counters: { queries: 29, 'rows-read': 10_816, 'rows-written': 5005, connections: 13 },
      lateMs: 0,
    });
  });

  it('are refused where one is missing', () => {
    expect(() => parseMysql(MARIADB.replace('Questions', 'Other'))).toThrow('it has no queries');
    expect(() => parseMysql('')).toThrow('it has no queries');
  });
});

/** redis-server 7.0.15; the script calls `get` and `incr`. */
const REDIS = [
  '# Server',
  'redis_version:7.0.15',
  '# Stats',
  'total_connections_received:11',
  'total_commands_processed:12',
  '# Commandstats',
  'cmdstat_info:calls=7,usec=516,usec_per_call=73.71,rejected_calls=0,failed_calls=0',
  'cmdstat_set:calls=1,usec=9,usec_per_call=9.00,rejected_calls=0,failed_calls=0',
  'cmdstat_get:calls=2,usec=5,usec_per_call=2.50,rejected_calls=0,failed_calls=0',
  'cmdstat_config|get:calls=1,usec=8,usec_per_call=8.00,rejected_calls=0,failed_calls=0',
  '# Errorstats',
  'errorstat_WRONGTYPE:count=4',
  '',
].join('\r\n');

describe('INFO of Redis', () => {
  it('has commands of all kinds, and connections', () => {
    expect(parseRedis(REDIS)).toEqual({ counters: { commands: 11, connections: 11 }, lateMs: 0 });
  });

  it('is refused where the server refuses us: redis-cli ends with 0 then', () => {
    expect(() => parseRedis('NOAUTH Authentication required.\n')).toThrow('it starts with "NOAUTH');
    expect(() => parseRedis('')).toThrow('it is empty');
  });
});

describe('counters of RabbitMQ', () => {
  it('are two lines, and one for each queue that is not empty', () => {
    expect(
      parseRabbitmq('messages 20\nconnections 3\nqueue 7 0 b3JkZXJz\nqueue 2 1 bGF0ZSBvcmRlcnM='),
    ).toEqual({
      counters: { messages: 20, connections: 3 },
      lateMs: 0,
      queues: [
        { name: 'orders', messages: 7, consumers: 0 },
        { name: 'late orders', messages: 2, consumers: 1 },
      ],
    });
  });

  it('add queues of one name in several virtual hosts', () => {
    const { queues } = parseRabbitmq('messages 0\nconnections 0\nqueue 7 0 b3JkZXJz\nqueue 2 1 b3JkZXJz');
    expect(queues).toEqual([{ name: 'orders', messages: 9, consumers: 1 }]);
  });

  it('are refused where they are not there', () => {
    expect(() => parseRabbitmq('ok\n')).toThrow(SyntaxError);
    expect(() => parseRabbitmq('{:undef, [{:rabbit_global_counters, :overview, [], []}]}')).toThrow(
      SyntaxError,
    );
  });
});

describe('statistics of PostgreSQL', () => {
  it('are complete at once where pg_stat_statements counts', () => {
    expect(parsePostgres('connections 45\nqueries 4\nrows 12\nblocks 3\n')).toEqual({
      counters: { connections: 45, queries: 4, rows: 12, blocks: 3 },
      lateMs: 0,
    });
  });

  it('come late without it, from the tables of all databases', () => {
    const output = `connections 51
#late
#open 71-1795813631.52 1795813634.25
#open 80-1795813633.9 
#database postgres
#database shop
rows-read 0
rows-written 0
scans 0
rows-read 20004
rows-written 20000
scans 6
`;
    expect(parsePostgres(output)).toEqual({
      counters: { connections: 51, 'rows-read': 20_004, 'rows-written': 20_000, scans: 6 },
      lateMs: POSTGRES_LATE_MS,
      publishing: {
        pauseMs: 1_100,
        connections: new Map([
          ['71-1795813631.52', '1795813634.25'],
          ['80-1795813633.9', ''],
        ]),
      },
    });
  });
});
