import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

// src/model/error.ts
var LoadgateError = class extends Error {
  kind;
  code;
  hint;
  log;
  location;
  constructor(message, options) {
    super(message, options.cause === void 0 ? void 0 : { cause: options.cause });
    this.name = "LoadgateError";
    this.kind = options.kind;
    this.code = options.code;
    this.hint = options.hint;
    this.log = options.log ?? [];
    this.location = options.location;
  }
};
var LoadgateErrors = class extends Error {
  errors;
  constructor(errors) {
    super(errors.map((error) => error.message).join("\n"));
    this.name = "LoadgateErrors";
    this.errors = errors;
  }
};
function toLoadgateErrors(thrown) {
  if (thrown instanceof LoadgateErrors) return thrown.errors;
  if (thrown instanceof LoadgateError) return [thrown];
  if (isDiskFull(thrown)) return [diskFull(thrown)];
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return [
    new LoadgateError(message, {
      kind: "machine",
      code: "unexpected",
      hint: "This is a defect of loadgate: please report it with the log of this run.",
      cause: thrown
    })
  ];
}
var isDiskFull = (thrown) => thrown instanceof Error && "code" in thrown && ["ENOSPC", "EDQUOT"].includes(String(thrown.code));
var diskFull = (cause) => new LoadgateError(`the disk is full (${cause.message})`, {
  kind: "machine",
  code: "disk-full",
  hint: "Free some space and run it again.",
  cause
});

// src/system/parent.ts
function serveParent(answer) {
  if (process.send === void 0) throw new Error("this program is a part of loadgate and is started by it");
  const running = /* @__PURE__ */ new Map();
  process.on("SIGINT", () => {
  });
  process.on("disconnect", () => process.exit(0));
  process.on("message", (message) => {
    if ("cancel" in message) {
      running.get(message.id)?.abort(new Error("given up"));
      return;
    }
    const { id, question } = message;
    const controller = new AbortController();
    running.set(id, controller);
    void (async () => answer(question, controller.signal))().then(
      (result) => tell({ id, answer: result }),
      (error) => tell({ id, error: asData(error) })
    ).finally(() => running.delete(id));
  });
  tell({ ready: true });
}
function tell(message) {
  if (process.connected) process.send?.(message, void 0, {}, () => {
  });
}
function asData(thrown) {
  const [error] = toLoadgateErrors(thrown);
  if (error === void 0) throw thrown;
  const { message, kind, code, hint, log } = error;
  return { message, kind, code, hint, log };
}

