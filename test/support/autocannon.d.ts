/** The parts of autocannon's public entry that autocannon-as-it-is.test.ts looks at. */
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
    }

    interface Result {
      readonly latency: { readonly p50: number };
      /** Seconds. */
      readonly duration: number;
      readonly '1xx': number;
    }
  }

  function autocannon(
    options: autocannon.Options,
    done: (error: Error | null, result: autocannon.Result) => void,
  ): EventEmitter;

  export = autocannon;
}
