/** How far arrival stamps are from the truth, pushed and polled, behind known delays. */
package io.driftgate.bench.stamp;
