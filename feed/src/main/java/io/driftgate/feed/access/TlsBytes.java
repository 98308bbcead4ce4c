package io.driftgate.feed.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What the files held at one moment. Immutable. */
final class TlsBytes {
  private static final int MAX_BYTES = 1 << 20;
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final TlsFiles files;
  private final byte[] certificate;
  private final byte[] key;
  private final Optional<byte[]> clientCa;

  private TlsBytes(TlsFiles files, byte[] certificate, byte[] key, Optional<byte[]> clientCa) {
    this.files = files;
    this.certificate = certificate;
    this.key = key;
    this.clientCa = clientCa;
  }

  /** Reads them. Blocks on the disk. */
  static TlsBytes read(TlsFiles files) throws PemException {
    ownersOnly(files.key());
    Optional<byte[]> clientCa =
        files.clientCa().isPresent()
            ? Optional.of(bytes(files.clientCa().get()))
            : Optional.empty();
    return new TlsBytes(files, bytes(files.certificate()), bytes(files.key()), clientCa);
  }

  private static byte[] bytes(Path file) throws PemException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new PemException(file, "is over 1 MiB; that is no PEM file");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new PemException(file, "does not exist");
    } catch (IOException e) {
      throw new PemException(file, "can't be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static void ownersOnly(Path file) throws PemException {
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
          && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw new PemException(file, "can be read by others than its owner; chmod 600 it");
      }
    } catch (IOException e) {
      throw new PemException(file, "does not exist or can't be read");
    }
  }

  TlsFiles files() {
    return files;
  }

  byte[] certificate() {
    return certificate.clone();
  }

  byte[] key() {
    return key.clone();
  }

  Optional<byte[]> clientCa() {
    return clientCa.map(byte[]::clone);
  }

  boolean isSameAs(TlsBytes other) {
    return Arrays.equals(certificate, other.certificate)
        && Arrays.equals(key, other.key)
        && Arrays.equals(clientCa.orElse(new byte[0]), other.clientCa.orElse(new byte[0]));
  }
}
