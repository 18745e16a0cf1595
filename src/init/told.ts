import type { Findings } from './facts.js';
import type { NewFile } from './files.js';
import type { Plan } from './planned.js';

/** What was looked at, a line each: people see what was understood, and what was not. */
export function foundText({ compose, dockerfiles, openapi, apps }: Findings): readonly string[] {
  return [
    ...apps.map(({ kind, folder, routes }) => `  ${folder}: ${kind}, ${count(routes.length, 'request')}`),
    ...dockerfiles.map(({ path, port }) => `  ${path}: ${port === null ? 'no port' : `port ${port.value}`}`),
    ...(compose === null
      ? []
      : [`  ${compose.file}: ${compose.services.map(({ name }) => name).join(', ')}`]),
    ...openapi.map(({ file, routes }) => `  ${file}: ${count(routes.length, 'request')}`),
  ];
}

/** What will be measured. */
export function planText({ targets, scenarios, services, unknown }: Plan): readonly string[] {
  return [
    ...targets.map(({ name, port, needs }) =>
      [
        `  ${name}: ${port === null ? 'port not known' : `port ${port.value}`}`,
        needs.length === 0 ? '' : `, with ${needs.join(', ')}`,
      ].join(''),
    ),
    ...scenarios.map(
      ({ request, targets: names }) => `  ${request}${names.length === 0 ? '' : ` to ${names.join(', ')}`}`,
    ),
    ...(services === null ? [] : [`  services from ${services.from}`]),
    ...unknown.map(({ text }) => `  ! ${text}`),
  ];
}

/** A file that there is already, and what would have been written. */
export const inTheWayText = ({ path, text }: NewFile): string =>
  [`${path} is there already and was left as it is. This would have been written:`, '', text].join('\n');

/** What to do where a repository has nothing that can be started. */
export const NOTHING_FOUND =
  'Write a Dockerfile for your service, and run loadgate init again. It writes one itself for Node.js, FastAPI, Flask, Django and Go.';

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
