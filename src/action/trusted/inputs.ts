import { type Complain, inputError } from '../../config/input-text.js';
import type { SettingInputs } from '../../config/settings.js';
import { type LoadgateError, LoadgateErrors } from '../../model/error.js';
import { type CheckInput, readCheck } from '../gate-inputs.js';
import { emptyAsNull, type GetInput, readBoolean, readBranch, readKey } from '../inputs.js';

/** Every input of report/action.yml, checked. */
export interface ReportInputs {
  /** Path as it was written: a file, or a folder with one. */
  readonly record: string;
  /** Path in the base branch; null: `loadgate.yml` where it is. */
  readonly config: string | null;
  /** They win over the file's; src/config reads them. */
  readonly settings: Pick<SettingInputs, 'slower' | 'onInconclusive'>;
  readonly comment: boolean;
  readonly key: string;
  readonly check: CheckInput;
  /** Comments are answered in this repository: the comment names the commands, and what was accepted counts. */
  readonly commands: boolean;
  /** Branch that keeps what was accepted. */
  readonly baselineBranch: string;
  readonly token: string | null;
  readonly failOnRegression: boolean;
}

/** @throws LoadgateErrors `input-invalid` (usage), one for each input that is wrong */
export function readReportInputs(getInput: GetInput): ReportInputs {
  const errors: LoadgateError[] = [];
  const complain: Complain = (...what) => errors.push(inputError(...what));
  const record = getInput('record');
  if (record === '')
    complain(
      'record',
      'nothing is given',
      'Write where the downloaded record is: a file, or a folder with one.',
    );
  const inputs: ReportInputs = {
    record,
    config: emptyAsNull(getInput('config')),
    settings: { slower: getInput('slower'), onInconclusive: getInput('on-inconclusive') },
    comment: readBoolean('comment', getInput('comment'), complain),
    key: readKey(getInput('key'), complain),
    check: readCheck(getInput('check'), complain),
    commands: readBoolean('commands', getInput('commands') || 'false', complain),
    baselineBranch: readBranch(getInput('baseline-branch'), complain),
    token: emptyAsNull(getInput('token')),
    failOnRegression: readBoolean('fail-on-regression', getInput('fail-on-regression'), complain),
  };
  if (errors.length > 0) throw new LoadgateErrors(errors);
  return inputs;
}
