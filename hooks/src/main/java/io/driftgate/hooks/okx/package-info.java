/**
 * OKX, over REST (www.okx.com/docs-v5). Tried against a server of our own, never against the venue.
 */
package io.driftgate.hooks.okx;
