package io.driftgate.collector;

import io.vertx.core.net.KeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The keys with which hostile nodes open their doors. */
final class HostileKeys {
  private HostileKeys() {}

  /** Makes them and their authority in a folder, in which {@link Authority#trustIn} finds it. */
  static Map<Deed.Door, KeyCertOptions> issue(Path folder)
      throws IOException, InterruptedException {
    Authority authority = new Authority(folder);
    Authority stranger = new Authority(Files.createDirectory(folder.resolve("stranger")));
    Map<Deed.Door, KeyCertOptions> keys = new EnumMap<>(Deed.Door.class);
    keys.put(Deed.Door.EXPIRED, authority.issue("SAN=ip:127.0.0.1", "-10d"));
    keys.put(Deed.Door.OTHER_HOST, authority.issue("SAN=dns:node.example", "-1d"));
    keys.put(Deed.Door.UNTRUSTED, stranger.issue("SAN=ip:127.0.0.1", "-1d"));
    return keys;
  }
}
