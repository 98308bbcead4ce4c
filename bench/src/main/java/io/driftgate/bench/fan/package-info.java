/** How long one transition takes to thousands of desks: the feed beside others and a floor. */
package io.driftgate.bench.fan;
