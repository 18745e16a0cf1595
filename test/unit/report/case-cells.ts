import type { CellComparison } from '../../../src/model/comparison.js';
import { compared, counted, makeProblem, sampled, steady } from './builders.js';

const TARGETS = ['flask', 'starlette', 'tornado', 'aiohttp', 'django', 'fastapi'] as const;
const SPEED: Readonly<Record<string, number>> = {
  flask: 4812,
  starlette: 9120,
  tornado: 5230,
  aiohttp: 11_870,
  django: 3105,
  fastapi: 7044,
};
export const SCENARIOS: Readonly<Record<string, number>> = {
  text: 1.1,
  json: 1,
  'upstream-single': 0.13,
  'upstream-multiple': 0.09,
};

/** 6 targets × 4 scenarios without change; `others` take the place of those with their names. */
export function table(others: readonly CellComparison[]): readonly CellComparison[] {
  return TARGETS.flatMap((target, row) =>
    Object.entries(SCENARIOS).map(([scenario, factor], column) => {
      const ratio = 1 + (((row * 4 + column) % 5) - 2) * 0.003;
      const special = others.find((one) => one.target === target && one.scenario === scenario);
      return special ?? steady(target, scenario, (SPEED[target] ?? 1000) * factor, ratio);
    }),
  );
}

export const flaskSlower = compared('flask', 'json', 'regression', {
  metrics: [
    sampled('throughput', 4812, 0.938, { verdict: 'regression' }),
    sampled('cpu', 208, 1.0625, { verdict: 'regression' }),
    counted('upstream-calls', 0, 0),
    counted('response-bytes', 187, 187, { threshold: null }),
  ],
});

export const starletteFaster = compared('starlette', 'upstream-single', 'improvement', {
  metrics: [
    sampled('throughput', 612, 1.944, { verdict: 'improvement', half: 1.5 }),
    counted('upstream-calls', 2, 1),
  ],
});

export const tornadoNoisy = compared('tornado', 'upstream-multiple', 'inconclusive', {
  metrics: [sampled('throughput', 471, 0.982, { half: 4.2, verdict: 'inconclusive' })],
  reason: { code: 'too-noisy', couldSee: 0.042, threshold: 0.03 },
});

export const djangoWrong = compared('django', 'json', 'invalid', {
  reason: '1,204 of 9,118 requests: the target answered another body than before the load',
  invalid: { code: 'wrong-body', side: 'candidate' },
});

const BUILD_LOG = [
  'Step 4/7 : COPY requirements.txt .',
  ' ---> 9b2c1d0a77fe',
  'Step 5/7 : RUN pip install --no-cache-dir -r requirements.txt',
  ' ---> Running in 51d8c0f0a1b2',
  'Collecting flask==3.1.1',
  '  Downloading flask-3.1.1-py3-none-any.whl (103 kB)',
  'ERROR: Could not find a version that satisfies the requirement gunicorn==99.0.0 (from versions: 20.1.0, 23.0.0)',
  'ERROR: No matching distribution found for gunicorn==99.0.0',
  "The command '/bin/sh -c pip install --no-cache-dir -r requirements.txt' returned a non-zero code: 1",
];

export const build = makeProblem({ log: BUILD_LOG, location: { file: 'loadgate.yml', line: 12, column: 3 } });
export const notBuilt = (scenario: string): CellComparison =>
  compared('flask', scenario, 'invalid', {
    reason: build.message,
    invalid: { code: 'build-failed', side: 'candidate' },
  });
