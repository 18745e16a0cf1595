/**
 * How names, commits and codes are spelled, wherever they are read. No zod is in here, so that a child process may use
 * it too.
 */

/** Names of targets and scenarios: they end up in tags, file names and comments. */
export const NAME_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
/** A commit or another object of git: SHA-1 or SHA-256, whole, in lower case. */
export const SHA_PATTERN = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** Codes of errors, `kebab-case`. */
export const CODE_PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** The name of a service: targets reach it by this name, so it is a label of the DNS. */
export const SERVICE_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** The name of what a service counts, `kebab-case`. */
export const COUNT_PATTERN = /^(?!.{41})[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** A digest, or an id that is made of one. */
export const DIGEST_PATTERN = /^[A-Za-z0-9:_-]{1,128}$/;
/** A stage of a run's timing. */
export const STAGE_PATTERN = /^[A-Za-z0-9][A-Za-z0-9 ._:/-]{0,62}$/;

/** `target/scenario`, as filters, commands and requests spell a cell. */
export function isCellName(text: string): boolean {
  const parts = text.split('/');
  return parts.length === 2 && parts.every((part) => NAME_PATTERN.test(part));
}

/** A target alone, or a cell. */
export function isTargetOrCellName(text: string): boolean {
  return NAME_PATTERN.test(text) || isCellName(text);
}

/** The metric of a service's count: `service/count`. */
export function isServiceMetric(text: string): boolean {
  const [service = '', count = '', ...more] = text.split('/');
  return more.length === 0 && SERVICE_PATTERN.test(service) && COUNT_PATTERN.test(count);
}

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. Days are UTC, so that they end everywhere at once. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // 31 June would be read as 1 July.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** An origin as the standard for URLs spells it: `https://stage.example.com:8443`, `http://[::1]:8080`. */
export const ORIGIN_PATTERN = /^https?:\/\/(?:[a-z0-9._-]+|\[[0-9a-f:]+\])(?::[0-9]{1,5})?$/;

const REVISION = /^[\p{L}\p{N}_][\p{L}\p{N}_.+/-]{0,99}$/u;

/** A branch, a tag, or a commit as people write one in a comment: no option of git, and nothing of its syntax for ranges. */
export function isRevision(text: string): boolean {
  return REVISION.test(text) && !text.includes('..');
}
