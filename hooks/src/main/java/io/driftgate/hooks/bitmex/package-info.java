/**
 * BitMEX, over REST (www.bitmex.com/app/apiKeysUsage and its API explorer). Tried against a server
 * of our own, never against the venue.
 */
package io.driftgate.hooks.bitmex;
