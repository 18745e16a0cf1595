import type { ActionRef } from './action-ref.js';

/** Commits of the actions that workflows use, as those of this repository do; a test compares them. */
const PINNED = {
  checkout: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
  upload: 'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0',
  download: 'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1',
};

export const WORKFLOW = '.github/workflows/loadgate.yml';
export const REPORT_WORKFLOW = '.github/workflows/loadgate-report.yml';

const uses = ({ repository, ref, comment }: ActionRef, folder = ''): string =>
  `${repository}${folder}@${ref} # ${comment}`;

const HEAD = `name: loadgate

on: pull_request

permissions: {}

concurrency:
  group: loadgate-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  measure:
    name: Measure
    runs-on: ubuntu-latest
    timeout-minutes: 30
    permissions:
      contents: read
`;

/** The workflow for pull requests from the repository's own branches. */
export const workflowText = (
  action: ActionRef,
): string => `# .github/workflows/loadgate.yml, written by \`loadgate init\`: measures each pull request beside its base, and comments.
${HEAD}      pull-requests: write # the comment
    steps:
      - uses: ${PINNED.checkout}
        with:
          persist-credentials: false
      - uses: ${uses(action)}
`;

/** The half without rights, where pull requests come from forks, too: it measures, and hands over the record. */
export const forkWorkflowText = (
  action: ActionRef,
): string => `# .github/workflows/loadgate.yml, the half without rights: it builds, runs and measures the code of the pull request.
${HEAD}    steps:
      - uses: ${PINNED.checkout}
        with:
          persist-credentials: false
      - uses: ${uses(action)}
        id: loadgate
        with:
          comment: false # the other half does, for forks and for branches of this repository alike
      - uses: ${PINNED.upload}
        if: always() && steps.loadgate.outputs.record != ''
        with:
          name: loadgate-record
          path: |
            \${{ steps.loadgate.outputs.record }}
            \${{ steps.loadgate.outputs.report }}
          retention-days: 7
`;

/** The half with rights: it reads one file, and comments. */
export const reportWorkflowText = (
  action: ActionRef,
): string => `# .github/workflows/loadgate-report.yml, the half with rights: it reads one JSON file, and runs nothing of anybody's.
# GitHub takes this file from the default branch, whatever a pull request makes of it.
name: loadgate report

on:
  # No checkout, no cache, and no expression in a script below: a pull request decides nothing but the record's content.
  workflow_run: # zizmor: ignore[dangerous-triggers]
    workflows: [loadgate]
    types: [completed]

permissions: {}

jobs:
  report:
    name: Report
    if: >-
      github.event.workflow_run.event == 'pull_request' &&
      contains(fromJSON('["success", "failure"]'), github.event.workflow_run.conclusion)
    runs-on: ubuntu-latest
    timeout-minutes: 10
    # One after the other for each branch, so that the newest run has the last word.
    concurrency:
      group: loadgate-report-\${{ github.event.workflow_run.head_repository.id }}-\${{ github.event.workflow_run.head_branch }}
      cancel-in-progress: false
    permissions:
      actions: read # download the artifact
      contents: read # the gate of the base branch
      pull-requests: write # the comment
    steps:
      - uses: ${PINNED.download}
        with:
          name: loadgate-record
          run-id: \${{ github.event.workflow_run.id }}
          github-token: \${{ github.token }}
          path: \${{ runner.temp }}/loadgate-record
      - uses: ${uses(action, '/report')}
        with:
          record: \${{ runner.temp }}/loadgate-record
`;
