// Numbers and decisions in words.

export const NONE = '–';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });
const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

const CONDITIONS = {
  NO_QUORUM: 'no quorum: too few nodes agree on a head',
  SPLIT: 'split: nodes follow conflicting chains',
  FINALITY_VIOLATION: 'finality was contradicted',
  WARMING_UP: 'warming up: no head has followed the first yet',
  STALLED: 'stalled: no new head for two block times',
  NO_OBSERVER: 'no node is heard',
  SHUTDOWN: 'the gate is shutting down',
};

const RECOVERY = { 'recovery.hold': 'holding,', 'recovery.blocks': 'waiting for blocks,' };

// Exceeded below their threshold.
const LOW_IS_BAD = new Set(['quorum.agreement', 'observers']);

// Where it matters which nodes they are.
const BY_NODE = new Set(['behind', 'head.lag', 'diverged', 'quorum.agreement']);

export const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);
const or = (value, words) => (isNumber(value) ? words(value) : NONE);

export const count = (value) => or(value, (n) => whole.format(n));
export const share = (value) => or(value, (n) => percent.format(n));
export const timeOfDay = (unixMs) => or(unixMs, (ms) => clock.format(ms));

/** `2,310 ms`; below 10 ms with decimals, for differences there are real. */
export const millis = (value) =>
  or(value, (ms) => `${Math.abs(ms) < 10 ? fine.format(Number(ms.toPrecision(2))) : whole.format(ms)} ms`);

/** `850 ms`, `3.2 s`, `4 min 10 s`, `2 h 5 min`. */
export function duration(value) {
  return or(value, (ms) => {
    const seconds = Math.max(0, ms) / 1000;
    if (seconds < 1) return `${whole.format(seconds * 1000)} ms`;
    if (seconds < 60) return `${seconds.toFixed(1)} s`;
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
    return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  });
}

/** `0x1234…cdef`. */
export const shortHash = (hash) =>
  typeof hash === 'string' && hash.length > 12 ? `${hash.slice(0, 6)}…${hash.slice(-4)}` : NONE;

/** `head.staleness 2,310 ms > 2,000 ms on chain:ethereum`. */
export function reasonWords(reason) {
  const { bound = '', leg, metric, value, threshold, unit, nodes = [] } = reason;
  const on = leg ? ` on ${leg}` : '';
  if (!isNumber(value) && isNumber(threshold)) {
    return `${metric} has no value${on}, its bound is ${quantity(threshold, unit)}`;
  }
  if (!isNumber(threshold)) {
    const words = CONDITIONS[bound] ?? bound.replace(/^NODE_/, 'node is ');
    return `${words},${on}${who(nodes, leg)}`.replace(/,$/, '');
  }
  if (metric === 'recovery') {
    return `bounds are clear; ${RECOVERY[bound] ?? bound} ${quantity(value, unit)} of ${quantity(threshold, unit)}`;
  }
  const error = reason.uncertainty > 0 ? ` (+${quantity(reason.uncertainty, unit)})` : '';
  const measured = `${metric} ${quantity(value, unit)}${error}`;
  const limit = `${quantity(threshold, unit)}${on}${BY_NODE.has(metric) ? who(nodes, leg) : ''}`;
  if (value === threshold || value < threshold !== LOW_IS_BAD.has(metric)) {
    return `${measured} is not clear of ${limit} yet`;
  }
  return `${measured} ${value > threshold ? '>' : '<'} ${limit}`;
}

function who(nodes, leg) {
  const others = nodes.filter((node) => leg !== `node:${node}`);
  const more = others.length > 2 ? ' …' : '';
  return others.length > 0 ? ` (${others.slice(0, 2).join(', ')}${more})` : '';
}

function quantity(value, unit) {
  switch (unit) {
    case 'ms':
      return `${whole.format(value)} ms`;
    case 'blocks':
      return `${whole.format(value)} ${value === 1 ? 'block' : 'blocks'}`;
    default:
      return fine.format(value);
  }
}

/** `head of geth-1 #1,234` or `a deadline`. */
export function causeWords(cause) {
  if (!cause) return NONE;
  const kind = String(cause.kind).toLowerCase();
  if (!cause.node) return kind === 'deadline' ? 'a deadline passed' : kind;
  return `${kind} of ${cause.node}${isNumber(cause.height) && cause.height >= 0 ? ` #${count(cause.height)}` : ''}`;
}
