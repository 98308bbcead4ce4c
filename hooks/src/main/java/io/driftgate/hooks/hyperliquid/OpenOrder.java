package io.driftgate.hooks.hyperliquid;

/**
 * An order as {@code frontendOpenOrders} lists it.
 *
 * @param cloid the client order id in lower case; empty: none
 * @param trigger whether it waits for a price, as stops do
 */
record OpenOrder(String coin, long oid, String cloid, boolean trigger, boolean reduceOnly) {}
