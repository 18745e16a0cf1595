import * as z from 'zod';
import { wrong } from '../../model/issues.js';
import type { DeepReadonly } from '../../model/parts.js';
import * as field from '../input-fields.js';

const inputs = {
  record: field.text.transform((path, issues) =>
    path === ''
      ? wrong(
          issues,
          'nothing is given',
          'Write where the downloaded record is: a file, or a folder with one.',
        )
      : path,
  ),
  config: field.optional,
  slower: field.text,
  'on-inconclusive': field.text,
  comment: field.comment,
  'pages-url': field.pagesUrl,
  key: field.key,
  check: field.check,
  commands: field.flag(false),
  'baseline-branch': field.branch,
  token: field.optional,
  'fail-on-regression': field.flag(true),
};

const schema = z.object(inputs).transform((given) => ({
  /** Path as it was written: a file, or a folder with one. */
  record: given.record,
  /** Path in the base branch; null: `loadgate.yml` where it is. */
  config: given.config,
  /** They win over the file's; src/config reads them. */
  settings: { slower: given.slower, onInconclusive: given['on-inconclusive'] },
  comment: given.comment,
  /** The site of `loadgate pages`, without a slash at its end; null: there is none. */
  pagesUrl: given['pages-url'],
  key: given.key,
  check: given.check,
  /** Comments are answered in this repository: the comment names the commands, and what was accepted counts. */
  commands: given.commands,
  /** Branch that keeps what was accepted. */
  baselineBranch: given['baseline-branch'],
  token: given.token,
  failOnRegression: given['fail-on-regression'],
}));

/** Every input of report/action.yml, checked. */
export type ReportInputs = DeepReadonly<z.infer<typeof schema>>;

/** @throws LoadgateErrors `input-invalid` (usage), one for each input that is wrong */
export const readReportInputs = (getInput: field.GetInput): ReportInputs =>
  field.parseInputs(schema, field.textsOf(getInput, inputs));
