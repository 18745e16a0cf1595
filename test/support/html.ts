import { createHash } from 'node:crypto';
import { readSvg, type Svg } from './svg.js';

/** Takes an HTML report apart. It is written as XML is, but for its first line, its style and its script. */
export interface ReportPage extends Svg {
  /** The document without style and script. */
  readonly body: string;
  /** Visible text, its blanks as they are. */
  readonly text: string;
  /** Addresses of its links. */
  readonly links: readonly string[];
  /** Directive → its sources. */
  readonly policy: Readonly<Record<string, string>>;
}

export function readReport(html: string): ReportPage {
  const body = html
    .replace(/^<!DOCTYPE html>\n/, '')
    .replace(/<style>[\s\S]*?<\/style>/, '<style></style>')
    .replace(/<script>[\s\S]*?<\/script>/, '<script></script>');
  const policy = unescaped(/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(body)?.[1] ?? '');
  return {
    ...readSvg(body),
    body,
    text: unescaped(body.replaceAll(/<title>[\s\S]*?<\/title>/g, ' ').replaceAll(/<[^>]*>/g, ' ')),
    links: Array.from(body.matchAll(/<a href="([^"]*)"/g), ([, url = '']) => unescaped(url)),
    policy: Object.fromEntries(
      policy.split('; ').map((directive) => {
        const [name = '', ...sources] = directive.split(' ');
        return [name, sources.join(' ')];
      }),
    ),
  };
}

/** The source by which a policy lets the text of a style or a script through. */
export function sourceOf(html: string, element: 'style' | 'script'): string {
  const text = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(html)?.[1] ?? '';
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

const REFERENCES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

const unescaped = (text: string): string =>
  text.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (one) => REFERENCES[one] ?? one);
