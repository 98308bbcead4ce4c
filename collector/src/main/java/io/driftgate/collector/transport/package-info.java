/**
 * Sockets of the collector: a request over HTTP, a subscription over a WebSocket. Each takes the
 * stamp as the first statement of the handler that gets the last byte, and each has a cap on size
 * and time. Knows no protocol above HTTP and WebSocket.
 */
package io.driftgate.collector.transport;
