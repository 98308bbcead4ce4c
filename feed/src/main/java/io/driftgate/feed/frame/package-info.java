/** What desks and REST clients read: pure functions from the core's values to bytes. */
package io.driftgate.feed.frame;
