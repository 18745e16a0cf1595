import type { Outcome } from '../../job/types.js';
import type { Config } from '../../model/config.js';
import { toAnnotations } from '../../report/annotations.js';
import { renderProblemText } from '../../report/problems.js';
import type { Log } from '../../system/log.js';
import { readInside } from '../../system/read-inside.js';

/** A longer Dockerfile gets no remark at its line. */
const MAX_DOCKERFILE_BYTES = 1024 * 1024;

/** Puts what is wrong at the lines that are to blame; what has no line is told in the log. */
export async function annotate(
  { record, comparison, gate }: Outcome,
  config: Config | null,
  workspace: string,
  log: Log,
): Promise<void> {
  for (const problem of record.problems) log.info(renderProblemText(problem));
  const dockerfiles = await readDockerfiles(config, workspace);
  for (const { level, message, file, line, column, title } of toAnnotations(record, comparison, {
    config,
    dockerfiles,
  })) {
    const tell = level === 'error' ? log.error : log.warning;
    tell(`${title}: ${message}`, { file, line, column });
  }
  // What is invalid and passes is so by its baseline's fault.
  const open = comparison.counts.inconclusive + comparison.counts.invalid;
  if (!gate.passed) log.error(gate.reason);
  else if (open > 0 && config?.gate.onInconclusive === 'warn') {
    log.warning(`loadgate could not decide ${open} cells: see the report.`);
  }
}

async function readDockerfiles(
  config: Config | null,
  workspace: string,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const target of config?.targets ?? []) {
    const path = target.build?.dockerfile;
    if (path === undefined) continue;
    const text = await readInside(workspace, path, MAX_DOCKERFILE_BYTES);
    if (text !== null) texts.set(path, text);
  }
  return texts;
}
