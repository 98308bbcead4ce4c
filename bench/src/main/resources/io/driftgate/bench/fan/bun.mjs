// Bun (uWebSockets) as a peer. Argument: file of the payload. Byte P publishes, any other sends in a loop.
import { readFileSync } from 'node:fs';

const payload = readFileSync(process.argv[2], 'utf8');
const desks = new Set();
const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  fetch: (request, self) =>
    self.upgrade(request) ? undefined : new Response('a WebSocket', { status: 426 }),
  websocket: {
    perMessageDeflate: false,
    idleTimeout: 0,
    open(desk) {
      desk.subscribe('transitions');
      desks.add(desk);
    },
    message() {},
    close: (desk) => desks.delete(desk),
  },
});
const trigger = Bun.listen({
  hostname: '127.0.0.1',
  port: 0,
  socket: {
    data(socket, bytes) {
      if (bytes[0] === 0x50) server.publish('transitions', payload);
      else for (const desk of desks) desk.send(payload);
    },
  },
});
console.log(`desks on ${server.port}, trigger on ${trigger.port}`);
process.stdin.on('end', () => process.exit()).resume();
