package io.driftgate.collector.protocol;

import io.driftgate.collector.Protocols;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words that the collector's own classes are written with: those of every text in their
 * constant pools. A message that has another word repeats what a node said.
 */
final class OurWords {
  private static final Pattern MESSAGE = Pattern.compile("[ -~−]{1,200}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_]+");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}|0x[0-9a-f]{2}");
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int UNUSED = -1;

  /** How many bytes follow each tag of a constant (JVM specification, 4.4). */
  private static final List<Integer> SIZES =
      List.of(
          UNUSED, UNUSED, UNUSED, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, UNUSED, UNUSED, 3, 2, 4, 4, 2, 2);

  private static final Set<String> WORDS = words();

  private OurWords() {}

  /** Fails on another word; {@code configured} is one of ours, too. */
  static void check(String message, String configured) {
    Promises.require(MESSAGE.matcher(message).matches(), "a message of other characters");
    Matcher word = WORD.matcher(message);
    while (word.find()) {
      String found = word.group();
      boolean ours =
          NUMBER.matcher(found).matches() || found.equals(configured) || WORDS.contains(found);
      Promises.require(ours, "a word that is none of ours");
    }
  }

  private static Set<String> words() {
    Set<String> words = new HashSet<>();
    try (Stream<Path> files = Files.walk(classes())) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        addTexts(Files.readAllBytes(file), words);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }

  private static Path classes() {
    return Path.of(Protocols.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static void addTexts(byte[] bytes, Set<String> words) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    in.skipNBytes(8);
    int count = in.readUnsignedShort();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      if (tag == UTF8) {
        WORD.matcher(in.readUTF()).results().forEach(word -> words.add(word.group()));
      } else {
        in.skipNBytes(SIZES.get(tag));
        i += tag == LONG || tag == DOUBLE ? 1 : 0;
      }
    }
  }
}
