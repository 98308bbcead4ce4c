package io.driftgate.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts what {@code ${env:NAME}} and {@code ${file:PATH}} refer to in their place. What comes out
 * may be secret: no message here or above holds any of it.
 */
final class References {
  private static final Pattern FORM = Pattern.compile("\\$\\{(env|file):([^}]+)}");
  private static final long MAX_FILE_BYTES = 16_384;
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Path folder;
  private final Function<String, Optional<String>> environment;

  /**
   * Resolves against a folder and an environment.
   *
   * @param folder of the configuration file
   */
  References(Path folder, Function<String, Optional<String>> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  static boolean isIn(String text) {
    return FORM.matcher(text).find();
  }

  /** The text with all references replaced; empty when one can't be, which is then reported. */
  Optional<String> resolve(Value value) {
    return value.parsed(value.raw(), this::replaceAll);
  }

  /**
   * All that the one file or variable holds which the value refers to, line breaks included; empty
   * when it can't be had, which is then reported.
   */
  Optional<String> secret(Value value) {
    return value.parsed(
        value.raw(),
        text -> {
          Matcher reference = FORM.matcher(text);
          if (!reference.matches()) {
            throw new IllegalArgumentException(
                "must be one reference to a secret; write ${file:PATH} or ${env:NAME}");
          }
          return text(reference);
        });
  }

  private String replaceAll(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.replaceAll("").contains("${")) {
      throw new IllegalArgumentException(
          "holds a reference that is neither ${env:NAME} nor ${file:PATH}");
    }
    return FORM.matcher(text).replaceAll(match -> Matcher.quoteReplacement(printable(match)));
  }

  private String printable(MatchResult match) {
    String text = text(match);
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          match.group() + " holds a line break or control character; it must be one line of text");
    }
    return text;
  }

  private String text(MatchResult match) {
    return match.group(1).equals("env") ? env(match.group(2)) : file(match.group(2));
  }

  private String env(String name) {
    return environment
        .apply(name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "environment variable " + name + " is not set; export it before starting"));
  }

  private String file(String name) {
    Path path = folder.resolve(name);
    try {
      if (Files.size(path) > MAX_FILE_BYTES) {
        throw new IllegalArgumentException("file " + name + " is over 16 KiB; that is no secret");
      }
      ownersOnly(name, path);
      return Files.readString(path).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "file "
              + name
              + " cannot be read ("
              + e.getClass().getSimpleName()
              + "); its path is relative to the configuration file",
          e);
    }
  }

  private static void ownersOnly(String name, Path path) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains)) {
      throw new IllegalArgumentException(
          "file " + name + " can be read by others than its owner; chmod 600 it");
    }
  }
}
