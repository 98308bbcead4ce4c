package io.driftgate.feed.desk;

import io.netty.buffer.ByteBuf;

/** A desk's connection, seen from above. On the desk's loop only. */
public interface DeskSocket {
  /** Queues bytes in order, and owns the buffer from then on. Nothing is sent before a flush. */
  void write(ByteBuf frame);

  /**
   * Hands bytes that stay the caller's to the kernel, if nothing is queued before them; what it
   * doesn't take is queued.
   *
   * @return false if nothing was done, and they have to be queued
   */
  boolean writeNow(ByteBuf frame);

  /** Hands what is queued to the kernel, as much as it takes. */
  void flush();

  /** Bytes that the kernel has not taken yet. */
  long pendingBytes();

  /** Calls back, on the desk's loop, once the kernel has taken everything written before. */
  void whenTaken(Runnable taken);

  /** Begins the closing handshake, behind what is queued. */
  void close(CloseCode code, String reason);

  /** Ends the connection now, dropping what is queued. */
  void terminate();
}
