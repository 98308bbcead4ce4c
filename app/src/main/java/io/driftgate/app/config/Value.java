package io.driftgate.app.config;

import io.driftgate.core.fact.Names;
import io.driftgate.core.plan.Ratio;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One value of the file. Each way of reading it reports what is wrong and then gives nothing. */
final class Value {
  private final Item item;
  private final int line;
  private final String path;
  private final Problems problems;

  Value(Item item, int keyLine, String path, Problems problems) {
    this.item = item;
    this.line = item instanceof Item.Scalar ? item.line() : keyLine;
    this.path = path;
    this.problems = problems;
    problems.place(path, line);
  }

  String path() {
    return path;
  }

  boolean isNull() {
    return item instanceof Item.Scalar scalar && scalar.isNull();
  }

  void report(String message) {
    problems.report(line, path, message);
  }

  /** As written, references and all. */
  Optional<String> raw() {
    if (item instanceof Item.Scalar scalar) {
      return Optional.of(scalar.text());
    }
    report("must be a single value, not a list or section");
    return Optional.empty();
  }

  /** A text that may not hold references: those are for what may be secret. */
  Optional<String> text() {
    Optional<String> raw = raw();
    if (raw.isPresent() && raw.get().contains("${")) {
      report("holds a ${…} reference; those are read in addresses, headers and secrets only");
      return Optional.empty();
    }
    return raw;
  }

  Optional<String> name() {
    return parsed(text(), text -> Names.check("name", text));
  }

  Optional<Long> durationNanos(long minNanos, long maxNanos) {
    return parsed(text(), text -> Durations.within(Durations.parse(text), minNanos, maxNanos));
  }

  Optional<Long> rateNanos(long minNanos, long maxNanos) {
    return parsed(text(), text -> Durations.within(Rates.nanosEach(text), minNanos, maxNanos));
  }

  Optional<Long> bytes(long min, long max) {
    return parsed(text(), text -> Sizes.parse(text, min, max));
  }

  Optional<Ratio> fraction() {
    Optional<Ratio> ratio = parsed(text(), Ratio::parse);
    if (ratio.isPresent() && ratio.get().compareTo(Ratio.ONE) > 0) {
      report("is above 1; write a fraction such as 0.9 or 2/3");
      return Optional.empty();
    }
    return ratio;
  }

  Optional<Long> integer(long min, long max) {
    return parsed(text(), text -> whole(text, min, max));
  }

  private static long whole(String text, long min, long max) {
    String range = "write a whole number from " + min + " to " + max;
    if (!text.matches("-?[0-9]{1,18}")) {
      throw new IllegalArgumentException("'" + text + "' is no whole number; " + range);
    }
    long number = Long.parseLong(text);
    if (number < min || number > max) {
      throw new IllegalArgumentException(number + " is out of range; " + range);
    }
    return number;
  }

  Optional<Boolean> flag() {
    return parsed(
        text(),
        text -> {
          if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("'" + text + "' is neither true nor false");
          }
          return text.equals("true");
        });
  }

  /** One of the words; a near miss is reported and read as what was meant. */
  Optional<String> oneOf(String what, Collection<String> words) {
    Optional<String> text = text();
    if (text.isEmpty() || words.isEmpty() || words.contains(text.get())) {
      return text; // with no words at all, their absence is the mistake, and is reported
    }
    report("there is no " + what + " '" + text.get() + "'; " + Spelling.hint(text.get(), words));
    return Spelling.nearest(text.get(), words);
  }

  <T> Optional<T> parsed(Optional<String> text, Function<String, T> how) {
    try {
      return text.map(how);
    } catch (IllegalArgumentException e) {
      report(e.getMessage());
      return Optional.empty();
    }
  }

  /** The values of a list, which must hold at least one. */
  List<Value> items() {
    if (!(item instanceof Item.Sequence sequence)) {
      report("must be a list");
      return List.of();
    }
    if (sequence.items().isEmpty()) {
      report("is empty; at least one is needed");
    }
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      Item element = sequence.items().get(i);
      values.add(new Value(element, element.line(), path + "[" + i + "]", problems));
    }
    return values;
  }

  /** The text of a list's only value, without reading or reporting anything else. */
  Optional<String> only() {
    return item instanceof Item.Sequence sequence
            && sequence.items().size() == 1
            && sequence.items().get(0) instanceof Item.Scalar scalar
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  Optional<Item.Mapping> mapping() {
    if (item instanceof Item.Mapping mapping) {
      return Optional.of(mapping);
    }
    report("must be a section of keys and values");
    return Optional.empty();
  }

  /** The values of a section with free keys, such as headers. */
  List<Named> named() {
    return mapping().map(Item.Mapping::entries).orElse(List.of()).stream()
        .map(
            e -> new Named(e.key(), new Value(e.value(), e.line(), path + "." + e.key(), problems)))
        .toList();
  }

  /** A value under a key that is not ours to name. */
  record Named(String key, Value value) {}

  /** A text under a key, without reading or reporting anything else. */
  Optional<String> peek(String key) {
    List<Item.Entry> entries = item instanceof Item.Mapping mapping ? mapping.entries() : List.of();
    return entries.stream()
        .filter(e -> e.key().equals(key) && e.value() instanceof Item.Scalar)
        .map(e -> ((Item.Scalar) e.value()).text())
        .findFirst();
  }

  Section section(Shape shape, Optional<Section> base) {
    return new Section(mapping(), line, shape, path, problems, base);
  }

  Section section(Shape shape) {
    return section(shape, Optional.empty());
  }
}
