/** Push against poll, and which client carries push. */
package io.driftgate.bench.push;
