/**
 * Deribit, over JSON-RPC on one WebSocket that is kept up and logged in (docs.deribit.com, API
 * v2.1.1). Tried against a server of our own, never against the venue.
 */
package io.driftgate.hooks.deribit;
