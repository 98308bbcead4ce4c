package io.driftgate.simulator.scenario;

import io.driftgate.simulator.chain.Block;
import io.driftgate.simulator.node.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes down what a model tells. */
final class Recorder implements FleetListener {
  final List<String> stages = new ArrayList<>();
  final Map<Integer, List<Block>> heads = new TreeMap<>();
  final List<String> reaches = new ArrayList<>();

  @Override
  public void onStage(Stage stage) {
    stages.add(stage.name());
  }

  @Override
  public void onHead(int node, Block head) {
    heads(node).add(head);
  }

  @Override
  public void onReach(int node, Reach reach) {
    reaches.add(node + " " + reach);
  }

  List<Block> heads(int node) {
    return heads.computeIfAbsent(node, n -> new ArrayList<>());
  }

  void clear() {
    stages.clear();
    heads.clear();
    reaches.clear();
  }
}
