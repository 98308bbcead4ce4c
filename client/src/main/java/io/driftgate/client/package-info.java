/** What a desk puts into its own program: may it quote, may it liquidate, until when, and why. */
package io.driftgate.client;
