import type { DataFile, Expectation, HttpRequest, Scenario, ScenarioStep } from '../model/config.js';
import { LoadgateError } from '../model/error.js';
import { bodyTexts } from '../model/request-body.js';
import { isGenerated, type Placeholder, parseTemplate } from '../model/template.js';
import { composeBody, type SentBody } from './body.js';
import { type Files, NO_FILES } from './body-files.js';
import { drawInt, drawUuid, shuffled } from './draw.js';
import type { Table, Tables } from './table.js';

/** One request, or one sequence of them, of many that differ. */
export interface Turn {
  /** No other one of this side has this number, from its start to its end. */
  readonly index: number;
  /** The number by which it takes rows that may come again. */
  readonly row: number;
  /** What its earlier steps captured, by name. */
  readonly captured: ReadonlyMap<string, string>;
}

const NOTHING_CAPTURED: ReadonlyMap<string, string> = new Map();

/** A turn at its beginning. */
export const turnAt = (index: number, row = index): Turn => ({ index, row, captured: NOTHING_CAPTURED });

/** A text of a request. */
export type Fill = (turn: Turn) => string;

type Encode = (value: string) => string;

/** A body contains values unchanged. */
const AS_IT_IS: Encode = (value) => value;

/** Rows, and how a scenario takes them. */
interface Rows {
  readonly table: Table;
  /** null: as they are. */
  readonly order: Uint32Array | null;
  readonly isOnce: boolean;
}

/** What the texts of a scenario are filled with. */
export interface Values {
  readonly sets: Readonly<Record<string, Rows>>;
  /** Decides whatever is random. */
  readonly seed: number;
  /** Names of captured values. */
  readonly captured: ReadonlySet<string>;
  /** How many placeholders have drawn values so far. */
  slots: number;
}

const orders = new WeakMap<Table, { readonly seed: number; readonly order: Uint32Array }>();

/** The order of a table's rows, made once for each seed. */
function orderOf(table: Table, seed: number): Uint32Array {
  const known = orders.get(table);
  if (known?.seed === seed) return known.order;
  const order = shuffled(table.length, seed);
  orders.set(table, { seed, order });
  return order;
}

/** @param tables by name; only those of `data` are used */
export function valuesOf(
  { data = {}, steps = [] }: Pick<Scenario, 'data' | 'steps'>,
  tables: Tables,
  seed: number,
): Values {
  const sets = Object.entries(data).flatMap(([name, { order, use }]: [string, DataFile]) => {
    const table = tables[name];
    if (table === undefined) return [];
    const rows: Rows = {
      table,
      order: order === 'shuffle' ? orderOf(table, seed) : null,
      isOnce: use === 'once',
    };
    return [[name, rows] as const];
  });
  const captured = new Set(steps.flatMap(({ capture = {} }) => Object.keys(capture)));
  return { sets: Object.fromEntries(sets), seed, captured, slots: 0 };
}

/** Turns for which there are rows that are used once. */
const turnsIn = ({ sets }: Values): number =>
  Math.min(
    Number.POSITIVE_INFINITY,
    ...Object.values(sets).map(({ isOnce, table }) => (isOnce ? table.length : Number.POSITIVE_INFINITY)),
  );

/**
 * Fills a text. Rows that may come again follow each other: after the last row, the first one comes.
 * @param encode how to write values
 * @returns null: it is the same each time
 * @throws LoadgateError `data-invalid` (usage): a column is missing
 */
export function filler(text: string, values: Values, encode: Encode = AS_IT_IS): Fill | null {
  const pieces = parseTemplate(text).map((piece) =>
    typeof piece === 'string' ? piece : fillOf(piece, values, encode),
  );
  if (pieces.every((piece) => typeof piece === 'string')) return null;
  const fills = pieces.map((piece): Fill => (typeof piece === 'string' ? () => piece : piece));
  const [only, ...more] = fills;
  if (only !== undefined && more.length === 0) return only;
  return (turn) => {
    let whole = '';
    for (const fill of fills) whole += fill(turn);
    return whole;
  };
}

/** A placeholder of what the scenario doesn't have is text like any other. */
function fillOf(placeholder: Placeholder, values: Values, encode: Encode): Fill | string {
  const { seed } = values;
  switch (placeholder.kind) {
    case 'column':
      return columnOf(placeholder, values, encode);
    case 'captured': {
      const { name } = placeholder;
      if (!values.captured.has(name)) return placeholder.written;
      return ({ captured }) => encode(captured.get(name) ?? '');
    }
    case 'index':
      return ({ index }) => String(index);
    case 'uuid': {
      const slot = values.slots++;
      return ({ index }) => drawUuid({ seed, index, slot });
    }
    case 'int': {
      const slot = values.slots++;
      const { from, to } = placeholder;
      return ({ index }) => String(drawInt({ seed, index, slot }, from, to));
    }
  }
}

