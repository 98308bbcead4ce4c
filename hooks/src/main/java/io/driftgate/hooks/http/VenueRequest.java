package io.driftgate.hooks.http;

import java.util.Map;

/**
 * A request as it goes out, signed.
 *
 * @param target path and query, encoded
 * @param body empty: none
 */
public record VenueRequest(Verb verb, String target, Map<String, String> headers, String body) {
  /** The methods that venues use. */
  public enum Verb {
    GET,
    POST,
    DELETE
  }

  public VenueRequest {
    headers = Map.copyOf(headers);
  }

  /** Without the query and the headers: they carry keys and signatures. */
  @Override
  public String toString() {
    int query = target.indexOf('?');
    return verb + " " + (query < 0 ? target : target.substring(0, query));
  }
}
