package io.driftgate.hooks;

import java.util.OptionalLong;

/**
 * A delivery as it is told now.
 *
 * @param id the delivery's; of a renewal, which is nobody's retry, another
 * @param validUntilMs of what leaves an output open: until then, Unix milliseconds, it holds
 */
public record Message(String id, Delivery delivery, OptionalLong validUntilMs) {}
