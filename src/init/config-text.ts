import { stringify } from 'yaml';
import { REPOSITORY } from '../version.js';
import type { Plan, PlannedScenario, PlannedService, PlannedTarget } from './planned.js';

/** Where the schema and the documentation of this version are. */
export const SCHEMA = `https://raw.githubusercontent.com/${REPOSITORY}/v1/loadgate.schema.json`;
const KEYS = `https://github.com/${REPOSITORY}/blob/v1/docs/configuration.md`;

/** The text of loadgate.yml. Whatever was found in the repository is quoted: none of it can become a key. */
export function configText(plan: Plan): string {
  const { targets, services, scenarios, host, left, unknown } = plan;
  const lines = [
    `# yaml-language-server: $schema=${SCHEMA}`,
    `# Written by \`loadgate init\` from what it found in this repository. All keys: ${KEYS}`,
    ...(unknown.length === 0
      ? []
      : ['#', '# Not found out:', ...unknown.map(({ text }) => comment(`- ${text}`))]),
    'targets:',
    ...targets.flatMap(targetLines),
    ...(services === null ? [] : ['', 'services:', ...serviceLines(services)]),
    ...(host === null ? [] : ['', `headers: { Host: ${flow(host.value)} }${aside(host.source)}`]),
    '',
    'scenarios:',
    ...scenarios.map(scenarioLine),
    ...(left.length === 0
      ? []
      : [
          '  # Also found. Those with parameters or a body need values that only you know:',
          ...left.map(
            ({ method, path, source }) =>
              `  ${comment(`${method} ${path}${source === '' ? '' : ` (${source})`}`)}`,
          ),
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

function targetLines(target: PlannedTarget): readonly string[] {
  const { name, kind, build, command, port, env, envFiles, needs, prepare, ready, valueless } = target;
  const key = (text: string, value: unknown, source = ''): string =>
    `    ${text}: ${flow(value)}${aside(source)}`;
  return [
    `  ${flow(name)}:${kind === null ? '' : ` ${comment(kind)}`}`,
    key('build', build),
    ...(command === null ? [] : [key('command', command)]),
    ...(port === null ? ['    # port: 8080'] : [key('port', port.value, port.source)]),
    ...(Object.keys(env).length + valueless.length === 0 ? [] : ['    env:']),
    ...Object.entries(env).map(([variable, value]) => `      ${flow(variable)}: ${flow(value)}`),
    ...valueless.map((variable) => `      ${comment(`${variable}:`)}`),
    ...(envFiles.length === 0 ? [] : [key('env-file', envFiles)]),
    ...(needs.length === 0 ? [] : [key('needs', needs)]),
    ...(prepare === null ? [] : [key('prepare', prepare.value, prepare.source)]),
    ...(ready === null ? [] : [key('ready', ready.value, ready.source)]),
  ];
}

function serviceLines({ from, envFile, all }: NonNullable<Plan['services']>): readonly string[] {
  const own = ({ name, count, ready }: PlannedService): readonly string[] => {
    const keys = {
      ...(count === null ? {} : { count }),
      ...(ready === null ? {} : { ready: { run: ready } }),
    };
    return Object.keys(keys).length === 0 ? [] : [`  ${flow(name)}: ${flow(keys)}`];
  };
  return [
    `  from: ${flow(from)} # taken are those that targets need`,
    ...(envFile === null ? [] : [`  env-file: ${flow(envFile)}`]),
    ...all.flatMap(own),
  ];
}

function scenarioLine({ name, request, targets, source }: PlannedScenario): string {
  const value = { request, ...(targets.length === 0 ? {} : { targets }) };
  return `  ${flow(name)}: ${flow(value)}${aside(source)}`;
}

/** A value on one line. With line breaks or controls in a text it is JSON, which is YAML, too, and quotes everything. */
const flow = (value: unknown): string => {
  const json = JSON.stringify(value);
  return CONTROL.test(json)
    ? json
    : stringify(value, { collectionStyle: 'flow', lineWidth: 0, blockQuote: false }).trimEnd();
};

/** As JSON escapes them, and those that it does not. */
const CONTROL = /\\[bfnrtu]|[\p{Cc}\p{Zl}\p{Zp}]/u;

const aside = (source: string): string => (source === '' ? '' : ` ${comment(source)}`);

/** A comment that ends with its line, whatever a name in it holds. */
export const comment = (text: string): string =>
  `# ${text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu, ' ').slice(0, 300)}`;
