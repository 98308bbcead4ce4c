package io.driftgate.app.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One mapping of the file, read key by key. Unknown keys are reported when it is made; one that is
 * misspelt is read as what was meant, so that one mistake is one line.
 */
final class Section {
  private final Shape shape;
  private final String path;
  private final int line;
  private final Problems problems;
  private final Map<String, Value> values = new HashMap<>();
  private final Optional<Section> base;
  private final boolean hollow;

  /**
   * Reads a mapping.
   *
   * @param own empty where the file has something else, which was reported: nothing is missed then
   * @param base whose values stand where the section has none
   */
  Section(
      Optional<Item.Mapping> own,
      int line,
      Shape shape,
      String path,
      Problems problems,
      Optional<Section> base) {
    Item.Mapping mapping = own.orElse(new Item.Mapping(line, List.of()));
    this.hollow = own.isEmpty();
    this.shape = shape;
    this.path = path;
    this.line = line;
    this.problems = problems;
    this.base = base;
    problems.place(path, line);
    mapping.entries().stream().filter(e -> shape.keys().contains(e.key())).forEach(this::keep);
    mapping.entries().stream().filter(e -> !shape.keys().contains(e.key())).forEach(this::refuse);
  }

  private void keep(Item.Entry entry) {
    keepAs(entry.key(), entry);
  }

  private void keepAs(String key, Item.Entry entry) {
    Value value = new Value(entry.value(), entry.line(), pathOf(entry.key()), problems);
    if (entry.value() instanceof Item.Scalar scalar && scalar.isNull()) {
      value.report("has no value; give it one or remove the key");
    }
    values.put(key, value);
  }

  private void refuse(Item.Entry entry) {
    String key = entry.key();
    if (shape.later().contains(key)) {
      problems.report(entry.line(), pathOf(key), Shape.NOT_YET);
      return;
    }
    List<String> free = shape.keys().stream().filter(k -> !values.containsKey(k)).toList();
    Optional<String> meant = Spelling.nearest(key, free);
    problems.report(
        entry.line(),
        pathOf(key),
        "unknown key; " + Spelling.hint(key, meant.isPresent() ? free : shape.keys()));
    meant.ifPresent(word -> keepAs(word, entry));
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  String path() {
    return path;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** The key's value, here or in the preset beneath. */
  Optional<Value> find(String key) {
    if (!shape.keys().contains(key)) {
      throw new IllegalArgumentException(shape + " has no key " + key);
    }
    Optional<Value> own = Optional.ofNullable(values.get(key)).filter(value -> !value.isNull());
    return own.isPresent() || values.containsKey(key) ? own : base.flatMap(b -> b.find(key));
  }

  /** Reads a key that may be absent. */
  <T> Optional<T> read(String key, Function<Value, Optional<T>> how) {
    return find(key).flatMap(how);
  }

  /** Reads a key that must be there; {@code example} shows what would be right. */
  <T> Optional<T> must(String key, String example, Function<Value, Optional<T>> how) {
    Optional<Value> value = find(key);
    if (value.isEmpty() && !values.containsKey(key) && !hollow) {
      problems.report(line, pathOf(key), "is missing; write e.g. " + key + ": " + example);
    }
    return value.flatMap(how);
  }

  /** The section under a key; one without values when it is absent. To be called once per key. */
  Section sub(String key, Shape inner) {
    Optional<Section> beneath =
        base.filter(b -> b.find(key).isPresent()).map(b -> b.sub(key, inner));
    return Optional.ofNullable(values.get(key))
        .filter(value -> !value.isNull())
        .map(value -> value.section(inner, beneath))
        .orElseGet(
            () -> new Section(Optional.empty(), line, inner, pathOf(key), problems, beneath));
  }

  void report(String key, String message) {
    problems.report(key.isEmpty() ? path : pathOf(key), message);
  }

  /** Makes a record; its refusal is reported at {@code key} (or the section). */
  <T> Optional<T> make(String key, Supplier<T> how) {
    try {
      return Optional.of(how.get());
    } catch (IllegalArgumentException e) {
      report(key, e.getMessage());
      return Optional.empty();
    }
  }
}
