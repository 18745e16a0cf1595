/** The reference target: a single-threaded HTTP server at HOST and PORT. It is a separate program (dist/reference.js). */
import { createServer } from 'node:http';
import { answer } from './handler.js';
import { PATH } from './request.js';

/** Bytes; longer bodies aren't read. */
const MAX_BODY = 65_536;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= MAX_BODY) chunks.push(chunk);
  });
  request.on('end', () => {
    const found = request.url === PATH && request.method === 'POST' && length <= MAX_BODY;
    const text = found ? tryAnswer(Buffer.concat(chunks).toString('utf8')) : null;
    response.writeHead(text === null ? 400 : 200, { 'content-type': 'application/json' });
    response.end(text ?? '{}');
  });
});

function tryAnswer(body: string): string | null {
  try {
    return answer(body);
  } catch {
    return null;
  }
}

server.listen(Number(process.env['PORT']), process.env['HOST'] ?? '0.0.0.0');
