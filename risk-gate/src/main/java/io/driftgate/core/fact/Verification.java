package io.driftgate.core.fact;

/** Whether a head's hash was recomputed from its header's fields (semantics §2). */
public enum Verification {
  /** Not computed for this chain, or not for this answer. */
  OFF,
  /** The fields hash to the hash. */
  VERIFIED,
  /** The header has fields that are not known here. */
  UNKNOWN_FIELDS,
  /** The fields, all known, hash to something else. */
  MISMATCH
}
