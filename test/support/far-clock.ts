/**
 * Tells another time than an engine's own in its `docker info`. A dockerd reads the clock of the kernel without the C library,
 * so that no library can set it another one.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Written so that answers keep their length. */
const PROXY = `
const net = require('node:net');
const [address, port, to, offMs] = process.argv.slice(1);
const shift = (chunk) => chunk.replace(/("SystemTime":")([0-9T:-]{19})/, (all, name, time) =>
  name + new Date(Date.parse(time + 'Z') + Number(offMs)).toISOString().slice(0, 19));
net.createServer({ allowHalfOpen: true }, (client) => {
  const engine = net.connect({ host: address, port: Number(to), allowHalfOpen: true });
  client.pipe(engine);
  engine.on('data', (chunk) => client.write(shift(chunk.toString('latin1')), 'latin1'));
  engine.on('end', () => client.end());
  for (const one of [client, engine]) one.on('error', () => { client.destroy(); engine.destroy(); });
}).listen(Number(port), address, () => console.log('up'));
`;

/** @param inside what runs a program on the engine's machine @returns ends it */
export async function startFarClock(
  inside: readonly string[],
  { address, port, to, offMs }: { address: string; port: number; to: number; offMs: number },
): Promise<() => Promise<void>> {
  const [program = '', ...argv] = [...inside, process.execPath, '-e', PROXY];
  const child = spawn(program, [...argv, address, String(port), String(to), String(offMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return async () => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
}
