/** WebSocket frames as bytes, just enough for fakes that must cost next to nothing. */
package io.driftgate.bench.wire;
