import type { Path } from '../../model/issues.js';

/** Where the reader of a Compose file says what it found. Paths are those of the file, from its root. */
export interface Told {
  /** @param message without a place */
  wrong(path: Path, message: string, hint: string): void;
  /** Something that was left out and changes nothing. */
  remark(path: Path, message: string): void;
}
