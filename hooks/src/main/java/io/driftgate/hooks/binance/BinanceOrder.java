package io.driftgate.hooks.binance;

/** An order as {@code openOrders} lists it. */
record BinanceOrder(long orderId, String clientOrderId, boolean reduceOnly) {}
