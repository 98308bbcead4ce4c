package io.driftgate.feed.desk;

/** Why somebody was turned away, or shown out. */
public enum Refusal {
  /** A page of another origin. */
  ORIGIN,
  /** A {@code Host} that is none of this server's names. */
  HOST,
  /** No token, or one that is unknown, expired or withdrawn. */
  TOKEN,
  /** A good token that is not for this. */
  SCOPE,
  /** Too many desks with one token. */
  TOKEN_CROWD,
  /** Too many connections of one address. */
  ADDRESS_CROWD,
  /** Too many connections over all, counted before any handshake. */
  CROWD,
  /** A pause in accepting, because too many came at once. */
  RUSH
}
