/**
 * What a desk puts into its own program: may it quote, may it liquidate, until when, and why.
 *
 * <pre>{@code
 * try (Desk desk =
 *     Desk.builder()
 *         .gate("wss://gate-a:8080/v1/feed")
 *         .gate("wss://gate-b:8080/v1/feed")
 *         .token(() -> tokens.current())
 *         .listener(change -> quotes.pull(change.market(), change.now()))
 *         .open()) {
 *   Market eth = desk.market("ETH-PERP");
 *   while (trading) {
 *     Permission now = eth.permission();
 *     if (now.quotes() == Quotes.OPEN) {
 *       quotes.send(eth.id());
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>Ask at each use and keep no answer: a permission is right at the instant of the call, by the
 * desk's own monotonic clock. Nothing needs to arrive for it to end.
 */
package io.driftgate.client;