function columnOf(
  { set, column, written }: Placeholder & { readonly kind: 'column' },
  { sets }: Values,
  encode: Encode,
): Fill | string {
  const rows = sets[set];
  if (rows === undefined) return written;
  const { table, order, isOnce } = rows;
  const at = table.columns.indexOf(column);
  if (at < 0) {
    throw new LoadgateError(`The data ${JSON.stringify(set)} has no column ${JSON.stringify(column)}.`, {
      kind: 'usage',
      code: 'data-invalid',
      hint: `Its columns: ${table.columns.join(', ')}.`,
    });
  }
  const { length } = table;
  return ({ index, row }) => {
    const place = (isOnce ? index : row) % length;
    return encode(table.value(order === null ? place : (order[place] ?? place), at));
  };
}

/**
 * A path contains percent-encoded values, so that none of their characters has a meaning. Only where it begins with a
 * captured value, that is a path, or the URL of one, such as a Location header has.
 */
export function pathFiller(path: string, values: Values): Fill | null {
  const [first, ...others] = parseTemplate(path);
  if (typeof first !== 'object' || first.kind !== 'captured' || !values.captured.has(first.name))
    return filler(path, values, encodeURIComponent);
  const { name } = first;
  const rest = others.map((piece) => (typeof piece === 'string' ? piece : piece.written)).join('');
  const fill = filler(rest, values, encodeURIComponent);
  return (turn) => pathOf(turn.captured.get(name) ?? '') + (fill === null ? rest : fill(turn));
}

/** Path and query of a URL or of a reference to one. The target is asked, whatever its host. */
function pathOf(reference: string): string {
  const base = 'http://target/';
  if (!URL.canParse(reference, base)) return '/';
  const { pathname, search } = new URL(reference, base);
  return `${pathname}${search}`;
}

/** A header's value is on one line, in ASCII: other characters are percent-encoded (as UTF-8). */
const inHeader: Encode = (value) =>
  value.replace(/[^\t\x20-\x7e]+/g, (characters) => encodeURIComponent(characters));

/** A request as it is sent. */
export interface SentRequest extends Omit<HttpRequest, 'body'> {
  readonly body: SentBody;
}

/** One request of a turn, with what is wanted of its answer. */
export interface FilledStep {
  /** The request and the expectation are the same in all turns. */
  readonly isFixed: boolean;
  readonly capture: NonNullable<ScenarioStep['capture']>;
  request(turn: Turn): SentRequest;
  expectation(turn: Turn): Expectation;
}

/** The requests of a scenario. */
export interface FilledScenario {
  /** One, or those of a sequence. */
  readonly steps: readonly [FilledStep, ...FilledStep[]];
  /** Turns that there are. */
  readonly turns: number;
}

/** What of a scenario is filled. */
export type Fillable = Pick<Scenario, 'request' | 'expect' | 'steps' | 'data'>;

/** The steps of a scenario; a single request is a sequence of one. */
export const stepsOf = ({ request, expect, steps }: Fillable): readonly ScenarioStep[] =>
  steps ?? [{ request, expect }];

/**
 * @param tables null: the scenario has no data
 * @param seed decides whatever is random
 * @param files what the files of its bodies hold
 * @throws LoadgateError `data-invalid` (usage)
 */
export function fillScenario(
  scenario: Fillable,
  tables: Tables | null,
  seed = 0,
  files: Files = NO_FILES,
): FilledScenario {
  const values = valuesOf(scenario, tables ?? {}, seed);
  const [first, ...others] = stepsOf(scenario).map((step) => fillStep(step, values, files));
  return { steps: [first as FilledStep, ...others], turns: turnsIn(values) };
}

function fillStep({ request, expect, capture = {} }: ScenarioStep, values: Values, files: Files): FilledStep {
  const { method } = request;
  const path = pathFiller(request.path, values);
  const composed = composeBody<Turn>(request, files, (text) => filler(text, values));
  const headers = Object.entries(composed.headers).map(
    ([name, value]) => [name, value, filler(value, values, inHeader)] as const,
  );
  const expected = expect.body === null ? null : filler(expect.body, values);
  const areHeadersFixed = headers.every(([, , fill]) => fill === null);
  const isSame = path === null && composed.isFixed && areHeadersFixed;
  const same = isSame
    ? { method, path: request.path, headers: composed.headers, body: composed.body(turnAt(0)) }
    : null;
  return {
    isFixed: isSame && expected === null,
    capture,
    request: (turn) =>
      same ?? {
        method,
        path: path === null ? request.path : path(turn),
        headers: areHeadersFixed
          ? composed.headers
          : Object.fromEntries(
              headers.map(([name, value, fill]) => [name, fill === null ? value : fill(turn)]),
            ),
        body: composed.body(turn),
      },
    expectation: expected === null ? () => expect : (turn) => ({ ...expect, body: expected(turn) }),
  };
}

/** Whether the requests of a scenario differ from turn to turn by themselves: then its answers may, too. */
export const differsByTurn = (scenario: Fillable): boolean =>
  scenario.data !== undefined ||
  stepsOf(scenario).some(({ request: { path, headers, body } }) =>
    [path, ...bodyTexts(body), ...Object.values(headers)].some((text) =>
      parseTemplate(text).some((piece) => typeof piece === 'object' && isGenerated(piece)),
    ),
  );
