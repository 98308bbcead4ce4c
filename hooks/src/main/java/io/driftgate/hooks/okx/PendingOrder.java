package io.driftgate.hooks.okx;

/** An order as {@code orders-pending} lists it; tag and client order id may be empty. */
record PendingOrder(String instId, String ordId, String tag, String clOrdId, boolean reduceOnly) {}
