import { createHash } from 'node:crypto';
import { html, Markup, NOTHING } from './markup.js';

export interface HtmlDocument {
  readonly title: string;
  /** CSS, whole. */
  readonly style: string;
  /** JavaScript, whole. null: the page has none, and may run none. */
  readonly script: string | null;
  /** What is between header and script. */
  readonly body: Markup;
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Its own style and script, and nothing else: no request to anywhere, not even for an icon. */
function policyOf({ style, script }: HtmlDocument): string {
  const scripts = script === null ? '' : ` script-src ${hashOf(script)};`;
  return `default-src 'none'; style-src ${hashOf(style)};${scripts} base-uri 'none'; form-action 'none'`;
}

/** A document that stands for itself, under a policy that lets it run and load only what is in it. */
export function htmlDocument(document: HtmlDocument): string {
  const { title, style, script, body } = document;
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${new Markup(policyOf(document))}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<meta name="referrer" content="no-referrer"/>
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${body}
${script === null ? NOTHING : html`<script>${new Markup(script)}</script>\n`}</body>
</html>
`.text;
}
