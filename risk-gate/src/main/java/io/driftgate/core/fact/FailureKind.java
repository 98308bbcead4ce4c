package io.driftgate.core.fact;

/** Why an exchange with a node gave no observation (semantics §2). */
public enum FailureKind {
  /** No complete answer within the request's time limit. */
  TIMEOUT,
  /** No connection, or the connection ended before the answer did. */
  REFUSED,
  /** The TLS handshake or certificate check failed. */
  TLS,
  /** An HTTP status other than 200 or 429. */
  HTTP_STATUS,
  /** HTTP 429, or the provider's JSON-RPC equivalent. */
  RATE_LIMITED,
  /** A body that does not parse, or whose parts contradict each other. */
  MALFORMED,
  /** A body or frame over its cap. */
  TOO_LARGE,
  /** The node answers for another chain than configured. */
  WRONG_CHAIN,
  /** The header's fields do not hash to the hash it claims. */
  INVALID_HEADER,
  /** A JSON-RPC error object. */
  RPC_ERROR,
  /** Height 0 with an all-zero hash, or no head at all: nothing was ever synced. */
  NEVER_SYNCED
}
