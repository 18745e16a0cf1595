/** Reports to people what a run does. The Action and the terminal implement it. */
export interface Log {
  info(message: string): void;
  warning(message: string, location?: { file: string; line: number; column: number }): void;
  error(message: string, location?: { file: string; line: number; column: number }): void;
  /** A folded part of the log. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
  /** One line, which replaces the last one if the output is a terminal. */
  progress(message: string): void;
}
