import type { Plan, Unknown } from './planned.js';

/** Something that only people know. */
export interface Question {
  readonly ask: string;
  /** What is taken where nothing is answered; empty: it stays unknown. */
  readonly fallback: string;
  /** Why an answer can't be taken; null: it can. */
  readonly check: (answer: string) => string | null;
  /** The plan with the answer in it. */
  readonly put: (plan: Plan, answer: string) => Plan;
}

/** What to ask somebody who sits in front of a terminal. Pure: the answers come back through `put`. */
export const questionsOf = ({ unknown }: Plan): readonly Question[] =>
  unknown.flatMap((one) => {
    if (one.about === 'port') return [portQuestion(one)];
    return one.about === 'request' ? [requestQuestion(one)] : [];
  });

const portQuestion = (about: Unknown): Question => ({
  ask: `Which port does ${about.target} listen on in its container?`,
  fallback: '',
  check: (answer) =>
    /^\d{1,5}$/.test(answer) && Number(answer) > 0 && Number(answer) < 65_536
      ? null
      : 'A number from 1 to 65535.',
  put: (plan, answer) => ({
    ...plan,
    targets: plan.targets.map((target) =>
      target.name === about.target ? { ...target, port: { value: Number(answer), source: '' } } : target,
    ),
    unknown: plan.unknown.filter((one) => one !== about),
  }),
});

const requestQuestion = (about: Unknown): Question => ({
  ask: `Which path of ${about.target} do your users ask for most?`,
  fallback: '/',
  check: (answer) => (/^\/(?!\/)[\x21\x22\x24-\x7e]*$/.test(answer) ? null : 'A path such as /items?page=1.'),
  put: (plan, answer) => ({
    ...plan,
    scenarios: plan.scenarios.map((scenario) =>
      scenario.guessedFor === about.target ? { ...scenario, request: `GET ${answer}` } : scenario,
    ),
    unknown: plan.unknown.filter((one) => one !== about),
  }),
});
