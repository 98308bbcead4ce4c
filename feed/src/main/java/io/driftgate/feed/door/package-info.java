/** The listening sockets: who is let in, and what their bytes become. */
package io.driftgate.feed.door;
