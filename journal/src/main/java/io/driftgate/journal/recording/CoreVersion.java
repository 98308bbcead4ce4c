package io.driftgate.journal.recording;

import io.driftgate.core.RiskGate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which core this is: a hash over its class files. Two builds of the same source by the same
 * compiler have the same one; any change to the core makes another.
 */
public final class CoreVersion {
  private static final String FOLDER = "io/driftgate/core";

  private CoreVersion() {}

  /**
   * SHA-256 in hex. Reads all class files of the core.
   *
   * @throws IOException if they can't be read
   */
  public static String read() throws IOException {
    try {
      URI place = RiskGate.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path path = Path.of(place);
      if (Files.isDirectory(path)) {
        return hash(path);
      }
      try (FileSystem jar = FileSystems.newFileSystem(path, Map.of())) {
        return hash(jar.getPath("/"));
      }
    } catch (URISyntaxException e) {
      throw new IOException("the core's classes are in no place that can be read", e);
    }
  }

  private static String hash(Path root) throws IOException {
    MessageDigest digest = sha256();
    try (Stream<Path> files = Files.walk(root.resolve(FOLDER))) {
      List<Path> classes =
          files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
      for (Path file : classes) {
        String name = root.relativize(file).toString().replace('\\', '/');
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
