/** What the core tells the world: transitions of markets, with their reasons. */
package io.driftgate.core.signal;
