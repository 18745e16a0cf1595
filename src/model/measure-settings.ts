/** How long the rounds are and how many generations there may be. All durations in ms. */
export interface MeasureSettings {
  readonly screenGenerations: number;
  readonly confirmGenerations: number;
  readonly maxGenerations: number;
  readonly warmupMs: number;
  /** Where a target has services, its warm-up goes on until it is warm, for so long at most. Absent: it doesn't. */
  readonly settleMs?: number;
  readonly duetMs: number;
  readonly soloMs: number;
  readonly probeMs: number;
  /** Cut from both ends of a round before rates are computed. */
  readonly trimMs: number;
  /** Connections of a probe round, 1 or 2. */
  readonly probeConnections: number;
}
