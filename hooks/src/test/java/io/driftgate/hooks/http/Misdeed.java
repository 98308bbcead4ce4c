package io.driftgate.hooks.http;

/** What a local venue can do to a request that would act. */
public enum Misdeed {
  /** Nothing is done, and nothing is said. */
  HANG,
  /** It is done, and nothing is said. */
  ACT_AND_HANG,
  /** It is done, and a server error is said. */
  ACT_AND_500,
  /** Nothing is done, and a server error is said. */
  ERROR_500,
  /** Nothing is done: too many requests. */
  RATE_LIMIT,
  /** Nothing is done: the request's time is wrong. */
  WRONG_CLOCK,
  /** Nothing is done: the key may not. */
  NO_PERMISSION,
  /** It is done; the connection ends in the middle of the answer. */
  ACT_AND_CLOSE,
  /** Nothing is done, and another address is named. */
  REDIRECT,
  /** It is done, and the answer is too large. */
  ACT_AND_FLOOD,
  /** It is done, and the answer is of no known form. */
  ACT_AND_NONSENSE
}
