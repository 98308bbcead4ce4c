package io.driftgate.hooks.webhook;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Where a webhook goes.
 *
 * @param url https, or http where the configuration says so
 * @param secrets to sign with; while one is being replaced both, and a receiver needs to know one
 *     of them; empty: unsigned
 * @param headers sent with each request, e.g. a token; never logged
 */
public record WebhookSettings(URI url, List<WebhookSecret> secrets, Map<String, String> headers) {
  public WebhookSettings {
    secrets = List.copyOf(secrets);
    headers = Map.copyOf(headers);
  }

  /** Without what is secret; a path may hold a key. */
  @Override
  public String toString() {
    return "WebhookSettings[" + url.getHost() + ", secrets " + secrets.size() + "]";
  }
}
