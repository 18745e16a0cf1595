import { NAME_PATTERN } from '../model/patterns.js';

/** Makes names of targets and scenarios out of other texts, each once. */
export class Names {
  private readonly taken = new Set<string>();

  /** The text as a name: what no name may have becomes a dash. */
  unique(text: string): string {
    const name = nameOf(text);
    let free = name;
    for (let count = 2; this.taken.has(free); count += 1) free = `${name.slice(0, 58)}-${count}`;
    this.taken.add(free);
    return free;
  }
}

function nameOf(text: string): string {
  const name = text
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[._-]+/, '')
    .slice(0, 60)
    .replace(/[._-]+$/, '');
  // `constructor` and its like are refused as names.
  return NAME_PATTERN.test(name) && !(name in Object.prototype) ? name : 'app';
}
