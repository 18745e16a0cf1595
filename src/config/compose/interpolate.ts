import { quote } from '../../model/issues.js';

export type Variables = Readonly<Record<string, string>>;

/** The text with its variables put in, or what is wrong with it. */
export type Interpolated = { readonly text: string } | { readonly problem: string; readonly hint: string };

const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;
const OPERATOR = /^(?::?[-?+])/;

/** Carries a problem out of nested defaults. */
class Wrong extends Error {
  constructor(
    readonly problem: string,
    readonly hint: string,
  ) {
    super(problem);
  }
}

/**
 * Puts variables into a text as Compose does: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`,
 * `${NAME:?error}`, `${NAME:+replacement}`, with others inside of defaults; `$$` is `$`. A variable without a value is a
 * problem: Compose would put in nothing, with a warning that is easily missed.
 */
export function interpolate(text: string, variables: Variables): Interpolated {
  if (!text.includes('$')) return { text };
  try {
    return { text: new Reader(text, variables).all() };
  } catch (error) {
    if (error instanceof Wrong) return { problem: error.problem, hint: error.hint };
    throw error;
  }
}

class Reader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly variables: Variables,
  ) {}

  all(): string {
    return this.until(null);
  }

  /** @param end where it stops, which is read, too; null: at the end of the text */
  private until(end: '}' | null): string {
    let read = '';
    while (this.at < this.text.length) {
      const next = this.text[this.at];
      if (next === end) {
        this.at += 1;
        return read;
      }
      this.at += 1;
      read += next === '$' ? this.variable() : next;
    }
    if (end !== null) throw this.malformed();
    return read;
  }

  private variable(): string {
    const next = this.text[this.at];
    if (next === '$') {
      this.at += 1;
      return '$';
    }
    if (next !== '{') return this.valueOf(this.take(NAME));
    this.at += 1;
    const name = this.take(NAME);
    if (this.text[this.at] === '}') {
      this.at += 1;
      return this.valueOf(name);
    }
    const operator = this.take(OPERATOR);
    const start = this.at;
    const skipsEmpty = operator.startsWith(':');
    const value = this.own(name);
    const isThere = value !== undefined && !(skipsEmpty && value === '');
    // What is not used is read all the same, so that its end is found.
    if (operator.endsWith('-')) return isThere ? this.skip(value) : this.until('}');
    if (operator.endsWith('+')) return isThere ? this.until('}') : this.skip('');
    if (isThere) return this.skip(value);
    this.skip('');
    throw this.missing(name, this.text.slice(start, this.at - 1));
  }

  private skip(value: string): string {
    let depth = 1;
    while (depth > 0) {
      const next = this.text[this.at];
      if (next === undefined) throw this.malformed();
      if (next === '}') depth -= 1;
      if (next === '$' && this.text[this.at + 1] === '{') depth += 1;
      this.at += 1;
    }
    return value;
  }

  private take(pattern: RegExp): string {
    const found = pattern.exec(this.text.slice(this.at))?.[0];
    if (found === undefined) throw this.malformed();
    this.at += found.length;
    return found;
  }

  private own(name: string): string | undefined {
    return Object.hasOwn(this.variables, name) ? this.variables[name] : undefined;
  }

  private valueOf(name: string): string {
    const value = this.own(name);
    if (value === undefined) throw this.missing(name);
    return value;
  }

  private malformed(): Wrong {
    const hint = `Write \${NAME}, \${NAME:-default}, or $$ for a dollar sign.`;
    return new Wrong(`${quote(this.text)} has a $ that stands for no variable`, hint);
  }

  private missing(name: string, says = ''): Wrong {
    const hint = `Give it a default: \${${name}:-value}. Or name a committed file that has it, such as .env.example, as "env-file" under "services". Nothing is taken from the environment of the job.`;
    return new Wrong(`the variable ${name} has no value${says === '' ? '' : ` (${says})`}`, hint);
  }
}
