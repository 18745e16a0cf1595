import { parseLines } from './lines.js';
import type { QueueLength, Reading } from './reading.js';

/**
 * RabbitMQ's own counters, from 3.10 on, without any plugin: messages that publishers sent, connections, and each queue that
 * is not empty (messages that wait or are not acknowledged, consumers, its name). A stream keeps what was read: it is none.
 * Each line that is sent to it is a question, and an empty line ends each answer: `rabbitmqctl` starts a virtual machine of
 * its own, which takes one to two seconds, and an answer of one that runs takes milliseconds.
 */
const EXPRESSION = `
Left = fun(Queue) ->
  case amqqueue:get_type(Queue) =/= rabbit_stream_queue andalso catch rabbit_amqqueue:info(Queue, [messages, consumers]) of
    [{messages, Messages}, {consumers, Consumers}] when is_integer(Messages), Messages > 0 ->
      Name = base64:encode(element(4, amqqueue:get_name(Queue))),
      io:format("queue ~w ~w ~s~n", [Messages, Consumers, Name]);
    _ -> none
  end
end,
Answer = fun() ->
  Published = lists:sum([maps:get(messages_received_total, Counts, 0) || Counts <- maps:values(rabbit_global_counters:overview())]),
  Opened = lists:sum([element(2, Churn) || Churn <- ets:tab2list(connection_churn_metrics)]),
  io:format("messages ~w~nconnections ~w~n", [Published, Opened]),
  lists:foreach(Left, rabbit_amqqueue:list()),
  io:format("~n")
end,
Stay = fun Again() ->
  case io:get_line("") of
    eof -> ok;
    {error, _} -> ok;
    _ -> Answer(), Again()
  end
end,
Stay().
`;

export const RABBITMQ_ARGV: readonly string[] = ['rabbitmqctl', '--quiet', 'eval', EXPRESSION.trim()];

/**
 * @param output one answer of `RABBITMQ_ARGV`
 * @throws SyntaxError where it is none
 */
export function parseRabbitmq(output: string): Reading {
  const lines = output.split('\n');
  const { messages, connections } = parseLines(lines.filter((line) => !QUEUE.test(line)).join('\n'));
  if (messages === undefined || connections === undefined)
    throw new SyntaxError('it has no messages and connections');
  return { counters: { messages, connections }, lateMs: 0, queues: parseQueues(lines) };
}

const QUEUE = /^queue (\d+) (\d+) ([\w+/=]*)$/;

/** Queues of one name in several virtual hosts are added. */
function parseQueues(lines: readonly string[]): readonly QueueLength[] {
  const queues = new Map<string, QueueLength>();
  for (const line of lines) {
    const [, messages = '0', consumers = '0', encoded] = QUEUE.exec(line) ?? [];
    if (encoded === undefined) continue;
    const name = Buffer.from(encoded, 'base64').toString('utf8');
    const same = queues.get(name);
    queues.set(name, {
      name,
      messages: Number(messages) + (same?.messages ?? 0),
      consumers: Number(consumers) + (same?.consumers ?? 0),
    });
  }
  return [...queues.values()];
}
