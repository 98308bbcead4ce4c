package io.driftgate.feed.door;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Under which names a server that asks for no token may be called. A page of evil.example whose
 * name is made to resolve to this server is of the same origin as far as the browser knows (DNS
 * rebinding); its requests name evil.example as their host. An address is nobody's name. Immutable.
 */
final class HostNames {
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]{2,45}]");

  private final Set<String> names = new HashSet<>(Set.of("localhost"));

  /**
   * The names of one server.
   *
   * @param configured what it listens on
   * @param origins that are let in
   */
  HostNames(String configured, Set<String> origins) {
    names.add(configured.toLowerCase(Locale.ROOT));
    origins.forEach(origin -> names.add(URI.create(origin).getHost().toLowerCase(Locale.ROOT)));
  }

  /** Whether a {@code Host} header is an address or one of the names, with any port or none. */
  boolean has(Optional<String> host) {
    if (host.isEmpty()) {
      return false;
    }
    String name = host.get().toLowerCase(Locale.ROOT).replaceFirst(":[0-9]{1,5}$", "");
    return names.contains(name) || ADDRESS.matcher(name).matches();
  }
}
