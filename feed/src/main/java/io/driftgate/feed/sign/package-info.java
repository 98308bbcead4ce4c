/** Signatures on what the gate says: keys, and the thread that signs. */
package io.driftgate.feed.sign;
