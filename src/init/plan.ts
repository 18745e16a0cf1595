import type { Findings, OpenApiFacts, Route } from './facts.js';
import { Names } from './names.js';
import { composeTargets } from './plan-compose.js';
import { dockerfileTarget, newTarget } from './plan-dockerfile.js';
import type { Plan, PlannedScenario, PlannedTarget, Unknown, Unnamed } from './planned.js';
import { choose, healthRoute, routeOf } from './routes.js';
import { isBelow } from './tree.js';

/** Where targets or requests are taken from; null: from everything that is found. */
export type From = 'compose' | 'openapi' | null;

/** Cells are measured one after the other: so many that the first verdict is there within minutes. */
const MOST_CELLS = 4;
/** Requests that are not sent are named in a comment, up to so many. */
const MOST_LEFT = 12;

/** What people answered, or said on the command line. */
export interface Answers {
  readonly from: From;
  /** The name of the repository's folder: a name for what has none. */
  readonly folderName: string;
}

/** Decides what is written of what was found. Pure. */
export function planInit(findings: Findings, answers: Answers): Plan {
  const { compose } = findings;
  const composed = compose === null ? [] : composeTargets(findings, compose);
  const ownTargets = composed.length > 0 || answers.from === 'compose' ? composed : uncomposed(findings);
  const names = new Names();
  const targets = ownTargets.map((target) => ({
    ...target,
    name: names.unique(target.name ?? answers.folderName),
  }));
  const most = Math.max(1, Math.floor(MOST_CELLS / Math.max(1, targets.length)));
  const chosen = targets.map((target) => {
    const routes = requestsOf(target, targets, findings, answers.from);
    return { target, ...choose(routes, most) };
  });
  const guessed = chosen.map(({ target, taken, left }) => ({
    target,
    left,
    taken: taken.length > 0 ? taken : [fallback(target)],
    isGuess: taken.length === 0,
  }));
  return {
    targets: guessed.map(({ target, taken }) => withReady(target, taken)),
    services: servicesOf(findings, targets),
    scenarios: scenariosOf(guessed, targets.length),
    host: targets.find(({ host }) => host !== null)?.host ?? null,
    left: guessed.flatMap(({ left }) => left).slice(0, MOST_LEFT),
    unknown: [
      ...unknowns(targets),
      ...guessed.filter(({ isGuess }) => isGuess).map(({ target, taken }) => guessRemark(target, taken)),
    ],
  };
}

/** Targets of a repository whose Compose file has none. */
function uncomposed(findings: Findings): readonly Unnamed[] {
  const built = findings.dockerfiles.map((facts) => dockerfileTarget(findings, facts));
  if (built.length > 0) return built;
  return findings.apps.flatMap((app) => newTarget(findings, app));
}

function requestsOf(
  target: PlannedTarget,
  all: readonly PlannedTarget[],
  { openapi }: Findings,
  from: From,
): readonly Route[] {
  const document = documentOf(target, all, openapi);
  const described = document?.routes ?? [];
  if (from === 'openapi') return described;
  return described.some(({ isOpen }) => !isOpen) ? described : [...target.routes, ...described];
}

/** The OpenAPI document in the folder of a target, or of the only target that there is. */
function documentOf(
  { context }: PlannedTarget,
  all: readonly PlannedTarget[],
  openapi: readonly OpenApiFacts[],
): OpenApiFacts | null {
  const own = openapi.find(({ file }) => context !== '.' && isBelow(file, context));
  return own ?? (all.length === 1 ? (openapi[0] ?? null) : null);
}

/** What is asked where no request is known. */
function fallback({ ready }: PlannedTarget): Route {
  const asked = ready?.value.replace(/^GET /, '');
  return routeOf('GET', asked ?? '/', ready?.source ?? '');
}

const guessRemark = ({ name }: PlannedTarget, [route]: readonly Route[]): Unknown => ({
  about: 'request',
  target: name,
  text: `No request of ${name} was found: GET ${route?.path} is sent. Write those that your users send under "scenarios".`,
});

const withReady = (target: PlannedTarget, taken: readonly Route[]): PlannedTarget => {
  const route = healthRoute(target.routes);
  if (target.ready !== null || route === null || taken.includes(route)) return target;
  return { ...target, ready: { value: `GET ${route.path}`, source: route.source } };
};

function scenariosOf(
  chosen: readonly {
    readonly target: PlannedTarget;
    readonly taken: readonly Route[];
    readonly isGuess: boolean;
  }[],
  count: number,
): readonly PlannedScenario[] {
  const names = new Names();
  const byRequest = new Map<string, Shared>();
  for (const { target, taken, isGuess } of chosen) {
    for (const { method, path, source } of taken) {
      // An answer to a question is about one target.
      const key = isGuess ? `${target.name} ${method} ${path}` : `${method} ${path}`;
      const known = byRequest.get(key) ?? {
        method,
        path,
        source,
        targets: [],
        guessedFor: isGuess ? target.name : null,
      };
      known.targets.push(target.name);
      byRequest.set(key, known);
    }
  }
  return [...byRequest.values()].map(({ method, path, targets, source, guessedFor }) => ({
    name: names.unique(scenarioName(path)),
    request: `${method} ${path}`,
    targets: targets.length === count ? [] : targets,
    source,
    guessedFor,
  }));
}

/** A request, and all targets that it is sent to. */
interface Shared extends Pick<Route, 'method' | 'path' | 'source'> {
  readonly targets: string[];
  readonly guessedFor: string | null;
}

/** Its path without what is the same for most paths. */
const scenarioName = (path: string): string =>
  (path.split('?')[0] ?? '').replace(/^\/(?:api\/|v\d+\/)*/, '') || 'home';

/** Images whose counters loadgate reads, and how to ask whether they are ready. */
const COUNTED: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)(?:postgres|postgis|timescaledb)(?:[:@-]|$)/, 'postgres'],
  [/(?:^|\/)(?:mysql|mariadb|percona)(?:[:@-]|$)/, 'mysql'],
  [/(?:^|\/)(?:redis|valkey)(?:[:@-]|$)/, 'redis'],
  [/(?:^|\/)rabbitmq(?:[:@-]|$)/, 'rabbitmq'],
];

function servicesOf({ compose }: Findings, targets: readonly PlannedTarget[]): Plan['services'] {
  const needed = new Set(targets.flatMap(({ needs }) => needs));
  if (compose === null || needed.size === 0) return null;
  const all = compose.services
    .filter(({ name }) => needed.has(name))
    .map(({ name, image, hasHealthcheck, env }) => {
      const count = COUNTED.find(([pattern]) => pattern.test(image ?? ''))?.[1] ?? null;
      const user = env['POSTGRES_USER'] ?? 'postgres';
      // It answers on its socket while it sets itself up, and not at this address.
      const ready =
        count === 'postgres' && !hasHealthcheck ? ['pg_isready', '-U', user, '-h', '127.0.0.1'] : null;
      return { name, count, ready };
    });
  return { from: compose.file, envFile: compose.envFile, all };
}

function unknowns(targets: readonly PlannedTarget[]): readonly Unknown[] {
  return targets.flatMap(({ name: target, port, valueless, remarks }) => {
    const other = (text: string): Unknown => ({ about: 'other', target, text });
    const portText = `The port of ${target} is not known: write it as "port", or EXPOSE it in the Dockerfile.`;
    return [
      ...(port === null ? [{ about: 'port' as const, target, text: portText }] : []),
      ...valueless.map((name) =>
        other(`${name} of ${target} has no value in any committed file: write one under "env".`),
      ),
      ...remarks.map(other),
    ];
  });
}
