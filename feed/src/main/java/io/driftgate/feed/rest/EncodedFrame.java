package io.driftgate.feed.rest;

import io.driftgate.feed.frame.WireFrame;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** A frame's JSON, kept as the bytes that went out. Immutable. */
public final class EncodedFrame {
  private final byte[] utf8;

  /** Takes ownership of the bytes. */
  public EncodedFrame(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** On the wire, as {@code wired} makes it of the JSON, which must be left as it is. */
  public WireFrame frame(Function<byte[], WireFrame> wired) {
    return wired.apply(utf8);
  }

  /** How long the JSON is, in bytes. */
  public int length() {
    return utf8.length;
  }

  /** The JSON text. */
  public String json() {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
