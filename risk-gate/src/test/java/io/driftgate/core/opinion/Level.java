package io.driftgate.core.opinion;

/** What a threshold asks for. */
enum Level {
  WIDEN,
  WITHDRAW,
  PAUSE
}
