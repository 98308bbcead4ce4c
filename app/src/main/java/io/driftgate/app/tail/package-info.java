/**
 * {@code driftgate tail}: a desk for the terminal. The one room of the product that uses the desk
 * SDK: it stands at the other end of the wire.
 */
package io.driftgate.app.tail;
