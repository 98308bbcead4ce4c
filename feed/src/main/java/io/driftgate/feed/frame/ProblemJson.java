package io.driftgate.feed.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** An error answer of REST: RFC 9457 {@code application/problem+json}. */
public final class ProblemJson {
  private ProblemJson() {}

  /**
   * One of several mistakes.
   *
   * @param pointer to the field of the body (RFC 6901, as a fragment), or empty
   * @param detail what is wrong, and what would be right
   */
  public record Mistake(String pointer, String detail) {}

  /** The body. */
  public static byte[] of(int code, String title, String detail) {
    return of(code, title, detail, List.of());
  }

  /** The body, with each mistake for itself. */
  public static byte[] of(int code, String title, String detail, List<Mistake> mistakes) {
    return Json.object(
        json -> {
          json.writeStringField("type", "about:blank");
          json.writeStringField("title", title);
          json.writeNumberField("status", code);
          json.writeStringField("detail", WellFormed.of(detail));
          if (!mistakes.isEmpty()) {
            mistakes(json, mistakes);
          }
        });
  }

  private static void mistakes(JsonGenerator json, List<Mistake> mistakes) throws IOException {
    json.writeArrayFieldStart("errors");
    for (Mistake mistake : mistakes) {
      json.writeStartObject();
      Fields.text(json, "pointer", mistake.pointer());
      json.writeStringField("detail", WellFormed.of(mistake.detail()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
