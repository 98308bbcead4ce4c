package io.driftgate.app.config;

import io.driftgate.collector.protocol.Protocol;
import io.driftgate.core.fact.ChainId;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.Metric.Over;
import io.driftgate.core.plan.PlanRules;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.plan.ShadowPlan;
import io.driftgate.journal.recording.RecordingSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Reads a configuration file. A part that is wrong is reported and replaced by one that offends no
 * further rule, so that the rest can be judged too and every mistake is found in one run.
 */
public final class ConfigReader {
  private final Problems problems;
  private final Path folder;
  private final References references;
  private boolean incomplete;

  private ConfigReader(String file, Path folder, Function<String, Optional<String>> environment) {
    this.problems = new Problems(file);
    this.folder = folder;
    this.references = new References(folder, environment);
  }

  /**
   * Reads a file.
   *
   * @param file named in problems as given here
   * @param environment what {@code ${env:…}} refers to
   */
  public static Reading read(Path file, Function<String, Optional<String>> environment) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(YamlTree.MAX_BYTES + 1);
      Path folder = file.toAbsolutePath().getParent();
      return read(file.toString(), folder, bytes, environment);
    } catch (NoSuchFileException e) {
      return unreadable(file, "there is no such file");
    } catch (IOException e) {
      return unreadable(file, "cannot be read (" + e.getMessage() + ")");
    }
  }

  private static Reading unreadable(Path file, String why) {
    String message = why + "; 'driftgate init' prints one to start from";
    return new Reading(Optional.empty(), List.of(new Problem(file.toString(), 0, "", message)));
  }

  /**
   * Reads text.
   *
   * @param file what to call it in problems
   * @param folder that its relative paths start from
   */
  public static Reading read(
      String file, Path folder, byte[] bytes, Function<String, Optional<String>> environment) {
    return new ConfigReader(file, folder, environment).read(bytes);
  }

  private Reading read(byte[] bytes) {
    Optional<Configuration> configuration =
        YamlTree.parse(bytes, problems)
            .map(item -> new Value(item, item.line(), "", problems).section(Shape.ROOT))
            .flatMap(root -> configuration(root, Sha256.hex(bytes)));
    return problems.isEmpty()
        ? new Reading(configuration, List.of())
        : new Reading(Optional.empty(), problems.inOrder());
  }

  private Optional<Configuration> configuration(Section root, String sha256) {
    ServerSettings server = ServerReader.server(root.sub("server", Shape.SERVER), folder);
    FeedSettings feed = ServerReader.feed(root.sub("feed", Shape.FEED), references);
    Path data = folder.resolve(root.read("data", ServerReader::path).orElse("data")).normalize();
    Optional<RecordingSettings> recordings = RecordingsReader.read(root, data);
    OptionalInt loops = collectorLoops(root.sub("collectors", Shape.COLLECTORS));
    List<Value> chainValues = items(root, "chains");
    Map<String, ChainId> chainIds = chainIds(chainValues);
    List<NodeReader.Draft> nodes =
        all(items(root, "nodes"), new NodeReader(references, chainIds)::read);
    List<ChainReader.Draft> chains =
        all(chainValues, new ChainReader(id -> voters(nodes, id))::read);
    Map<String, PolicyPlan> policies = policies(items(root, "policies"));
    List<MarketPlan> markets =
        all(items(root, "markets"), new MarketReader(targets(chainIds, nodes), policies)::read);
    FleetPlan fleet =
        new FleetPlan(
            chains.stream().map(ChainReader.Draft::plan).toList(),
            nodes.stream().map(NodeReader.Draft::plan).toList(),
            markets,
            shadows(root, new ShadowReader(markets, policies)));
    List<HookPlan> hooks = hooks(root, markets);
    if (!incomplete) {
      PlanRules.check(fleet).forEach(v -> problems.report(v.path(), v.message()));
      checkProtocols(nodes, chains);
    }
    return problems.isEmpty()
        ? Optional.of(
            new Configuration(
                server,
                feed,
                data,
                recordings,
                loops,
                fleet,
                accesses(nodes, chains),
                hooks,
                sha256))
        : Optional.empty();
  }

  private static OptionalInt collectorLoops(Section collectors) {
    return collectors
        .read("loops", value -> value.integer(0, Configuration.MAX_COLLECTOR_LOOPS))
        .map(loops -> OptionalInt.of(loops.intValue()))
        .orElseGet(OptionalInt::empty);
  }

  private List<ShadowPlan> shadows(Section root, ShadowReader reader) {
    return root.read(
            "shadow", value -> Optional.of(all(value.items(), (item, index) -> reader.read(item))))
        .orElse(List.of());
  }

  private List<HookPlan> hooks(Section root, List<MarketPlan> markets) {
    HookReader reader = new HookReader(references, folder, markets);
    List<HookPlan> hooks =
        root.read("hooks", value -> Optional.of(all(value.items(), (item, i) -> reader.read(item))))
            .orElse(List.of());
    reader.checkSecondaries();
    return hooks;
  }

  private List<Value> items(Section root, String key) {
    return root.must(key, "[ … ]", value -> Optional.of(value.items())).orElse(List.of());
  }

  /** How one element of a list is read. */
  private interface Element<T> {
    Optional<T> read(Value value, int index);
  }

  /** Without one of its parts a plan's places shift, and its rules would accuse the wrong lines. */
  private <T> List<T> all(List<Value> values, Element<T> element) {
    List<T> read = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      element.read(values.get(i), i).ifPresent(read::add);
    }
    incomplete |= read.size() < values.size() || values.isEmpty();
    return List.copyOf(read);
  }

  /** By what the file calls them. */
  private static Map<String, PolicyPlan> policies(List<Value> values) {
    Map<String, PolicyPlan> policies = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      String name = value.peek("id").orElse("unnamed-" + i);
      PolicyReader.read(value, i)
          .filter(policy -> policies.putIfAbsent(name, policy) != null)
          .ifPresent(twin -> value.report("id '" + name + "' is already taken: choose another id"));
    }
    return policies;
  }

  private static long voters(List<NodeReader.Draft> nodes, ChainId chain) {
    return nodes.stream()
        .map(NodeReader.Draft::plan)
        .filter(node -> node.chain().equals(chain) && node.weight() > 0)
        .count();
  }

  /** By what the file calls them; a chain with an impossible name goes by its place. */
  private static Map<String, ChainId> chainIds(List<Value> chains) {
    Map<String, ChainId> ids = new LinkedHashMap<>();
    for (int i = 0; i < chains.size(); i++) {
      ChainId byPlace = ChainReader.unnamed(i);
      chains.get(i).peek("id").ifPresent(name -> ids.putIfAbsent(name, idOr(name, byPlace)));
    }
    return ids;
  }

  private static ChainId idOr(String name, ChainId byPlace) {
    try {
      return new ChainId(name);
    } catch (IllegalArgumentException e) {
      return byPlace;
    }
  }

  private static Map<Over, Map<String, Scope>> targets(
      Map<String, ChainId> chains, List<NodeReader.Draft> nodes) {
    Map<String, Scope> byChain = new LinkedHashMap<>();
    chains.forEach((name, id) -> byChain.put(name, new Scope(Over.CHAIN, id.value())));
    Map<String, Scope> byCluster = new LinkedHashMap<>();
    Map<String, Scope> byNode = new LinkedHashMap<>();
    for (NodeReader.Draft node : nodes) {
      String id = node.plan().id().value();
      byNode.put(id, new Scope(Over.NODE, id));
      String cluster = node.plan().cluster();
      if (!cluster.isEmpty()) {
        byCluster.put(cluster, new Scope(Over.CLUSTER, cluster));
      }
    }
    return Map.of(Over.CHAIN, byChain, Over.CLUSTER, byCluster, Over.NODE, byNode);
  }

  private List<NodeAccess> accesses(List<NodeReader.Draft> nodes, List<ChainReader.Draft> chains) {
    return nodes.stream().map(node -> access(node, chains)).toList();
  }

  private NodeAccess access(NodeReader.Draft node, List<ChainReader.Draft> chains) {
    NodeAccess access = node.access();
    return new NodeAccess(
        access.node(),
        access.http(),
        access.ws(),
        access.protocol(),
        chains.get(chainOf(node, chains)).watched(),
        access.intervalNanos(),
        access.phaseLocked(),
        access.timeoutNanos(),
        access.headers());
  }

  private static int chainOf(NodeReader.Draft node, List<ChainReader.Draft> chains) {
    return chains.stream().map(chain -> chain.plan().id()).toList().indexOf(node.plan().chain());
  }

  /**
   * A chain's nodes speak one protocol, since what stands for a block's hash and state root is each
   * protocol's own; and the chain's id is one in its words.
   */
  private void checkProtocols(List<NodeReader.Draft> nodes, List<ChainReader.Draft> chains) {
    Map<Integer, Protocol> byChain = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      Protocol protocol = nodes.get(i).access().protocol();
      Protocol first = byChain.putIfAbsent(chainOf(nodes.get(i), chains), protocol);
      if (first != null && !first.name().equals(protocol.name())) {
        problems.report("nodes[" + i + "].protocol", another(protocol, first));
      }
    }
    byChain.forEach((chain, protocol) -> checkChainId(chain, chains.get(chain), protocol));
  }

  private static String another(Protocol protocol, Protocol first) {
    return "must be "
        + first.name()
        + ", as of the chain's first node: what two protocols show cannot be compared; give "
        + protocol.name()
        + " a chain of its own";
  }

  private void checkChainId(int chain, ChainReader.Draft draft, Protocol protocol) {
    protocol
        .objectionTo(draft.watched().chainId())
        .ifPresent(
            words ->
                problems.report(
                    "chains[" + chain + "].chainId",
                    "must be " + words + ": its nodes speak " + protocol.name()));
  }
}
