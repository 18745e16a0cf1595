/** The parts of autocannon's public entry that the tests of autocannon look at. */
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  namespace autocannon {
    interface Options {
      readonly url: string;
      readonly connections?: number;
      /** Seconds. */
      readonly duration?: number;
      /** ms */
      readonly sampleInt?: number;
      /** Seconds. */
      readonly timeout?: number;
      readonly ignoreCoordinatedOmission?: boolean;
      readonly method?: string;
      readonly expectBody?: string;
      /** Requests a second of each connection. */
      readonly connectionRate?: number;
    }

    interface Result {
      readonly latency: { readonly p1: number; readonly p50: number };
      /** Seconds. */
      readonly duration: number;
      readonly '1xx': number;
      readonly '2xx': number;
      readonly mismatches: number;
    }
  }

  function autocannon(
    options: autocannon.Options,
    done: (error: Error | null, result: autocannon.Result) => void,
  ): EventEmitter;

  export = autocannon;
}
