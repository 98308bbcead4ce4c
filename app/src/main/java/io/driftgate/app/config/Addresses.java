package io.driftgate.app.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Rules about hosts and URLs. Nothing is looked up: only what is written counts. */
public final class Addresses {
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  /** Names that are never anybody's on the public internet. */
  private static final List<String> PRIVATE_ENDINGS =
      List.of(".local", ".localhost", ".internal", ".lan", ".home.arpa", ".svc", ".test");

  private Addresses() {}

  /** Whether a host is this machine and nothing else. */
  public static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || literal(host).map(InetAddress::isLoopbackAddress).orElse(false);
  }

  private static boolean isPrivate(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return isLoopback(host)
        || literal(host)
            .map(Addresses::isPrivate)
            .orElse(!name.contains(".") || PRIVATE_ENDINGS.stream().anyMatch(name::endsWith));
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    return address.isSiteLocalAddress() || uniqueLocal || shared;
  }

  /** The address that a literal is; never a lookup. */
  private static Optional<InetAddress> literal(String host) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    if (!IPV4.matcher(bare).matches() && !bare.contains(":")) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(bare));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * A URL of one of two schemes, plain or over TLS.
   *
   * @throws IllegalArgumentException with a message that holds no part of the URL
   */
  static URI url(String text, String plain, String secure) {
    URI uri = parse(text, plain);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals(plain) && !scheme.equals(secure)) {
      throw new IllegalArgumentException(
          "has another scheme than fits here; write " + plain + "://… or " + secure + "://…");
    }
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "holds a user or password; send them as headers: { Authorization: \"…${env:NAME}\" }");
    }
    if (uri.getHost() == null || uri.getFragment() != null) {
      throw new IllegalArgumentException(
          "is no URL with a host; write e.g. " + plain + "://10.0.0.5:8545");
    }
    if (scheme.equals(plain) && !isPrivate(uri.getHost())) {
      throw new IllegalArgumentException(
          "is not encrypted and leaves the private network; write " + secure + "://…");
    }
    return uri;
  }

  private static URI parse(String text, String plain) {
    try {
      URI uri = new URI(text);
      if (uri.getPort() > 65_535 || uri.getPort() == 0) {
        throw new IllegalArgumentException("has a port that does not exist; 1 to 65535 do");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "is no URL (" + e.getReason() + "); write e.g. " + plain + "://10.0.0.5:8545", e);
    }
  }
}
