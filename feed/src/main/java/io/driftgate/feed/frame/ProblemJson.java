package io.driftgate.feed.frame;

/** An error answer of REST: RFC 9457 {@code application/problem+json}. */
public final class ProblemJson {
  private ProblemJson() {}

  /** The body. */
  public static byte[] of(int code, String title, String detail) {
    return Json.object(
        json -> {
          json.writeStringField("type", "about:blank");
          json.writeStringField("title", title);
          json.writeNumberField("status", code);
          json.writeStringField("detail", WellFormed.of(detail));
        });
  }
}
