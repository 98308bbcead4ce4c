/**
 * Who may still be quoting: grants, acknowledgements, and withdrawals that are confirmed by them.
 */
package io.driftgate.feed.lease;
