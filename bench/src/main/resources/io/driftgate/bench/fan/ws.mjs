// Node's `ws` as a peer. Arguments: folder of its node_modules, file of the payload.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const { WebSocketServer } = createRequire(resolve(process.argv[2], 'x.js'))('ws');
const payload = readFileSync(process.argv[3]);
const whole = { binary: false, compress: false };
const desks = new WebSocketServer({
  host: '127.0.0.1', port: 0, backlog: 4096, perMessageDeflate: false, skipUTF8Validation: true,
});
const trigger = createServer({ noDelay: true }, (socket) => {
  socket.on('data', () => {
    for (const desk of desks.clients) desk.send(payload, whole);
  });
});
desks.on('listening', () => trigger.listen(0, '127.0.0.1', () => {
  console.log(`desks on ${desks.address().port}, trigger on ${trigger.address().port}`);
}));
process.stdin.on('end', () => process.exit()).resume();
