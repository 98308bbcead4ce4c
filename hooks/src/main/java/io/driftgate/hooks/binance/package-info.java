/**
 * Binance USDⓈ-M futures, over REST (developers.binance.com, Derivatives, USDⓈ-M Futures). Tried
 * against a server of our own, never against the venue.
 */
package io.driftgate.hooks.binance;
