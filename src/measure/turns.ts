import { checkAnswer, isRedirect } from '../load/check.js';
import type { Answer, Client } from '../load/client.js';
import { type FilledScenario, fillScenario, type Turn, turnAt } from '../load/fill.js';
import { Sequence } from '../load/sequence.js';
import type { DataFile, Scenario } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import type { InvalidReason, SideName } from '../model/record.js';
import type { RoundKind } from '../model/round.js';
import type { MeasureDeps } from './deps.js';

/**
 * Which turns a side takes before its load: each has a number of its own, so that rows that are used once, and random
 * values, come once. Rows that may come again begin with the first one each time.
 */
export const TURNS = {
  ready: turnAt(0),
  verify: (row: number): Turn => turnAt(1 + row, row),
  count: (row: number): Turn => turnAt(30 + row, row),
  /** @param before turns of this kind so far */
  services: (before: number, row: number): Turn => turnAt(50 + before, row),
} as const;

/** The first turn under load: more than are asked before it, however often services are counted. */
const FIRST_LOADED = 300;

/** The requests of a scenario, as a generation sends them. @throws LoadgateError `data-invalid` (usage) */
export const filledFor = (
  scenario: Scenario,
  { data, files, turnSeed = 0 }: Pick<MeasureDeps, 'data' | 'files' | 'turnSeed'>,
): FilledScenario => fillScenario(scenario, data?.get(scenario)?.tables ?? null, turnSeed, files?.contents);

/**
 * Where the turns of each round begin, in one generation of a cell. No side takes a turn twice, and both sides begin the
 * same rounds with the same one: behind what either of them has used before.
 */
export class RoundTurns {
  readonly #begins = new Map<string, number>();
  readonly #rounds = new Map<string, number>();
  readonly #free = new Map<SideName, number>();

  /** @returns the first turn of the next round of this kind */
  begin(side: SideName, kind: RoundKind | 'warm-up'): number {
    const number = this.#rounds.get(`${side}/${kind}`) ?? 0;
    this.#rounds.set(`${side}/${kind}`, number + 1);
    const begin = this.#begins.get(`${kind}/${number}`) ?? Math.max(0, ...this.#free.values());
    this.#begins.set(`${kind}/${number}`, begin);
    // A round that one side alone repeats may have used more than the other one left room for.
    return FIRST_LOADED + Math.max(begin, this.#free.get(side) ?? 0);
  }

  /** @param begun turns that the round which began with `first` has used */
  end(side: SideName, first: number, begun: number): void {
    this.#free.set(side, Math.max(this.#free.get(side) ?? 0, first - FIRST_LOADED + begun));
  }
}

/** The row of the first turn of a round. */
export const rowOf = (turn: number): number => turn - FIRST_LOADED;

/** Sends the requests of one turn, and checks each answer. @throws LoadgateError `wrong-answer`, `capture-failed`, … (usage) */
export async function askTurn(
  client: Pick<Client, 'ask' | 'isRemote'>,
  scenario: Scenario,
  filled: FilledScenario,
  turn: Turn,
  { signal, isChecked = true }: { readonly signal: AbortSignal; readonly isChecked?: boolean },
): Promise<readonly Answer[]> {
  if (turn.index >= filled.turns) throw usedUp(scenario);
  const sequence = new Sequence(filled, turn, scenario.cookies === true);
  const answers: Answer[] = [];
  while (!sequence.isOver) {
    const request = sequence.request();
    const answer = await client.ask(request, { timeoutMs: scenario.timeoutMs, signal });
    const wrong = isChecked ? checkAnswer(answer, sequence.expectation()) : null;
    const title = `${titleOf(scenario, sequence.at)}${request.method} ${request.path}${rowText(scenario, turn)}`;
    if (wrong !== null) {
      throw new LoadgateError(`${title}: ${wrong}`, {
        kind: 'usage',
        code: client.isRemote && isRedirect(answer) ? 'redirected' : 'wrong-answer',
        hint: `Correct the target, or what scenario "${scenario.name}" expects of it.`,
        ...locationOf(scenario),
      });
    }
    const missing = sequence.accept(partsOf(answer));
    if (missing !== null) {
      throw new LoadgateError(`${title}: its answer has nothing to capture at ${missing}`, {
        kind: 'usage',
        code: 'capture-failed',
        hint: `Look at the answer, and correct \`capture\` in scenario "${scenario.name}".`,
        ...locationOf(scenario),
      });
    }
    answers.push(answer);
  }
  return answers;
}

const titleOf = ({ steps }: Scenario, at: number): string => (steps === undefined ? '' : `step ${at + 1}, `);

const rowText = ({ data }: Scenario, { row }: Turn): string =>
  data === undefined ? '' : ` (row ${row + 1} of the data)`;

const locationOf = ({ location }: Scenario) => (location === null ? {} : { location });

const partsOf = ({ headers, setCookies = [], body, content }: Answer) => ({
  header: (name: string) => headers[name],
  setCookies,
  body: content ?? body,
});

const USED_UP_HINT = 'Add rows, or take them again: `use: again`.';

const usedUpText = ({ data = {} }: Scenario): string => {
  const names = Object.entries(data).flatMap(([name, { use }]: [string, DataFile]) =>
    use === 'once' ? [name] : [],
  );
  return `the rows of ${names.join(', ')} are used up, and each of them is used once`;
};

function usedUp(scenario: Scenario): LoadgateError {
  return new LoadgateError(`${scenario.name}: ${usedUpText(scenario)}`, {
    kind: 'usage',
    code: 'data-used-up',
    hint: USED_UP_HINT,
    ...locationOf(scenario),
  });
}

/** Why a cell has no figures whose rows were used up under load. */
export const usedUpReason = (scenario: Scenario): InvalidReason => ({
  code: 'data-used-up',
  side: 'candidate',
  message: `${usedUpText(scenario)}: a round ended early`,
  log: [],
});
