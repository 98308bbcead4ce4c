/**
 * Bybit, over its REST API v5 and, for the dead-man, its private WebSocket
 * (bybit-exchange.github.io/docs/v5). Tried against a server of our own, never against the venue.
 */
package io.driftgate.hooks.bybit;
