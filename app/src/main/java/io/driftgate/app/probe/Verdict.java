package io.driftgate.app.probe;

import io.driftgate.core.fact.FailureKind;
import io.driftgate.core.fact.ProbeFailed;
import java.util.ArrayList;
import java.util.List;

/** One node's verdict in words: what is wrong, or ok and what should be known beside it. */
final class Verdict {
  private Verdict() {}

  static String of(ProbedNode node) {
    NodeFinding finding = node.finding();
    if (finding.newest().isEmpty() || finding.saysOtherChain()) {
      return finding
          .failure()
          .map(Verdict::words)
          .orElse("no answer in the time that it was given");
    }
    if (finding.mismatched()) {
      return FailureKind.INVALID_HEADER + ": a header's fields do not hash to the hash it claims";
    }
    List<String> words = new ArrayList<>(List.of("ok"));
    finding.failure().ifPresent(why -> words.add(failures(finding) + words(why)));
    finding.push().failure().ifPresent(why -> words.add("push: " + words(why)));
    addFamilies(words, node);
    return String.join("; ", words);
  }

  private static String failures(NodeFinding finding) {
    long polls = finding.answered() + finding.failed();
    return finding.failed() + " of " + polls + " polls failed, the last by ";
  }

  private static void addFamilies(List<String> words, ProbedNode node) {
    String configured = node.plan().family();
    node.finding()
        .family()
        .filter(read -> !configured.isEmpty() && !read.equals(configured))
        .ifPresent(read -> words.add("its family is configured as " + configured));
  }

  /** One line, whatever a message holds. */
  private static String words(ProbeFailed why) {
    return why.kind() + ": " + why.message().replaceAll("\\p{Cntrl}+", " ");
  }
}
