/** One connected desk: what it asked for, where it stands, and how much it can take. */
package io.driftgate.feed.desk;