// src/upstream/due-queue.ts
var DueQueue = class {
  #timers;
  #queues = /* @__PURE__ */ new Map();
  constructor(timers) {
    this.#timers = timers;
  }
  /** @param due time on `timers.now()`'s clock, ms; `delay` after now */
  add(delay, due, act) {
    const queue2 = this.#queues.get(delay);
    if (queue2 !== void 0) {
      queue2.push({ due, act });
      return;
    }
    const fresh = new Fifo();
    fresh.push({ due, act });
    this.#queues.set(delay, fresh);
    this.#arm(delay, fresh, due);
  }
  #arm(delay, queue2, due) {
    this.#timers.after(Math.max(0, Math.ceil(due - this.#timers.now())), () => this.#release(delay, queue2));
  }
  #release(delay, queue2) {
    for (let next = queue2.peek(); next !== void 0; next = queue2.peek()) {
      if (next.due > this.#timers.now()) {
        this.#arm(delay, queue2, next.due);
        return;
      }
      queue2.shift();
      next.act();
    }
    this.#queues.delete(delay);
  }
};
var Fifo = class {
  #items = [];
  #head = 0;
  push(item) {
    this.#items.push(item);
  }
  peek() {
    return this.#items[this.#head];
  }
  shift() {
    this.#items[this.#head] = void 0;
    this.#head += 1;
    if (this.#head < 1024 || this.#head * 2 < this.#items.length) return;
    this.#items = this.#items.slice(this.#head);
    this.#head = 0;
  }
};

// src/upstream/lateness.ts
var BIN_MS = 0.01;
var BINS = 5e4;
var LatenessMeter = class {
  #bins = new Uint32Array(BINS);
  #calls = 0;
  #max = 0;
  /** @param ms from the due time of the answer until the kernel got it */
  add(ms) {
    this.#calls += 1;
    if (ms > this.#max) this.#max = ms;
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor(ms / BIN_MS)));
    this.#bins[bin] = (this.#bins[bin] ?? 0) + 1;
  }
  reset() {
    this.#bins.fill(0);
    this.#calls = 0;
    this.#max = 0;
  }
  read() {
    return { calls: this.#calls, p50: this.#quantile(0.5), p99: this.#quantile(0.99), max: this.#max };
  }
  /** Upper edge of the bin that contains the quantile (nearest rank). */
  #quantile(share) {
    const rank = Math.ceil(this.#calls * share);
    let seen = 0;
    for (let bin = 0; bin < BINS && rank > 0; bin += 1) {
      seen += this.#bins[bin] ?? 0;
      if (seen >= rank) return Math.min(this.#max, (bin + 1) * BIN_MS);
    }
    return 0;
  }
};

// src/upstream/server.ts
import { createServer } from "node:net";

// src/upstream/delay.ts
var MAX_DELAY_MS = 6e4;
var DURATION = /^(\d+(?:\.\d*)?|\.\d+)(ms|s)$/;
var NUMBER = /^(?:\d+(?:\.\d*)?|\.\d+)$/;
function askedDelay(target) {
  const query = target.indexOf("?");
  if (query === -1) return { ms: null };
  const parameters = new URLSearchParams(target.slice(query + 1));
  const delays = parameters.getAll("delay");
  const seconds = parameters.getAll("seconds");
  if (delays.length + seconds.length === 0) return { ms: null };
  if (delays.length + seconds.length > 1) return { wrong: "more than one delay is given" };
  const ms = delays[0] === void 0 ? fromSeconds(seconds[0] ?? "") : fromDuration(delays[0]);
  if (ms === null) return { wrong: "the delay must be like delay=150ms, delay=1.5s or seconds=1.5" };
  if (ms > MAX_DELAY_MS) return { wrong: `the delay must be at most ${MAX_DELAY_MS / 1e3}s` };
  return { ms };
}
function fromSeconds(text) {
  return NUMBER.test(text) ? Number(text) * 1e3 : null;
}
function fromDuration(text) {
  const [, number, unit] = DURATION.exec(text) ?? [];
  if (number === void 0) return null;
  return Number(number) * (unit === "s" ? 1e3 : 1);
}

// src/upstream/request-reader.ts
var MAX_HEAD_BYTES = 64 * 1024;
var MAX_LINE_BYTES = 4096;
var REQUEST_LINE = /^([!#$%&'*+.^_`|~\w-]+) (\S+) HTTP\/1\.([01])$/;
var RequestReader = class {
  #state = "head";
  /** Unread input, one byte per character. */
  #text = "";
  /** Where to continue the search for the end of the head. */
  #looked = 0;
  #bytesLeft = 0;
  #call;
  /** @returns what this piece completes, in order */
  push(piece) {
    const found = [];
    this.#text += piece.toString("latin1");
    while (this.#step(found)) ;
    return found;
  }
  /** @returns whether the input may contain more to read */
  #step(found) {
    switch (this.#state) {
      case "head":
        return this.#readHead(found);
      case "body":
      case "chunk":
        return this.#skip(found);
      case "chunk-size":
      case "chunk-end":
      case "trailers":
        return this.#readLine(found);
      case "lost":
        this.#text = "";
        return false;
    }
  }
  #readHead(found) {
    while (this.#text.startsWith("\r\n")) this.#text = this.#text.slice(2);
    const end = this.#text.indexOf("\r\n\r\n", this.#looked);
    if ((end === -1 ? this.#text.length : end) > MAX_HEAD_BYTES) {
      return this.#fail(found, "the head of the request is too long", 431);
    }
    if (end === -1) {
      this.#looked = Math.max(0, this.#text.length - 3);
      return false;
    }
    const head = this.#text.slice(0, end);
    this.#text = this.#text.slice(end + 4);
    this.#looked = 0;
    return this.#takeHead(head, found);
  }
  #takeHead(head, found) {
    const [line = "", ...fields] = head.split("\r\n");
    const [, method, target, minor] = REQUEST_LINE.exec(line) ?? [];
    if (method === void 0 || target === void 0)
      return this.#fail(found, "this is not an HTTP/1 request");
    const headers = readFields(fields);
    if (headers === null) return this.#fail(found, "a header line has no name");
    const connection = headers.get("connection")?.toLowerCase() ?? "";
    const isHttp10 = minor === "0";
    const keepAlive = isHttp10 ? connection.includes("keep-alive") : !connection.includes("close");
    this.#call = { method, target, keepAlive, isHttp10 };
    return this.#beginBody(headers, found);
  }
  #beginBody(headers, found) {
    const coding = headers.get("transfer-encoding")?.toLowerCase();
    const length = headers.get("content-length");
    if (coding !== void 0 && length !== void 0) return this.#fail(found, "the body has two lengths");
    if (coding !== void 0 && coding !== "chunked")
      return this.#fail(found, "only chunked bodies are read", 501);
    if (length !== void 0 && !/^\d{1,15}$/.test(length))
      return this.#fail(found, "Content-Length is no length");
    this.#bytesLeft = Number(length ?? 0);
    if (coding === void 0 && this.#bytesLeft === 0) return this.#complete(found);
    this.#state = coding === void 0 ? "body" : "chunk-size";
    if (headers.get("expect")?.toLowerCase() === "100-continue") found.push({ expects: "100-continue" });
    return true;
  }
  #skip(found) {
    const skipped = Math.min(this.#bytesLeft, this.#text.length);
    this.#text = this.#text.slice(skipped);
    this.#bytesLeft -= skipped;
    if (this.#bytesLeft > 0) return false;
    if (this.#state === "body") return this.#complete(found);
    this.#state = "chunk-end";
    return true;
  }
  #readLine(found) {
    const end = this.#text.indexOf("\r\n");
    if (end === -1 && this.#text.length <= MAX_LINE_BYTES) return false;
    if (end === -1) return this.#fail(found, "a line of a chunked body is too long");
    const line = this.#text.slice(0, end);
    this.#text = this.#text.slice(end + 2);
    if (this.#state === "trailers") return line === "" ? this.#complete(found) : true;
    if (this.#state === "chunk-size") return this.#beginChunk(line, found);
    this.#state = "chunk-size";
    return line === "" || this.#fail(found, "a chunk is longer than it said");
  }
  #beginChunk(line, found) {
    const size = /^([0-9a-f]{1,12})(?:[ \t]*;.*)?$/i.exec(line)?.[1];
    if (size === void 0) return this.#fail(found, "a chunk has no size");
    this.#bytesLeft = Number.parseInt(size, 16);
    this.#state = this.#bytesLeft === 0 ? "trailers" : "chunk";
    return true;
  }
  #complete(found) {
    if (this.#call !== void 0) found.push({ call: this.#call });
    this.#state = "head";
    return this.#text !== "";
  }
  #fail(found, wrong, status = 400) {
    found.push({ wrong, status });
    this.#state = "lost";
    return true;
  }
};
function readFields(lines) {
  const headers = /* @__PURE__ */ new Map();
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon <= 0) return null;
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    const before = headers.get(name);
    headers.set(name, before === void 0 ? value : `${before}, ${value}`);
  }
  return headers;
}

// src/upstream/call-connection.ts
var CLOSE_GRACE_MS = 5e3;
var CallConnection = class {
  #socket;
  #deps;
  #onCall;
  #reader = new RequestReader();
  #waiting = [];
  /** A call is waiting. */
  #busy = false;
  /** The client sends no more. */
  #ended = false;
  /** The upstream sends no more. */
  #closed = false;
  constructor(socket, deps, onCall) {
    this.#socket = socket;
    this.#deps = deps;
    this.#onCall = onCall;
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#forget());
    socket.on("data", (piece) => {
      if (this.#closed) return;
      this.#waiting.push(...this.#reader.push(piece));
      this.#takeWaiting();
    });
    socket.on("end", () => {
      this.#ended = true;
      if (!this.#busy) this.#close();
    });
  }
  #takeWaiting() {
    while (!this.#busy && !this.#closed) {
      const next = this.#waiting.shift();
      if (next === void 0) return;
      this.#take(next);
    }
  }
  #take(incoming) {
    if ("expects" in incoming) this.#socket.write("HTTP/1.1 100 Continue\r\n\r\n");
    else if ("wrong" in incoming) this.#answer(encode(incoming.status, incoming.wrong, false), false);
    else this.#takeCall(incoming.call);
  }
  #takeCall(call) {
    this.#onCall();
    const { queue: queue2, now: now2, delayMs: delayMs2 } = this.#deps;
    const asked = askedDelay(call.target);
    if ("wrong" in asked) {
      this.#answer(encodeFor(call, 400, asked.wrong), call.keepAlive);
      return;
    }
    const delay = asked.ms ?? delayMs2();
    const due = now2() + delay;
    if (delay === 0) {
      this.#answerCall(call, due);
      return;
    }
    this.#busy = true;
    queue2.add(delay, due, () => {
      this.#busy = false;
      if (this.#closed) return;
      this.#answerCall(call, due);
      if (this.#ended) this.#close();
      else this.#takeWaiting();
    });
  }
  #answerCall(call, due) {
    this.#answer(encodeFor(call, 200, "ok"), call.keepAlive);
    this.#deps.lateness.add(this.#deps.now() - due);
  }
  #answer(bytes, keepAlive) {
    if (keepAlive) {
      this.#socket.write(bytes);
      return;
    }
    this.#close(bytes);
  }
  #close(bytes) {
    if (this.#closed) return;
    this.#closed = true;
    if (bytes === void 0) this.#socket.end();
    else this.#socket.end(bytes);
    this.#socket.setTimeout(CLOSE_GRACE_MS, () => this.#socket.destroy());
  }
  /** A waiting call keeps this object until it is due, but none of the data that it read. */
  #forget() {
    this.#closed = true;
    this.#waiting = [];
  }
};
var REASONS = {
  200: "OK",
  400: "Bad Request",
  431: "Request Header Fields Too Large",
  501: "Not Implemented"
};
var OK = encode(200, "ok", null);
function encodeFor(call, status, body) {
  const plain = call.keepAlive && !call.isHttp10 && call.method !== "HEAD";
  if (plain && status === 200) return OK;
  const bytes = encode(status, body, plain ? null : call.keepAlive);
  return call.method === "HEAD" ? bytes.subarray(0, bytes.length - body.length) : bytes;
}
function encode(status, body, keepAlive) {
  const connection = keepAlive === null ? "" : `Connection: ${keepAlive ? "keep-alive" : "close"}\r
`;
  return Buffer.from(
    `HTTP/1.1 ${status} ${REASONS[status]}\r
Content-Type: text/plain\r
Content-Length: ${body.length}\r
${connection}\r
${body}`,
    "latin1"
  );
}

// src/upstream/server.ts
var BACKLOG = 65535;
async function startSide(deps) {
  const counts = { connections: 0, calls: 0 };
  const onCall = () => {
    counts.calls += 1;
  };
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    counts.connections += 1;
    new CallConnection(socket, deps, onCall);
  });
  await listen(server, deps.host);
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    counts: () => ({ ...counts }),
    reset: () => {
      counts.connections = 0;
      counts.calls = 0;
    }
  };
}
function listen(server, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port: 0, backlog: BACKLOG }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

// src/upstream/child.ts
var now = () => performance.now();
var queue = new DueQueue({ now, after: (ms, callback) => setTimeout(callback, ms) });
var lateness = new LatenessMeter();
var delayMs = 0;
var sides;
serveParent(async (question) => {
  const asked = question;
  switch (asked.do) {
    case "listen":
      return listen2(asked.host);
    case "set-delay":
      delayMs = asked.ms;
      return null;
    case "counts":
      return sides?.[asked.side].counts() ?? null;
    case "reset":
      sides?.baseline.reset();
      sides?.candidate.reset();
      lateness.reset();
      return null;
    case "lateness":
      return lateness.read();
  }
});
async function listen2(host) {
  try {
    const deps = { host, queue, lateness, now, delayMs: () => delayMs };
    const [baseline, candidate] = await Promise.all([startSide(deps), startSide(deps)]);
    sides = { baseline, candidate };
    return { baseline: baseline.port, candidate: candidate.port };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LoadgateError(`the upstream can't listen on ${host}: ${reason}`, {
      kind: "machine",
      code: "upstream-listen-failed",
      hint: "Check that the address is this machine's own (the network's gateway may be gone).",
      cause: error
    });
  }
}
