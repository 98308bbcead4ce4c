package io.driftgate.core.view;

/**
 * What a market would be under a shadow policy.
 *
 * @param policy the shadow policy's id
 * @param row with a version of its own, which rises with every transition of the shadow
 */
public record ShadowRow(String policy, MarketRow row) {}
