// A monotonic clock that a sleeping machine can't stop: in some browsers performance.now() stands
// still meanwhile, and a lease would outlive its gate's word. Wall time may push the clock forward,
// which ends leases early; it never holds it back.

const SLEEP_MS = 250; // less is no sleep: wall time is slewed, and read at another moment

export function wakefulClock(monotonicNow = () => performance.now(), wallNow = () => Date.now()) {
  let sleptMs = 0;
  let aheadMs = wallNow() - monotonicNow();
  return () => {
    const now = monotonicNow();
    const gainedMs = wallNow() - now - aheadMs;
    if (Math.abs(gainedMs) > SLEEP_MS) {
      sleptMs += Math.max(0, gainedMs);
      aheadMs += gainedMs;
    }
    return now + sleptMs;
  };
}
