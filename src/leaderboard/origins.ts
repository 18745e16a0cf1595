/**
 * The published figures of five comparisons that people made by hand, each once and on one machine.
 * The page shows them next to loadgate's, with what their method measured. Nothing is computed from them.
 */

/** One published row. */
export interface OriginRow {
  /** As its authors wrote it. */
  readonly name: string;
  /** The target that does the same work with the same framework, but not always behind the same server. */
  readonly target: string;
  /** Requests per second, and in all; null: unknown. */
  readonly rps: number | null;
  readonly requests: number | null;
  /** As published: `63 ms`, `3.71 s`, `254 ms ± 384`. */
  readonly latency: string | null;
  /** Failed requests, as published; null: not published. */
  readonly failed: string | null;
  /** What is special about this row. */
  readonly note: string | null;
}

export interface Origin {
  readonly name: string;
  /** loadgate's scenario. */
  readonly scenario: string;
  /** The meaning of the latency column. */
  readonly latency: string;
  /** How they measured, and what that means for the figures. */
  readonly method: string;
  readonly rows: readonly OriginRow[];
}

type Short = readonly [
  name: string,
  target: string,
  rps: number | readonly [rps: number, requests: number] | null,
  latency: string | null,
  failed?: string | null,
  note?: string,
];

const row = ([name, target, rps, latency, failed, note]: Short): OriginRow => ({
  name,
  target,
  rps: Array.isArray(rps) ? rps[0] : rps,
  requests: Array.isArray(rps) ? rps[1] : null,
  latency,
  failed: failed ?? null,
  note: note ?? null,
});

const LOCUST =
  'Locust, 4,000 users that wait 5 to 15 s between requests, for 2 minutes, against 1 vCPU and 1 GB: 4,000 users that wait 10 s on average send about 400 requests/s at the most, however fast the server is, so these figures measure the client.';

const SLEEP_SERVER =
  "wrk for 30 s, with as many connections as bring the server's CPU to 80 to 100 %: not the same number for each, so not the same load, and the latency is what that number of connections makes it.";

const QUEUE =
  'wrk with 10 threads and 1,000 connections for 60 s, POST of an XML body that goes to a Celery worker over AMQP, one run each.';

