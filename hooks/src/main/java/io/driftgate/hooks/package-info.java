/**
 * Acts on quotes where they stand when a market's output changes (interfaces §5). The schedule of
 * attempts is here; each kind of hook has a package of its own.
 */
package io.driftgate.hooks;
