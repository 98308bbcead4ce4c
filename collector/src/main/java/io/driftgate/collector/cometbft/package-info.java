/**
 * CometBFT (Tendermint) and the chains built on it: JSON-RPC over HTTP and WebSocket. Only the
 * protocol itself is public.
 */
package io.driftgate.collector.cometbft;
