package io.driftgate.hooks.bitmex;

/**
 * An order as {@code GET /order} lists it.
 *
 * @param clOrdId empty: none
 * @param trigger whether it waits for a price
 * @param reduceOnly whether it can only reduce or close a position
 */
record BitmexOrder(String orderId, String clOrdId, boolean trigger, boolean reduceOnly) {}
