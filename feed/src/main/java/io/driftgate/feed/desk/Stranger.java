package io.driftgate.feed.desk;

import java.util.Optional;
import java.util.function.Consumer;

/** A desk that has shown no token yet. All it can say is {@code auth}. */
final class Stranger implements Requests {
  private final Consumer<String> token;
  private final Runnable unknown;
  private final Consumer<String> bad;

  /**
   * For one message.
   *
   * @param token is given the token that was shown
   * @param unknown is called when anything else was asked
   */
  Stranger(Consumer<String> token, Runnable unknown, Consumer<String> bad) {
    this.token = token;
    this.unknown = unknown;
    this.bad = bad;
  }

  @Override
  public void subscribe(Subscription subscription, Optional<Since> since) {
    unknown.run();
  }

  @Override
  public void renew(String nonce) {
    unknown.run();
  }

  @Override
  public void ack(String market, long version) {
    unknown.run();
  }

  @Override
  public void ping(Optional<String> id) {
    unknown.run();
  }

  @Override
  public void auth(String shown) {
    token.accept(shown);
  }

  @Override
  public void refuse(String code, String message) {
    unknown.run();
  }

  @Override
  public void bad(String reason) {
    bad.accept(reason);
  }
}
