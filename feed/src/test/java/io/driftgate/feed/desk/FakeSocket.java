package io.driftgate.feed.desk;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A socket that keeps what it is given, and takes as much as it is told to. */
final class FakeSocket implements DeskSocket {
  final List<String> written = new ArrayList<>();
  final List<Runnable> marks = new ArrayList<>();
  final List<String> closes = new ArrayList<>();
  long pending;
  int flushes;
  boolean terminated;
  boolean breaks;
  boolean straight;

  @Override
  public void write(ByteBuf frame) {
    written.add(frame.toString(StandardCharsets.UTF_8));
    frame.release();
  }

  @Override
  public boolean writeNow(ByteBuf frame) {
    if (straight) {
      written.add(frame.toString(StandardCharsets.UTF_8));
    }
    return straight;
  }

  @Override
  public void flush() {
    if (breaks) {
      throw new IllegalStateException("broken");
    }
    flushes++;
  }

  @Override
  public long pendingBytes() {
    return pending;
  }

  @Override
  public void whenTaken(Runnable taken) {
    marks.add(taken);
  }

  @Override
  public void close(CloseCode code, String reason) {
    closes.add(code.code() + " " + reason);
  }

  @Override
  public void terminate() {
    terminated = true;
  }

  /** Frames whose text contains this. */
  long count(String part) {
    return written.stream().filter(frame -> frame.contains(part)).count();
  }
}
