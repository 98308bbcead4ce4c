package io.driftgate.collector;

import io.driftgate.core.fact.Transport;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * When nodes wrote their newest answers and events, in memory that two processes share through a
 * file. Nanoseconds of {@link System#nanoTime}, which on Linux is one clock for all processes.
 */
final class WriteTimes {
  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int KINDS = 2;

  private final ByteBuffer times;

  /** Opens it, for so many nodes. */
  WriteTimes(Path file, int nodes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      times = channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) nodes * KINDS * Long.BYTES);
    }
  }

  void writes(int node, Transport transport) {
    LONGS.setVolatile(times, place(node, transport), System.nanoTime());
  }

  long of(int node, Transport transport) {
    return (long) LONGS.getVolatile(times, place(node, transport));
  }

  private static int place(int node, Transport transport) {
    int kind = transport == Transport.PUSH ? 1 : 0;
    return (node * KINDS + kind) * Long.BYTES;
  }
}
