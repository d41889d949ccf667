/**
 * What a service costs that decides nothing: reads the body as JSON and answers one fixed card of about 2 KB.
 * Usage: node bench/plain-server.mjs node|express PORT
 */
import { createServer } from 'node:http';
import express from 'express';

const [kind, port] = process.argv.slice(2);
const detail = 'Nothing of this was decided; it is as long as the text of a card of Herald. '
  .repeat(25)
  .slice(0, 1_600);
const answer = {
  cards: [
    {
      uuid: '6f9619ff-8b86-5d01-b42d-00cf4fc964ff',
      summary: 'A fixed card, the same for every request',
      detail,
      indicator: 'info',
      source: { label: 'Bench', topic: { system: 'https://example.org/topics', code: 'FIXED', display: 'Fixed' } },
    },
  ],
};

function bare() {
  return createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = request.method === 'POST' ? JSON.parse(Buffer.concat(chunks).toString('utf8')) : {};
      const text = JSON.stringify(body.hook === 'none' ? {} : answer);
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
      response.end(text);
    });
  });
}

function withExpress() {
  const app = express();
  app.get('/readyz', (_request, response) => response.json({}));
  app.post('/cds-services/:id', express.json({ limit: '4mb' }), (request, response) =>
    response.json(request.body.hook === 'none' ? {} : answer),
  );
  return createServer(app);
}

const server = kind === 'express' ? withExpress() : bare();
server.listen(Number(port), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
