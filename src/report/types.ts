import type { History } from '../history/types.js';
import type { BisectReport } from '../model/bisect.js';

/** What a report needs to know besides the figures. The edge (Action or terminal) fills it in. */
export interface ReportContext {
  /** Tells several loadgate comments on one pull request apart. */
  readonly key: string;
  /** The comment's hidden first line, by which it is found again. Trusted: it is written as it is. */
  readonly marker: string;
  /** null: a push, a schedule, a tag, a terminal. */
  readonly pullRequest: number | null;
  /** The run's page, with its log and job summary; null: there is none (terminal). */
  readonly runUrl: string | null;
  /** Where commits can be linked to, `https://host/owner/name`; null: they are not linked. */
  readonly repositoryUrl: string | null;
  /** The command that repeats this run in a checkout. */
  readonly repeatCommand: string;
  /** Why the comparison is only advisory, one sentence; null: it is not, or the usual reason. */
  readonly advisoryReason: string | null;
  /** Sentences that a reader must see, e.g. `No stored baseline yet: …`. */
  readonly notes: readonly string[];
  /** Comment commands (`/loadgate run`) are answered in this repository. */
  readonly commands: boolean;
  /** The site of `loadgate pages`, without a slash at its end. Absent: there is none. */
  readonly pagesUrl?: string;
  /** What the stored records of the default branch say. Absent: the run is another. */
  readonly history?: History;
  /** Searches for the commits behind what got slower, made after the verdict. Absent: none were made. */
  readonly bisects?: readonly BisectReport[];
  /** Figures that another run reported and nobody checked; absent: this run measured them itself. */
  readonly unverified?: {
    /** Whose run: `fork`, or `pull request` where the branch is in the repository itself. */
    readonly whose: 'fork' | 'pull request';
    /** That run's page. */
    readonly runUrl: string;
  };
}
