package io.driftgate.client.link;

/** Who listens to a connection. On Tyrus' threads, one call at a time for each connection. */
public interface Ear {
  /** It is there; before any text. */
  void onOpen(Line line);

  /** A whole text message. */
  void onText(String text);

  /** It is gone, for whatever reason. At most once, and only after {@link #onOpen}. */
  void onClosed();
}
