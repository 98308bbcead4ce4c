package io.driftgate.feed.access;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The PEM files of an encrypted server.
 *
 * @param certificate the server's, followed by what signed it
 * @param key the certificate's, PKCS#8, unencrypted
 * @param clientCa who signs clients' certificates; empty: clients need none
 */
public record TlsFiles(Path certificate, Path key, Optional<Path> clientCa) {
  List<Path> all() {
    return Stream.concat(Stream.of(certificate, key), clientCa.stream()).toList();
  }
}
