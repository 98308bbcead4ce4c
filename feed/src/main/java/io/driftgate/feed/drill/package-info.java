/** The withdraw path, walked now and then so that it is known to be there and how long it takes. */
package io.driftgate.feed.drill;
