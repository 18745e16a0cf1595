/**
 * The parts of autocannon 9.0.0's own HTTP client that connection.ts works with; autocannon ships no types,
 * and those of DefinitelyTyped hold its public entry alone. The version is pinned, and
 * test/integration/load shows for each part that it does what is said here.
 */
declare module 'autocannon/lib/httpClient.js' {
  import type { EventEmitter } from 'node:events';
  import type { Socket } from 'node:net';

  namespace Client {
    interface Options {
      readonly hostname: string;
      readonly port: number;
      /** The value of the Host header. */
      readonly host: string;
      readonly path: string;
      readonly method: string;
      /** Seconds; may be a fraction. */
      readonly timeout: number;
      /** Called in the constructor, before the first `_connect`. */
      readonly setupClient: (client: Client) => void;
    }

    /** Head of an answer, of http-parser-js. */
    interface Head {
      readonly statusCode: number;
      readonly versionMajor: number;
      readonly versionMinor: number;
      readonly shouldKeepAlive: boolean;
    }

    /** What is known of an answered request. */
    interface Answered {
      readonly req: undefined;
      readonly headers: Pick<Head, 'statusCode'>;
      readonly body: string;
      readonly bytes: number;
      /** Goes into the `response` event, ms. */
      readonly duration: number;
    }

    /** The requests that were sent over a connection and not answered yet. */
    interface Queue {
      insertRequest(request: unknown): void;
      addByteCount(bytes: number): void;
      terminateRequest(): Answered;
      clear(): void;
    }

    /** http-parser-js; its callbacks are properties whose keys are static properties of its class. */
    interface Parser {
      [callback: number]: (...args: never[]) => unknown;
      readonly type: string;
      readonly state: string;
      /** The part of a line that has come so far. */
      readonly line: string;
      /** All values of the Connection header, in lower case. */
      readonly connection: string;
      /** Returns what went wrong instead of throwing it. */
      execute(chunk: Buffer): number | Error;
      /** The connection was closed: ends a body that lasts until then. */
      finish(): Error | undefined;
      reinitialize(type: string): void;
    }

    interface ParserClass {
      readonly kOnHeadersComplete: number;
      readonly kOnBody: number;
      readonly kOnMessageComplete: number;
    }
  }

  /** One connection that sends a request, waits for the answer, and sends the next. */
  class Client extends EventEmitter {
    constructor(options: Client.Options);
    readonly conn: Socket | undefined;
    readonly parser: Client.Parser;
    pipelinedRequests: Client.Queue;
    /** Opens `conn` and calls `_doRequest`; called again whenever the connection has ended, failed or timed out. */
    _connect(): void;
    /** Sends the next request. */
    _doRequest(): void;
    getRequestBuffer(): Buffer;
    destroy(): void;
  }

  export = Client;
}
