import { parseLines } from './lines.js';
import type { Reading } from './reading.js';

/** RabbitMQ's own counters, from 3.10 on, without any plugin: messages that publishers sent, and connections. */
const EXPRESSION = `
Published = lists:sum([maps:get(messages_received_total, Counts, 0) || Counts <- maps:values(rabbit_global_counters:overview())]),
Opened = lists:sum([element(2, Churn) || Churn <- ets:tab2list(connection_churn_metrics)]),
io:format("messages ~w~nconnections ~w~n", [Published, Opened]).
`;

export const RABBITMQ_ARGV: readonly string[] = ['rabbitmqctl', '--quiet', 'eval', EXPRESSION.trim()];

/**
 * @param output of `RABBITMQ_ARGV`: our two lines, and `ok`, the value of the expression
 * @throws SyntaxError where they are not there
 */
export function parseRabbitmq(output: string): Reading {
  const { messages, connections } = parseLines(output.replace(/^ok\s*$/m, ''));
  if (messages === undefined || connections === undefined)
    throw new SyntaxError('it has no messages and connections');
  return { counters: { messages, connections }, lateMs: 0 };
}
