package io.driftgate.core.fact;

/**
 * A node named its software.
 *
 * @param node who
 * @param family the client family in lower case, e.g. {@code geth}; used for quorum over families
 *     unless the configuration names one
 * @param at when
 */
public record ClientIdentified(NodeId node, String family, Stamp at) {
  public ClientIdentified {
    Names.check("client family", family);
  }
}
