import { code, escapeText, label, NAME_LENGTH, plain, SENTENCE_LENGTH } from './escape.js';

/**
 * The same sentences are read on a page and in a terminal: whoever writes one says what is strong and what
 * comes from outside, and the prose says how that looks.
 */
export interface Prose {
  /** Stressed words of ours. */
  strong(words: string): string;
  /** A cell's or target's name in a table. */
  cell(...names: readonly string[]): string;
  /** The same in a sentence. */
  name(...names: readonly string[]): string;
  /** A command or an error code. */
  code(text: string): string;
  /** Text from outside. */
  text(text: string, max?: number): string;
}

export const markdownProse: Prose = {
  strong: (words) => `**${words}**`,
  cell: labels,
  name: (...names) => `**${labels(...names)}**`,
  code: (text) => code(text),
  text: (text, max = SENTENCE_LENGTH) => escapeText(text, max),
};

export const plainProse: Prose = {
  strong: (words) => words,
  cell: names,
  name: names,
  code: (text) => plain(text, NAME_LENGTH),
  text: (text, max = SENTENCE_LENGTH) => plain(text, max),
};

/** Without the marks that mean something to a shell or in HTML: names of functions and steps are the code's own. */
const tame = (text: string): string => text.replace(/[^\p{L}\p{N} ._:/()…-]+/gu, '');

/** For the title of a check and an output, which scripts print and workflows pass on. */
export const titleProse: Prose = {
  ...plainProse,
  cell: tameNames,
  name: tameNames,
  code: (text) => tame(plainProse.code(text)),
};

function tameNames(...all: readonly string[]): string {
  return all.map((name) => tame(plain(name, NAME_LENGTH))).join(' · ');
}

function labels(...all: readonly string[]): string {
  return all.map((name) => label(name)).join(' · ');
}

function names(...all: readonly string[]): string {
  return all.map((name) => plain(name, NAME_LENGTH)).join(' · ');
}

/** Words that start a sentence; anything else at its start may be a name, which keeps its spelling. */
const STARTERS =
  'the|a|an|no|this|that|there|it|its|one|two|none|neither|nothing|nobody|not|too|keep-alive|generation';
const STARTS_SMALL = new RegExp(`^(?:${STARTERS})(?= )`);
const STARTS_LARGE = new RegExp(`^(?:${STARTERS})(?= )`, 'i');

/** Somebody's message as a sentence: a full stop at its end, a capital where it starts with a common word. */
export function sentence(message: string): string {
  const text = message.trim();
  if (text === '') return '';
  const start = STARTS_SMALL.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[.!?…:]$/.test(start) ? start : `${start}.`;
}

/** Somebody's message as the end of a sentence of ours: `The image did not build.` → `the image did not build`. */
export function clause(message: string): string {
  const text = message.trim().replace(/\.$/, '');
  return STARTS_LARGE.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
