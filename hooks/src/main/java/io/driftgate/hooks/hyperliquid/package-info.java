/**
 * Hyperliquid, over its {@code /info} and {@code /exchange} (hyperliquid.gitbook.io, For
 * developers; the signing as in the venue's Python SDK). Tried against a server of our own, never
 * against the venue.
 */
package io.driftgate.hooks.hyperliquid;
