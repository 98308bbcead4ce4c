package io.driftgate.feed.desk;

/** Why a desk's connection is ended (interfaces §3). */
public enum CloseCode {
  GOING_AWAY(1012),
  BAD_FRAME(4400),
  NOT_AUTHENTICATED(4401),
  NOT_ALLOWED(4403),
  NO_SUBSCRIBE(4408),
  TOO_SLOW(4409);

  private final short code;

  CloseCode(int code) {
    this.code = (short) code;
  }

  /** As in the close frame. */
  public short code() {
    return code;
  }
}
