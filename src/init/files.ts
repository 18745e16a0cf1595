import type { ActionRef } from './action-ref.js';
import { configText } from './config-text.js';
import { dockerfileText, dockerignoreText } from './new-dockerfile.js';
import type { Plan } from './planned.js';
import { inFolder, type Tree } from './tree.js';
import { forkWorkflowText, REPORT_WORKFLOW, reportWorkflowText, WORKFLOW, workflowText } from './workflow.js';

export const CONFIG = 'loadgate.yml';

/** A file that `loadgate init` writes where there is none. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** All files of a plan, in the order in which they are written. */
export function filesOf(
  plan: Plan,
  tree: Tree,
  { action, forks }: { readonly action: ActionRef; readonly forks: boolean },
): readonly NewFile[] {
  const workflows = forks
    ? [
        { path: WORKFLOW, text: forkWorkflowText(action) },
        { path: REPORT_WORKFLOW, text: reportWorkflowText(action) },
      ]
    : [{ path: WORKFLOW, text: workflowText(action) }];
  return [...imageFiles(plan, tree), { path: CONFIG, text: configText(plan) }, ...workflows];
}

function imageFiles({ targets }: Plan, tree: Tree): readonly NewFile[] {
  return targets.flatMap(({ context, image }) => {
    if (image === null) return [];
    const ignore = inFolder(context, '.dockerignore');
    return [
      { path: inFolder(context, 'Dockerfile'), text: dockerfileText(image) },
      // What somebody wrote there is better than what is written here.
      ...(tree.paths.has(ignore) ? [] : [{ path: ignore, text: dockerignoreText(image) }]),
    ];
  });
}
