// Takes what the target sends: node receiver.mjs
import { createServer } from 'node:http';
import { createHmac, timingSafeEqual } from 'node:crypto';

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const expected = createHmac('sha256', process.env.OMNEO_SECRET).update(body).digest();
  const given = Buffer.from(request.headers['x-omneo-hmac-sha256'] ?? '', 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    response.writeHead(401).end();
    return;
  }
  const data = JSON.parse(body.toString('utf8'));
  const $mail = data?.["mail"]; // "o'brien@example.com"
  const $odd_key = data?.["odd key"]?.[0]; // 1.50
  const $mail2 = data?.["odd key"]?.[1]?.["mail"]; // null
  const $text = data?.["text"]; // "? > \" $HOME `id` \u00e4 ä \n */ ' end"
  const $empty = data?.["empty"]; // {}
  const $_9 = data?.["9"]; // true
  response.writeHead(202).end();
}).listen(process.env.PORT ?? 8080);
