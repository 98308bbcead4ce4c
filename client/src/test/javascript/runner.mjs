// Puts the JavaScript client behind the conformance suite's lines; see ClientProcess.java.
// The client's file may be named, so that spoilt copies of it can be tried as well.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [file, tools] = process.argv.slice(2);
const Socket = globalThis.WebSocket ?? createRequire(`${tools}/`)('ws'); // Node has its own from 22 on
const { Desk } = await import(pathToFileURL(file));

const say = (line) => process.stdout.write(`${line}\n`);

/** Tells when a renewal is sent. */
class Told extends Socket {
  send(text) {
    const { op, nonce } = JSON.parse(text);
    if (op === 'renew') {
      say(`sent ${nonce} ${performance.now()}`);
    }
    super.send(text);
  }
}

const wallNow = Date.now;
let desk;
createInterface({ input: process.stdin }).on('line', (line) => {
  const [order, ...words] = line.split(' ');
  if (order === 'connect') {
    const [k, maxHoldMs, key, ...urls] = words;
    const keys = key === '-' ? null : { k1: key };
    desk = new Desk(urls, { k: Number(k), maxHoldMs: Number(maxHoldMs), keys, WebSocket: Told });
    desk.start();
  } else if (order === 'permission') {
    const nowMs = performance.now();
    const { quotes, liquidations, untilMs, why } = desk.permission(words[0]);
    say(`permission ${quotes} ${liquidations} ${untilMs} ${nowMs} ${why}`);
  } else if (order === 'clock') {
    Date.now = () => wallNow() + Number(words[0]);
  } else {
    process.exit(0);
  }
});
