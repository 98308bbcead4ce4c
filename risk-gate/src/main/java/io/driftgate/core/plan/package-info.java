/** What the core is told to do: chains, nodes, policies and markets, refused when inconsistent. */
package io.driftgate.core.plan;
