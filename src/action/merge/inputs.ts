import * as z from 'zod';
import { wrong } from '../../model/issues.js';
import * as field from '../input-fields.js';

const inputs = {
  records: field.text.transform((path, issues) =>
    path === ''
      ? wrong(issues, 'nothing is given', 'Write the folder that the shards’ records were downloaded to.')
      : path,
  ),
  confirm: field.flag(false),
};

/**
 * The inputs that only merge/action.yml has; the others are the main Action's.
 * @throws LoadgateErrors `input-invalid` (usage)
 */
export const readMergeInputs = (
  getInput: field.GetInput,
): {
  readonly records: string;
  /** Cells that are red are measured again by this job, before they are called so. */
  readonly confirm: boolean;
} => field.parseInputs(z.object(inputs), field.textsOf(getInput, inputs));
