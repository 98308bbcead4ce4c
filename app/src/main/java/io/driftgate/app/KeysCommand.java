package io.driftgate.app;

import io.driftgate.app.monitor.ExitCode;
import io.driftgate.feed.sign.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code driftgate keys}. */
@Command(
    name = "keys",
    description =
        "Makes a key that the feed signs with, and says what desks must know to check signatures.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.ManifestVersion.class,
    footer = {
      "",
      "Example: driftgate keys --out feed-ed25519.pem",
      "then, in the configuration: feed: { signingKey: \"$${file:feed-ed25519.pem}\" }"
    })
final class KeysCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "feed-ed25519.pem",
      description =
          "Where the private key goes, for its owner only; must not be there yet. Default: "
              + "${DEFAULT-VALUE}.")
  private Path out;

  @Override
  public Integer call() {
    SigningKey key = SigningKey.random();
    PrintWriter err = spec.commandLine().getErr();
    try {
      write(key.pem().getBytes(StandardCharsets.US_ASCII));
    } catch (FileAlreadyExistsException e) {
      err.println(out + " is there already; name another file, for a key that is lost is lost");
      return ExitCode.FAILED;
    } catch (IOException e) {
      err.println(out + " cannot be written (" + e.getClass().getSimpleName() + ")");
      return ExitCode.UNAVAILABLE;
    }
    PrintWriter say = spec.commandLine().getOut();
    say.println("private key  " + out);
    say.println("kid          " + key.kid());
    say.println("ed25519      " + key.publicKey());
    say.flush();
    return ExitCode.OK;
  }

  /** The mode is the file's from its first moment on. */
  private void write(byte[] pem) throws IOException {
    FileAttribute<?>[] owners =
        out.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (SeekableByteChannel file =
        Files.newByteChannel(
            out, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owners)) {
      ByteBuffer bytes = ByteBuffer.wrap(pem);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    }
  }
}
