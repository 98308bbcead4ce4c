package io.driftgate.client.protocol;

/** What a desk counts of each gate. */
public enum Counted {
  /** Connections that said hello. */
  CONNECTIONS,
  /** Connections that could not be made. */
  FAILURES,
  /** Grants that counted. */
  GRANTS,
  /** Grants whose nonce is not known or whose time was over when they came. */
  LATE_GRANTS,
  /** Grants for another table than ours. */
  MISMATCHES,
  /** Transitions that did not follow what is known. */
  GAPS,
  /** Transitions and snapshots that are not newer than what is known. */
  STALE,
  /** Frames of an epoch that is over. */
  FENCED,
  /** Signatures that were missing or wrong. */
  BAD_SIGNATURES,
  /** Sessions that were ended because the gate broke the rules; bad signatures are among them. */
  RESETS,
  /** Sessions that were ended because the gate was silent, or did not answer a subscribe. */
  SILENCES,
  /** Error frames. */
  REFUSALS,
  /** Acknowledgements sent. */
  ACKS
}
