import type { ComposeFacts, ComposeService, Findings, Found } from './facts.js';
import { alone, appOf, imageIfMissing } from './plan-dockerfile.js';
import type { Unnamed } from './planned.js';

/** Commands that reload a service while somebody works on it. */
const FOR_DEVELOPERS = /\b(?:dev|develop|watch|nodemon|--reload|runserver|air|start:dev|hot)\b|--reload/;

/** The services of a Compose file that are built here and answer requests. */
export function composeTargets(findings: Findings, compose: ComposeFacts): readonly Unnamed[] {
  return compose.services
    .filter((service) => service.build !== null && isServer(service, findings))
    .map((service) => composeTarget(service, findings, compose));
}

/** What is built and publishes a port, or whose sources answer requests; a worker does neither. */
function isServer({ build, port, name }: ComposeService, findings: Findings): boolean {
  if (port !== null) return true;
  if (/worker|migrat|seed|cron|job|celery|beat/i.test(name)) return false;
  return build !== null && appOf(findings, build.context) !== null;
}

function composeTarget(service: ComposeService, findings: Findings, compose: ComposeFacts): Unnamed {
  const { build, name, port, env, valueless, envFiles, health } = service;
  const context = build?.context ?? '.';
  const app = appOf(findings, context);
  const image = findings.dockerfiles.find(
    (one) => one.context === context && isDockerfileOf(build, one.path),
  );
  const needs = needsOf(service, compose);
  const migrate = needs.length > 0 ? app?.migrate : null;
  return {
    ...alone(app, context),
    ...{ name, env, valueless, envFiles, needs },
    ...commandOf(service, compose, app?.remarks ?? []),
    build: build !== null && Object.keys(build).length > 1 ? build : context,
    port: port ?? image?.port ?? app?.port ?? null,
    prepare: prepareOf(service, compose) ?? migrate ?? null,
    ready: asRequest(health ?? image?.health ?? null),
    image: imageIfMissing(findings, context, app),
  };
}

/** Without a command that is not meant for production, which is told. */
function commandOf(
  { name, command }: ComposeService,
  { file }: ComposeFacts,
  remarks: readonly string[],
): Pick<Unnamed, 'command' | 'remarks'> {
  if (command === null || !FOR_DEVELOPERS.test([command].flat().join(' '))) return { command, remarks };
  const remark = `The command of ${name} in ${file} is for developers, so the image's own is run: write another as "command".`;
  return { command: null, remarks: [...remarks, remark] };
}

const isDockerfileOf = (build: ComposeService['build'], path: string): boolean =>
  build?.['dockerfile'] === undefined || build['dockerfile'] === path;

const asRequest = (found: Found<string> | null): Found<string> | null =>
  found === null ? null : { ...found, value: `GET ${found.value}` };

/** What it depends on, and the services whose names its environment has as hosts. */
function needsOf({ needs, env, name }: ComposeService, { services }: ComposeFacts): readonly string[] {
  const texts = Object.values(env);
  const isHost = (other: string): boolean =>
    texts.some((text) => text === other || new RegExp(`(?:@|//|^|,)${other}(?::\\d+|/|$|,)`).test(text));
  const others = services.map((one) => one.name).filter((other) => other !== name);
  return others.filter((other) => needs.includes(other) || (/^[\w-]+$/.test(other) && isHost(other)));
}

/** The command of a service that runs to its end before, if it is made of the same image. */
function prepareOf(
  { completed, build }: ComposeService,
  { services, file }: ComposeFacts,
): Found<string | readonly string[]> | null {
  const one = services.find(
    ({ name, build: other }) => completed.includes(name) && other?.context === build?.context,
  );
  if (one === undefined || one.command === null) return null;
  return { value: one.command, source: `command of ${one.name} in ${file}` };
}
