// Row and view hashes: how a desk proves to itself that its table is the gate's.
//
// A library instead of crypto.subtle: that one is missing where a page is not served over TLS, and
// it answers later, when the table may have changed.
import './lib/sha256.js';

const sha256 = globalThis.sha256;
const PREFIX = '0x';

/** SHA-256 of the row's canonical encoding (US-ASCII, each line ended by one LF). */
export function rowHash(row) {
  const lines = [
    'driftgate.row.v1',
    row.id,
    row.version,
    row.quotes,
    row.liquidations,
    row.onUnknown?.pauseLiquidations,
  ];
  return PREFIX + sha256(lines.map((line) => `${line}\n`).join(''));
}

/** SHA-256 over the row hashes' bytes, in order of market id. */
export function viewHash(hashes) {
  const digest = sha256.create();
  for (const hash of hashes) {
    digest.update(bytes(hash));
  }
  return PREFIX + digest.hex();
}

function bytes(hash) {
  const digits = hash.slice(PREFIX.length);
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
    parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  );
}