export const ORIGINS: readonly Origin[] = [
  {
    name: 'B, text',
    scenario: 'text',
    latency: 'median',
    method: `${LOCUST} One run each: nobody could say whether 313 and 315 differ.`,
    rows: (
      [
        ['aiohttp', 'aiohttp', [314, 18_908], '63 ms', '0'],
        ['Bottle', 'bottle', [221, 13_250], '120 ms', '0'],
        ['Flask', 'flask', [266, 16_012], '120 ms', '0', 'its own development server'],
        ['Japronto', 'japronto', [313, 18_804], '62 ms', '0'],
        ['Pyramid', 'pyramid', [207, 12_290], '120 ms', '345'],
        ['Sanic', 'sanic', [311, 18_537], '120 ms', '43'],
        ['Starlette', 'starlette', [312, 18_671], '120 ms', '2'],
        ['Tornado', 'tornado', [315, 18_771], '63 ms', '0'],
        [
          'Django + Gunicorn',
          'django',
          730,
          '152 ms',
          '0',
          '18,052 requests at 730 a second do not fit the others',
        ],
      ] satisfies Short[]
    ).map(row),
  },
  {
    name: 'E, text',
    scenario: 'text',
    latency: 'average ± s.d.',
    method:
      'wrk with 10 threads and 1,000 connections for 60 s, POST, one run each, with different numbers of workers: time-outs are no part of the latency, and one of the rows had no right answer at all.',
    rows: (
      [
        ['Tornado', 'tornado', 452, '254 ms ± 384', '1,355 time-outs'],
        ['gunicorn + Flask', 'flask', 71, '502 ms ± 585', '1,576 time-outs'],
        ['gevent + Flask', 'flask-gevent', 458, '461 ms ± 376', '2,582 time-outs'],
        [
          'gevent + Bottle',
          'bottle-gevent',
          125,
          null,
          'all non-2xx',
          'errors that were counted as throughput',
        ],
      ] satisfies Short[]
    ).map(row),
  },
  {
    name: 'A and B, json',
    scenario: 'json',
    latency: 'median',
    method: `${LOCUST} The bodies had 106, 122 and 128 bytes, one of them encoded twice: not the same work.`,
    rows: (
      [
        ['aiohttp', 'aiohttp', [317, 18_924], '63 ms', '0'],
        ['Bottle', 'bottle', [225, 13_402], '120 ms', '0'],
        ['Flask', 'flask', [224, 13_393], '120 ms', '0', 'its own development server'],
        ['Japronto', 'japronto', [320, 19_003], '62 ms', '0'],
        ['Pyramid', 'pyramid', [224, 13_316], '120 ms', '0'],
        ['Sanic', 'sanic', [312, 18_525], '120 ms', '42'],
        ['Starlette', 'starlette', [288, 17_260], '120 ms', '3'],
        ['Tornado', 'tornado', [317, 18_939], '63 ms', '0'],
      ] satisfies Short[]
    ).map(row),
  },
  {
    name: 'C, one call, no reuse',
    scenario: 'upstream-single',
    latency: 'latency',
    method: SLEEP_SERVER,
    rows: (
      [
        ['Flask', 'flask', 131.6, '3.71 s', null, '500 connections'],
        ['Starlette', 'starlette', 516.8, '5.46 s', null, '3,000 connections'],
        ['Tornado', 'tornado', 521.1, '4.98 s', null, '1,000 connections'],
      ] satisfies Short[]
    ).map(row),
  },
  {
    name: 'C, one call, reuse',
    scenario: 'upstream-single-reuse',
    latency: 'latency',
    method: `${SLEEP_SERVER} Its 'reuse' was not reused in Flask: the mount of the larger pool never matched, so 10 connections were kept.`,
    rows: (
      [
        ['Flask', 'flask', 148.1, '3.11 s'],
        ['Starlette', 'starlette', 744.9, '3.75 s'],
        ['Tornado', 'tornado', 713, '3.91 s'],
      ] satisfies Short[]
    ).map(row),
  },
  {
    name: 'C, several calls, no reuse',
    scenario: 'upstream-multiple',
    latency: 'latency',
    method: `${SLEEP_SERVER} Its upstream cut 1.5 s down to 1 s, so several calls could be quicker than one.`,
    rows: (
      [
        ['Flask', 'flask', 131.6, '3.71 s'],
        ['Starlette', 'starlette', 382, '7.12 s'],
        ['Tornado', 'tornado', 169, '5.60 s'],
      ] satisfies Short[]
    ).map(row),
  },
  {
    name: 'C, several calls, reuse',
    scenario: 'upstream-multiple-reuse',
    latency: 'latency',
    method: `${SLEEP_SERVER} Its upstream cut 1.5 s down to 1 s, so several calls could be quicker than one.`,
    rows: (
      [
        ['Flask', 'flask', 230.4, '2.10 s'],
        ['Starlette', 'starlette', 548.5, '2.63 s'],
        ['Tornado', 'tornado', 493.2, '2.89 s'],
      ] satisfies Short[]
    ).map(row),
  },
  {
    name: 'D, database',
    scenario: 'db',
    latency: 'latency',
    method:
      'JMeter with a master and two slaves, against three pods of 7 workers each behind an nginx ingress, without limits. It asked MySQL for random names among a million rows, and nearly every look-up missed: half of ours hit. Its results went to InfluxDB and Grafana, and no figures of it are known here.',
    rows: (
      [
        ['Django', 'django-gevent-7x3', null, null, null, 'gunicorn with gevent, 3 × 7 workers'],
        ['Flask', 'flask-gevent-7x3', null, null, null, 'gunicorn with gevent, 3 × 7 workers'],
        ['FastAPI', 'fastapi-7x3', null, null, null, 'uvicorn, 3 × 7 workers'],
      ] satisfies Short[]
    ).map(row),
  },
  {
    name: 'E, queue, blocking',
    scenario: 'queue-blocking',
    latency: 'latency',
    method: `${QUEUE} At 7 answers a second, 1,000 connections wait for more than two minutes, and each gives up after 5 s.`,
    rows: (
      [
        ['Tornado', 'tornado', 6.9, null],
        ['gevent + Flask', 'flask-gevent', 6.2, null],
        ['gunicorn + Flask', 'flask', 7.4, null, null, '3 workers'],
      ] satisfies Short[]
    ).map(row),
  },
  {
    name: 'E, queue, fire and forget',
    scenario: 'queue-fire-and-forget',
    latency: 'latency',
    method: QUEUE,
    rows: (
      [
        ['Tornado', 'tornado', 243, null],
        ['gevent + Flask', 'flask-gevent', 253, null],
      ] satisfies Short[]
    ).map(row),
  },
];
