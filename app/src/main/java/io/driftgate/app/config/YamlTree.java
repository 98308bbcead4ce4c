package io.driftgate.app.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Turns YAML text into {@link Item}s. Only the node graph is composed: no tag makes an object, and
 * size, depth, aliases and the parts after expanding them are bounded.
 */
final class YamlTree {
  static final int MAX_BYTES = 4 << 20;

  private static final int MAX_DEPTH = 20;
  private static final int MAX_ALIASES = 100;
  private static final int MAX_PARTS = 400_000;

  private final Problems problems;
  private int parts;

  private YamlTree(Problems problems) {
    this.problems = problems;
  }

  /** The file's one document; empty when it is none, which is then among the problems. */
  static Optional<Item> parse(byte[] bytes, Problems problems) {
    if (bytes.length > MAX_BYTES) {
      problems.report(1, "", "the file is over 4 MiB; a configuration is smaller");
      return Optional.empty();
    }
    Optional<String> text = decode(bytes);
    if (text.isEmpty()) {
      problems.report(1, "", "the file is not UTF-8; save it as UTF-8");
      return Optional.empty();
    }
    return new YamlTree(problems).compose(text.get());
  }

  private static Optional<String> decode(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private Optional<Item> compose(String text) {
    try {
      Node root = new Yaml(limits()).compose(new java.io.StringReader(text));
      if (root == null) {
        problems.report(1, "", "the file is empty; 'driftgate init' prints one to start from");
        return Optional.empty();
      }
      return Optional.of(convert(root, 0));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problems.report(line, "", "this is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      problems.report(1, "", "this is not YAML: " + oneLine(e.getMessage()));
    }
    return Optional.empty();
  }

  private static LoaderOptions limits() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_BYTES);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setAllowRecursiveKeys(false);
    return options;
  }

  private static String oneLine(String message) {
    return message.lines().findFirst().orElse("unreadable");
  }

  private Item convert(Node node, int depth) {
    int line = node.getStartMark().getLine() + 1;
    parts++;
    if (parts > MAX_PARTS || depth > MAX_DEPTH) {
      throw new YAMLException("too many or too deeply nested parts, aliases counted");
    }
    if (node instanceof MappingNode mapping) {
      return new Item.Mapping(line, entries(mapping, depth));
    }
    if (node instanceof SequenceNode sequence) {
      return new Item.Sequence(
          line, sequence.getValue().stream().map(item -> convert(item, depth + 1)).toList());
    }
    ScalarNode scalar = (ScalarNode) node;
    return new Item.Scalar(
        line, scalar.getValue().strip(), scalar.getScalarStyle() != ScalarStyle.PLAIN);
  }

  private List<Item.Entry> entries(MappingNode mapping, int depth) {
    Map<String, Integer> seen = new HashMap<>();
    List<Item.Entry> entries = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      int line = tuple.getKeyNode().getStartMark().getLine() + 1;
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.report(line, "", "a key must be a plain word");
        continue;
      }
      Integer first = seen.putIfAbsent(key.getValue(), line);
      if (first != null) {
        problems.report(
            line, key.getValue(), "key is already given on line " + first + "; keep one of them");
        continue;
      }
      entries.add(new Item.Entry(line, key.getValue(), convert(tuple.getValueNode(), depth + 1)));
    }
    return List.copyOf(entries);
  }
}
