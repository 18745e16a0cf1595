import { type PartialRequest, partialRequest, REQUEST_SCHEMA } from '../model/request.js';
import { type PullFileKind, parsePullFile, serialisePullFile } from './pull-file.js';

const KIND: PullFileKind<PartialRequest> = {
  schema: partialRequest,
  version: REQUEST_SCHEMA,
  what: 'What was asked for',
  code: 'request-invalid',
  hint: 'Remove the file, and ask again.',
};

/**
 * Reads the request of a pull request.
 * @param from the file's location, in words for people
 * @throws LoadgateError (machine) `request-invalid`
 */
export const parseRequest = (text: string, pullRequest: number, from: string): PartialRequest =>
  parsePullFile(KIND, text, pullRequest, from);

/** As a file of the branch. */
export const serialiseRequest = (request: PartialRequest): string => serialisePullFile(KIND, request);
