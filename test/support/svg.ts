/** Reads an SVG document as strictly as a browser reads XML: what is not well-formed shows an error instead of a picture. */

const LEGAL = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const TOKEN = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|[^<]+/y;
const REFERENCE = /&(?:(?:amp|lt|gt|quot|apos);|#(\d+);|#x([0-9a-f]+);)?/gi;

export interface Svg {
  /** Names of elements, and `element.attribute`, each once. */
  readonly parts: ReadonlySet<string>;
  /** What is wrong with it as XML. */
  readonly faults: readonly string[];
}

/** References to nothing, or to what XML does not have. */
function badReferences(svg: string): string[] {
  return [...svg.matchAll(REFERENCE)]
    .filter(([whole, decimal, hex]) => {
      const code = decimal === undefined ? Number.parseInt(hex ?? '20', 16) : Number(decimal);
      return whole === '&' || code > 0x10ffff || !LEGAL.test(String.fromCodePoint(code));
    })
    .map(([whole]) => `the reference ${whole}`);
}

interface Tag {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  readonly attributes: readonly string[];
}

/** All tags in their order; null at the end where the rest is no XML. */
function tagsOf(svg: string): readonly (Tag | null)[] {
  const tags: (Tag | null)[] = [];
  for (let at = 0; at < svg.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(svg);
    if (found === null) return [...tags, null];
    const [, close, name, attributes = '', empty] = found;
    if (name === undefined) continue;
    const kind = close === '/' ? 'close' : empty === '/' ? 'empty' : 'open';
    tags.push({
      name,
      kind,
      attributes: Array.from(attributes.matchAll(/([\w:-]+)="[^"]*"/g), ([, one = '']) => one),
    });
  }
  return tags;
}

export function readSvg(svg: string): Svg {
  const faults = [...(LEGAL.test(svg) ? [] : ['a character that XML does not have']), ...badReferences(svg)];
  const parts = new Set<string>();
  const open: string[] = [];
  for (const tag of tagsOf(svg)) {
    if (tag === null) return { parts, faults: [...faults, 'the rest is no XML'] };
    const { name, kind, attributes } = tag;
    for (const part of [name, ...attributes.map((one) => `${name}.${one}`)]) parts.add(part);
    if (kind === 'close' && open.pop() !== name) faults.push(`a </${name}> that nothing opened`);
    if (kind === 'open') open.push(name);
  }
  return { parts, faults: [...faults, ...open.map((name) => `an open <${name}>`)] };
}
