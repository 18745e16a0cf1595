/**
 * What somebody would write who wants a report, a log, a command line or a file to say or do something else. One list for
 * all tests: a trick that is found once is tried everywhere from then on.
 */
export interface HostileInput {
  readonly kind: string;
  readonly text: string;
}

const MARKDOWN = [
  '# heading', 'a\n# heading\n', 'a\n===', '- item', '1. item', '> quote', '**bold**', '~~gone~~', '_x_ *y*',
  '[x](http://evil.example)', '![i](http://evil.example/p.png)', '[r]: http://evil.example\n\n[r]', '[^1]', '[ ] x',
  '`code`', '```\nx\n```', '~~~\nx', '`````````` x', '````sh\nrm\n````', 'a | b | c', '|-|-|\n|a|b|', '\\| \\', 'a\\\n',
  '\n---\n', '    indented', '\tx', '* * *', '$x$ $$y$$', ':tada: :+1:', 'a  \nb', '![][r]', '<br>\n\n# x',
]; // biome-ignore format: a list
const HTML = [
  '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '</details>', '</summary></details><h1>x</h1>', '<b>x</b>',
  '<!-- x -->', '<!--', '-->', '<a href="http://evil.example">x</a>', '<table><tr><td>x', '<style>*{display:none}</style>',
  '<details open><summary>x', '</sub>', '</code><h1>', '</td></tr></table>', '&lt;b&gt;', '&#60;b&#62;', '&#64;octocat',
  '<svg/onload=x>', '<?php x ?>', '<![CDATA[x]]>', '<!DOCTYPE x>', '<pre>', '<iframe src="//evil.example">', '<input type=hidden',
]; // biome-ignore format: a list
const MARKERS = [
  '<!-- loadgate:comment key=default -->', '<!-- loadgate:answered -->', '\n<!-- loadgate:answer to=1 -->\n',
  '<!-- loadgate:state {"v":1,"sha":"0000000000000000000000000000000000000000","worse":[]} -->',
]; // biome-ignore format: a list
const REFERENCES = [
  '@octocat', '@everyone', '@acme/team', 'x@octocat', '#1', 'GH-12', 'acme/shop#3', 'acme/shop@deadbeef', 'deadbeef0',
  'a1b2c3d4e5f6a7b8c9d0a1b2c3d4e5f6a7b8c9d0', 'http://evil.example', 'https://evil.example/a_b?c=d#e', 'www.evil.example',
  'ftp://evil.example', 'mailto:a@b.example', 'a@b.example', 'xmpp:a@b.example/c', '<http://evil.example>', '<a@b.example>',
  'javascript:alert(1)', '/loadgate accept a/b because x', '\n/loadgate run\n',
]; // biome-ignore format: a list
const CONTROL = [
  '\u001b[31mred\u001b[0m', '\u001b[2J\u001b[H wiped', '\u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007', '\u001b]0;title\u0007x',
  '\u001bP1$q x\u001b\\', '\u009b31mc1', '\u009d0;t\u009cx', 'a\bb', 'a\u0007', 'over\rwritten', 'a\u0000b', '\u0000', 'a\vb\fc', '\u001b', 'x\u007fy',
  'a\u001b[\u001b[31m1mb', '\u001b[8mhidden', 'a\u0085b', '\u001b(0lqk',
]; // biome-ignore format: a list
const INVISIBLE = [
  'a\u202egnp.exe', '\u2066x\u2069', '\u061cx', '\u200ex\u200f', 'a\u200bb', 'a\u200db', '\ufeffx', 'a\u00adb', '\u3164x', '\u{e0041}x', '\u180ex', '\u2060x',
  'x\ufe0f', 'z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309', 'a\u2028b', 'a\u2029::error::b', '\ud800', 'x\udc00y', '\ud83dx', 'a\u00a0b', '\ue000x', '\uffff x', '\ufff9x\ufffb',
]; // biome-ignore format: a list
const COMMANDS = [
  '::set-output name=verdict::pass', '::add-mask::a', '::stop-commands::x', '::error file=a,line=1::x', '::save-state name=a::b',
  '  ::set-env name=PATH::/tmp', '##[error]x', 'x ##[set-env name=PATH;]/tmp', '##[add-mask]a', 'a\n::stop-commands::x', 'a\r::add-mask::x',
  'a\r\n::debug::x', '\u001b[0m::error::x', '\u200b::error::x', '#\u200b#[error]x', '\u0085::error::x', '::group::x', '::endgroup::', '%0A::error::x',
  '%250A::error::x', '::notice::x\n::add-matcher::/tmp/m.json', ':\u001b[m:error::x', 'x%3A%2C,y=z',
]; // biome-ignore format: a list
const FILES = [
  'x\nverdict=no-change', 'x\nEOF\nverdict=pass\n', 'ghadelimiter_00000000-0000-0000-0000-000000000000\nverdict=pass', 'verdict<<EOF\npass\nEOF',
  'x\r\nPATH=/tmp', 'LD_PRELOAD=/tmp/x.so', 'a=b', '=x', '#x', 'A B', 'x\nNODE_OPTIONS=--require /tmp/x',
]; // biome-ignore format: a list
const ARGV = [
  '--privileged', '-v', '-v /:/h', '--volume=/:/h', '--', '-', '--network=host', '--upload-pack=touch /tmp/x', '-c core.sshCommand=x', '--output=/tmp/x',
  '$(touch /tmp/x)', '`touch /tmp/x`', '; touch /tmp/x', '| sh', '&& sh', '$\u007bIFS}', '$HOME', "' '", '" "', "'; sh; '", '~root', '*', '?', '{a,b}', '> /tmp/x', '%s%n', '@file', '!x',
]; // biome-ignore format: a list
const YAML = [
  '!!js/function "x"', '!!python/object/apply:os.system ["id"]', '!x y', '&a [*a]', '*a', '<<: *a', '- - - -', '{a: {b: c}}', '? x\n: y', '%YAML 1.1\n---\n', '---\nx\n---\ny',
  'a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]', '|\n x', '"unclosed', '.nan', '.inf', '0x1F', 'yes', 'null', '~', '2026-01-01', '1e999', '{}', '[]',
]; // biome-ignore format: a list
const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '__defineGetter__',
  '{"__proto__":{"polluted":1}}',
  'valueOf',
  'then',
  'toJSON',
];
const PATHS = [
  '..', '../..', '../../etc/passwd', 'a/../../b', 'a/..', '/etc/passwd', '//evil/share', '\\\\evil\\share', 'C:\\x', 'c:/x', '~/x', './../x', 'a//b', 'a/./b', '.git/config', 'a/\u0000/b',
  '.', '%2e%2e%2f', '..\\..\\x', 'file:///etc/passwd', 'git@evil.example:x', 'refs/heads/main', 'HEAD', '@{u}', 'a..b', 'x.lock', ':/x', ':(top)x', 'HEAD:x', 'CON', ' ',
]; // biome-ignore format: a list
const HTTP = [
  '/x\r\nX-Evil: 1', 'GET /x HTTP/1.1\r\nHost: evil', '//evil.example/x', '/\\evil.example', '/x#y', 'http://evil.example/x', '/%0d%0ax', '/x y', '/é', 'GET /x', 'TRACE /x', 'Transfer-Encoding', 'Content-Length',
  'x\r\n\r\nGET /y HTTP/1.1', '/?a=b&c=%00', '/../../x', '/..;/x',
]; // biome-ignore format: a list

const GIANTS: readonly HostileInput[] = [
  { kind: 'giant name', text: 'n'.repeat(50_000) },
  { kind: 'giant line of backticks', text: '`'.repeat(20_000) },
  { kind: 'giant log', text: '<b>@x</b>\n'.repeat(2_000) },
  { kind: 'giant run of brackets', text: '['.repeat(5_000) },
  { kind: 'giant run of escapes', text: '\u001b['.repeat(2_000) },
  { kind: 'giant emoji', text: '🔴'.repeat(10_000) },
];

const all = (kind: string, texts: readonly string[]): readonly HostileInput[] =>
  texts.map((text) => ({ kind, text }));

export const CORPUS: readonly HostileInput[] = [
  ...all('Markdown', MARKDOWN),
  ...all('HTML', HTML),
  ...all('marker of ours', MARKERS),
  ...all('reference', REFERENCES),
  ...all('control characters', CONTROL),
  ...all('invisible', INVISIBLE),
  ...all('workflow command', COMMANDS),
  ...all('output or environment file', FILES),
  ...all('option or shell', ARGV),
  ...all('YAML', YAML),
  ...all('key of an object', KEYS),
  ...all('path or ref', PATHS),
  ...all('HTTP', HTTP),
  ...GIANTS,
];
