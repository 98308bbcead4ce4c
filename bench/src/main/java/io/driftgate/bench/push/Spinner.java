package io.driftgate.bench.push;

/** A thread that wants a whole core, or none. */
final class Spinner implements AutoCloseable {
  private final boolean on;
  private volatile boolean closed;

  private Spinner(boolean on) {
    this.on = on;
  }

  static Spinner start(boolean on) {
    Spinner spinner = new Spinner(on);
    if (on) {
      Thread thread = new Thread(spinner::spin, "spinner");
      thread.setDaemon(true);
      thread.start();
    }
    return spinner;
  }

  private void spin() {
    while (!closed) {
      Thread.onSpinWait();
    }
  }

  boolean isOn() {
    return on;
  }

  @Override
  public void close() {
    closed = true;
  }
}
