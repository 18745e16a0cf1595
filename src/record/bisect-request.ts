import { BISECT_REQUEST_SCHEMA, type BisectRequestFile, bisectRequest } from '../model/bisect-request.js';
import { type PullFileKind, parsePullFile, serialisePullFile } from './pull-file.js';

const KIND: PullFileKind<BisectRequestFile> = {
  schema: bisectRequest,
  version: BISECT_REQUEST_SCHEMA,
  what: 'The search that was asked for',
  code: 'request-invalid',
  hint: 'Remove the file, and ask again.',
};

/**
 * Reads the search that was asked for in a pull request.
 * @param from the file's location, in words for people
 * @throws LoadgateError (machine) `request-invalid`
 */
export const parseBisectRequest = (text: string, pullRequest: number, from: string): BisectRequestFile =>
  parsePullFile(KIND, text, pullRequest, from);

/** As a file of the branch. */
export const serialiseBisectRequest = (request: BisectRequestFile): string =>
  serialisePullFile(KIND, request);
