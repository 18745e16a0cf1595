import { frameOf } from './frames.js';
import type { Frame, Sample } from './sample.js';

/** `\t    7f121b0e81b2 py::sign:/app/app.py (/tmp/perf-1.map)` */
const FRAME = /^\t\s*([0-9a-f]+) (.*) \(([/[].*)\)$/;
/** Reads of many lines have the same text. */
const MAX_KNOWN = 100_000;

/** Takes the lines that `perf script -F tid,period,ip,sym,dso` prints, one after the other. */
export class PerfScriptReader {
  readonly #goModule: string | null;
  readonly #known = new Map<string, Frame>();
  readonly #samples: Sample[] = [];
  #ns: number | null = null;
  #frames: Frame[] = [];

  constructor(goModule: string | null) {
    this.#goModule = goModule;
  }

  line(text: string): void {
    if (text.startsWith('\t')) {
      const frame = this.#frame(text);
      if (frame !== null) this.#frames.push(frame);
      return;
    }
    this.#finish();
    const period = /(\d+)\s*$/.exec(text)?.[1];
    if (period !== undefined) this.#ns = Number(period);
  }

  /** @returns all samples that were read */
  end(): readonly Sample[] {
    this.#finish();
    return this.#samples;
  }

  #finish(): void {
    if (this.#ns !== null) this.#samples.push({ ns: this.#ns, frames: this.#frames });
    this.#ns = null;
    this.#frames = [];
  }

  #frame(text: string): Frame | null {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const [, address = '', symbol = '', object = ''] = FRAME.exec(text) ?? [];
    if (address === '') return null;
    const frame = frameOf({ address: address.padStart(16, '0'), symbol, object }, this.#goModule);
    if (this.#known.size < MAX_KNOWN) this.#known.set(text, frame);
    return frame;
  }
}
