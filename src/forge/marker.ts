import { LoadgateError } from '../model/error.js';

const KEY = /^[A-Za-z0-9._-]{1,64}$/;

/** A key distinguishes several comments on a pull request: 1 to 64 letters, digits, `.`, `_`, and `-`. */
export function isCommentKey(key: string): boolean {
  return KEY.test(key);
}

/**
 * The hidden first line that identifies a comment.
 * @throws LoadgateError `bad-key` (usage): other characters could close the HTML comment and be rendered.
 */
export function commentMarker(key: string): string {
  return `<!-- loadgate:comment key=${checked(key)} -->`;
}

/** The hidden first line of the issue of a red default branch. Errors as `commentMarker`. */
export function issueMarker(key: string): string {
  return `<!-- loadgate:issue key=${checked(key)} -->`;
}

function checked(key: string): string {
  if (!isCommentKey(key)) {
    throw new LoadgateError(`The key ${JSON.stringify(key)} can't name a comment.`, {
      kind: 'usage',
      code: 'bad-key',
      hint: 'Use 1 to 64 letters, digits, dots, underscores and dashes.',
    });
  }
  return key;
}

/** The hidden first line of an answer to a comment, by the comment's id. */
export function answerMarker(comment: number): string {
  return `<!-- loadgate:answer to=${comment} -->`;
}

/** The hidden first line of what a search came to, by the id of the comment that asked for it. */
export function bisectMarker(comment: number): string {
  return `<!-- loadgate:bisect for=${comment} -->`;
}

/** The body with the marker as its first line. */
export function withMarker(marker: string, body: string): string {
  return hasMarker(marker, body) ? body : `${marker}\n${body}`;
}

/** Only the first line counts, so that a comment that quotes loadgate's doesn't match. */
export function hasMarker(marker: string, body: string): boolean {
  const [first] = body.split(/\r?\n/, 1);
  return first?.trim() === marker;
}

/** Equal except for line ends and trailing blanks, which a forge can change. */
export function sameBody(a: string, b: string): boolean {
  const plain = (text: string): string => text.replace(/\r\n/g, '\n').trimEnd();
  return plain(a) === plain(b);
}
