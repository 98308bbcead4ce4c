package io.driftgate.feed.frame;

/** The {@code error} frame: something well-formed was asked that can't be done. */
public final class ErrorJson {
  private ErrorJson() {}

  /** The frame; {@code code} is for programs, {@code message} says what would be right. */
  public static byte[] frame(String code, String message) {
    return Json.object(
        json -> {
          json.writeStringField("type", "error");
          json.writeStringField("code", code);
          json.writeStringField("message", message);
        });
  }
}
