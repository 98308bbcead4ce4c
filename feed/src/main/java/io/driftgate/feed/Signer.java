package io.driftgate.feed;

import io.driftgate.feed.desk.Hop;
import io.driftgate.feed.frame.WireFrame;
import io.driftgate.feed.sign.SignedText;
import io.driftgate.feed.sign.SigningKey;

/**
 * What frames are signed with, and where.
 *
 * @param key the one that signs
 * @param lane runs things one after the other, away from the loops
 */
record Signer(SigningKey key, Hop lane) {
  /** A signed message on the wire. */
  WireFrame sign(byte[] json) {
    return WireFrame.text(SignedText.of(key, json));
  }
}
