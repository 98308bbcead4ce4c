/** Who may do what: tokens, their scopes and their markets. */
package io.driftgate.feed.access;
