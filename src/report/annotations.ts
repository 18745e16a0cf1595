import { breaksLimit, type CellComparison, type Comparison } from '../model/comparison.js';
import type { Config } from '../model/config.js';
import type { SourceLocation } from '../model/error.js';
import type { Problem, RunRecord } from '../model/record.js';
import { failedLine } from './dockerfile.js';
import { plain } from './escape.js';
import { changedSentences } from './lead.js';
import { plainProse, sentence } from './prose.js';

/** A remark at a line of a file of the repository. */
export interface Annotation {
  readonly level: 'error' | 'warning';
  readonly title: string;
  /** Plain text, one line. */
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What the files say that errors point into. */
export interface AnnotationSources {
  /** null: it could not be read, and the errors say why. */
  readonly config: Config | null;
  /** Text of Dockerfiles by their path in the repository, as far as they could be read. */
  readonly dockerfiles: ReadonlyMap<string, string>;
}

/** GitHub shows ten errors and ten warnings of a step; what comes after is lost, so it is not sent. */
const ANNOTATIONS = 10;
const MESSAGE_LENGTH = 600;
const TITLE_LENGTH = 120;

/**
 * Remarks for the lines that are to blame: a configuration error at its line, a failed build at the line of the
 * Dockerfile that its log names, a regression at the place where its target or scenario is configured.
 */
export function toAnnotations(
  record: RunRecord,
  comparison: Comparison,
  sources: AnnotationSources,
): readonly Annotation[] {
  const problems = record.problems.flatMap((problem) => problemAnnotation(problem, sources) ?? []);
  const regressions = comparison.cells
    .filter(({ verdict }) => verdict === 'regression')
    .flatMap((cell) => regressionAnnotation(cell, record, comparison, sources) ?? []);
  return [...problems.slice(0, ANNOTATIONS), ...regressions.slice(0, ANNOTATIONS)];
}

function problemAnnotation(problem: Problem, sources: AnnotationSources): Annotation | null {
  const location = dockerfileLocation(problem, sources) ?? problem.location;
  if (location === null || !isFile(location.file)) return null;
  return {
    level: 'error',
    title: plain(`loadgate: ${problem.code}`, TITLE_LENGTH),
    message: plain(`${sentence(problem.message)} ${sentence(problem.hint)}`, MESSAGE_LENGTH),
    ...location,
  };
}

/** Where the build of a target failed, by the end of its log. */
function dockerfileLocation(
  problem: Problem,
  { config, dockerfiles }: AnnotationSources,
): SourceLocation | null {
  if (problem.code !== 'build-failed' || config === null) return null;
  const target = config.targets.find(
    ({ location }) =>
      location !== null &&
      problem.location !== null &&
      location.file === problem.location.file &&
      location.line === problem.location.line &&
      location.column === problem.location.column,
  );
  const only = config.targets.length === 1 ? config.targets[0] : undefined;
  const file = (target ?? only)?.build?.dockerfile;
  const text = file === undefined ? undefined : dockerfiles.get(file);
  if (file === undefined || text === undefined) return null;
  const line = failedLine(problem.log, text);
  return line === null ? null : { file, line, column: 1 };
}

function regressionAnnotation(
  cell: CellComparison,
  record: RunRecord,
  comparison: Comparison,
  { config }: AnnotationSources,
): Annotation | null {
  const target = config?.targets.find(({ name }) => name === cell.target);
  const location = target?.location ?? config?.scenarios.find(({ name }) => name === cell.scenario)?.location;
  if (location === null || location === undefined || !isFile(location.file)) return null;
  return {
    level: failsGate(cell, comparison) ? 'error' : 'warning',
    title: plain(`loadgate: ${cell.target} · ${cell.scenario}`, TITLE_LENGTH),
    message: plain(changedSentences(cell, record, plainProse).join(' '), MESSAGE_LENGTH),
    ...location,
  };
}

/** No limit is advisory, and none is accepted. */
const failsGate = (cell: CellComparison, { advisory }: Comparison): boolean =>
  breaksLimit(cell) || !(advisory || cell.accepted?.state === 'holds');

/** A path inside the repository: a remark elsewhere would be shown nowhere. */
function isFile(file: string): boolean {
  return (
    file !== '' && !file.startsWith('/') && !file.split('/').includes('..') && plain(file, 4096) === file
  );
}
