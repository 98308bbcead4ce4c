package io.driftgate.feed.rest;

import java.nio.charset.StandardCharsets;

/** A frame's JSON, kept as the bytes that went out. Immutable. */
public final class EncodedFrame {
  private final byte[] utf8;

  /** Takes ownership of the bytes. */
  public EncodedFrame(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** The JSON text. */
  public String json() {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
