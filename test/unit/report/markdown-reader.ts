import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

const OPTIONS = { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true };

/** Markdown as GitHub reads it (GFM), with raw HTML let through: what got into it would show. */
export function toHtml(markdown: string): string {
  return micromark(markdown, OPTIONS);
}

/** All tags of the HTML in their order, closing ones too: `<p>`, `</p>`. */
export function tagsOf(html: string): readonly string[] {
  return html.match(/<[^>]*>/g) ?? [];
}

/** Names of the opening tags, each once. */
export function tagNames(html: string): ReadonlySet<string> {
  return new Set(tagsOf(html).flatMap((tag) => /^<([a-z][a-z0-9]*)/i.exec(tag)?.[1]?.toLowerCase() ?? []));
}

/** What a reader sees: no tags, references resolved, breaks against mentions taken out, white space as one space. */
export function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&#x([0-9a-f]+);/gi, (_all, digits: string) => String.fromCodePoint(Number.parseInt(digits, 16)))
    .replace(/&#(\d+);/g, (_all, digits: string) => String.fromCodePoint(Number(digits)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replaceAll('\u200b', '')
    .replace(/\s+/g, ' ')
    .trim();
}
