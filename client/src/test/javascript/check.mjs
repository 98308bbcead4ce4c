// Vectors of the JavaScript client: Node's own SHA-256, and docs/feed.md.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Desk, rowHash, sha256, viewHash } from '../../../javascript/driftgate.js';

for (let length = 0; length < 200; length++) {
  const bytes = Uint8Array.from({ length }, (_, i) => 31 * i + length);
  assert.equal(Buffer.from(sha256(bytes)).toString('hex'), createHash('sha256').update(bytes).digest('hex'));
}

const eth = { id: 'ETH-PERP', version: 42, quotes: 'WITHDRAW', liquidations: 'ENABLED', onUnknown: { pauseLiquidations: false } };
const sol = { id: 'SOL-PERP', version: 7, quotes: 'OPEN', liquidations: 'ENABLED', onUnknown: { pauseLiquidations: true } };
assert.equal(rowHash(eth), '0xd6de9c91f04666b6ee6e5687793eb643ba33c42683d9cbc75f09ac39a77ec313');
assert.equal(viewHash([eth, sol]), '0xe52b9d6c7f1053c1e664537b9167f5dbf98b5f5e16ab2571c6da04a1132da54a');

assert.throws(() => new Desk(['ws://127.0.0.1:1'], { k: 2 }), RangeError);
const { quotes, liquidations } = new Desk(['ws://127.0.0.1:1']).permission('ETH-PERP');
assert.deepEqual([quotes, liquidations], ['WITHDRAW', 'PAUSED']);
