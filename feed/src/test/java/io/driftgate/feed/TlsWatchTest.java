package io.driftgate.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftgate.feed.access.PemException;
import io.driftgate.feed.access.TlsFiles;
import io.driftgate.feed.access.TlsWatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of TLS files, and what is refused. */
final class TlsWatchTest {
  @TempDir static Path made;
  private static TestCertificate one;
  private static TestCertificate other;

  @TempDir Path folder;
  private TlsFiles files;

  @BeforeAll
  static void make() {
    one = TestCertificate.in(made, "one", 100);
    other = TestCertificate.in(made, "other", 50);
  }

  @BeforeEach
  void copy() throws Exception {
    files = new TlsFiles(folder.resolve("cert.pem"), folder.resolve("key.pem"), Optional.empty());
    put(one.certificate(), files.certificate());
    put(one.key(), files.key());
  }

  private static void put(Path from, Path to) throws Exception {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
  }

  @Test
  void shouldTakeWhatFitsOnceBothFilesHaveChanged() throws Exception {
    TlsWatch watch = TlsWatch.of(files);
    long first = watch.current().expiresMs();
    assertThat(watch.look(0)).isEmpty();
    put(other.certificate(), files.certificate());
    assertThat(watch.look(0)).isEmpty();
    assertThat(watch.current().expiresMs()).isEqualTo(first);
    put(other.key(), files.key());
    assertThat(watch.look(0)).isPresent();
    assertThat(watch.current().expiresMs()).isLessThan(first);
    assertThat(watch.look(0)).isEmpty();
  }

  @Test
  void shouldKeepWhatItHasWhileAFileIsGoneOrHalfWritten() throws Exception {
    TlsWatch watch = TlsWatch.of(files);
    String whole = Files.readString(files.certificate());
    Files.writeString(files.certificate(), whole.substring(0, whole.length() / 2));
    assertThat(watch.look(0)).isEmpty();
    Files.delete(files.certificate());
    assertThat(watch.look(0)).isEmpty();
    Files.writeString(files.certificate(), whole);
    assertThat(watch.look(0)).isEmpty();
  }

  @Test
  void shouldRefuseAKeyOfAnotherCertificate() throws Exception {
    put(other.key(), files.key());
    assertThatThrownBy(() -> TlsWatch.of(files))
        .isInstanceOf(PemException.class)
        .hasMessageContaining("key.pem is not the certificate's key");
  }

  @Test
  void shouldRefuseWhatIsNoKeyAndRepeatNothingOfIt() throws Exception {
    Files.writeString(
        files.key(), "-----BEGIN PRIVATE KEY-----\nY2FuYXJ5\n-----END PRIVATE KEY-----\n");
    assertThatThrownBy(() -> TlsWatch.of(files))
        .hasMessageContaining("is broken, or of another kind")
        .hasMessageNotContaining("Y2FuYXJ5");
    Files.writeString(files.key(), "-----BEGIN EC PRIVATE KEY-----\nY2FuYXJ5\n");
    assertThatThrownBy(() -> TlsWatch.of(files))
        .hasMessageContaining("openssl pkcs8")
        .hasMessageNotContaining("Y2FuYXJ5");
  }

  @Test
  void shouldRefuseAKeyThatOthersCanRead() throws Exception {
    Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> TlsWatch.of(files)).hasMessageContaining("chmod 600");
  }

  @Test
  void shouldRefuseACertificateFileWithoutOne() throws Exception {
    Files.writeString(files.certificate(), "");
    assertThatThrownBy(() -> TlsWatch.of(files)).hasMessageContaining("holds no certificate");
  }
}
