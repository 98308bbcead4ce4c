/** The way to a gate: WebSocket by Tyrus. Nothing here knows what is said over it. */
package io.driftgate.client.link;
