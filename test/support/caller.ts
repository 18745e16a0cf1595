/**
 * A service without packages that answers `/text`, and makes the upstream calls that `/upstream?calls=&reuse=` asks
 * for at once, as the targets of fixtures/targets do. It can be told to do something else (`replaced`).
 */
export const CALLER = `import { Agent, createServer, get } from 'node:http';
const kept = new Agent({ keepAlive: true, maxSockets: 256 });
const call = (agent) => new Promise((resolve, reject) => {
  get(process.env.UPSTREAM_URL, { agent }, (answer) => {
    let body = '';
    answer.on('data', (piece) => { body += piece; });
    answer.on('end', () => resolve(body));
    answer.on('error', reject);
  }).on('error', reject);
});
const agentFor = (reuse) => (reuse === 'off' ? false : kept);
const text = 'Hello, World!';
createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/text') return response.end(text);
  if (url.pathname === '/exit') process.exit(3);
  const agent = agentFor(url.searchParams.get('reuse'));
  const calls = Array.from({ length: Number(url.searchParams.get('calls') ?? 1) }, () => call(agent));
  response.end(JSON.stringify({ upstream: await Promise.all(calls) }));
}).listen(process.env.PORT, process.env.HOST);
`;
