package io.driftgate.feed.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketGlobs;
import io.driftgate.feed.desk.FeedClock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which tokens are good, and for what. */
final class TokenBookTest {
  private long wallMs = 1_000;

  private final FeedClock clock =
      new FeedClock() {
        @Override
        public long nanos() {
          return 0;
        }

        @Override
        public long wallMs() {
          return wallMs;
        }
      };

  private static Token token(String id, String text, OptionalLong expiresMs, Scope... scopes)
      throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return new Token(id, Hash.of(hash), Set.of(scopes), MarketGlobs.ALL, expiresMs);
  }

  private TokenBook book(Token... tokens) {
    return new TokenBook(List.of(tokens), true, 2, clock);
  }

  @Test
  void shouldKnowEachTokenByItsHash() throws Exception {
    TokenBook book =
        book(
            token("a", "one", OptionalLong.empty(), Scope.FEED),
            token("b", "two", OptionalLong.empty(), Scope.READ));
    assertThat(book.bearer("one").orElseThrow().id()).isEqualTo("a");
    assertThat(book.bearer("two").orElseThrow().id()).isEqualTo("b");
    assertThat(book.bearer("two").orElseThrow().has(Scope.FEED)).isFalse();
    assertThat(book.bearer("three")).isEmpty();
    assertThat(book.bearer("")).isEmpty();
    assertThat(book.stranger()).isEmpty();
  }

  @Test
  void shouldReadOneBearerHeaderAndNothingElse() throws Exception {
    TokenBook book = book(token("a", "one", OptionalLong.empty(), Scope.FEED));
    assertThat(book.bearer(List.of("Bearer one"))).isPresent();
    assertThat(book.bearer(List.of("bearer  one "))).isPresent();
    assertThat(book.bearer(List.of("Bearerone"))).isEmpty();
    assertThat(book.bearer(List.of("Basic one"))).isEmpty();
    assertThat(book.bearer(List.of("one"))).isEmpty();
    assertThat(book.bearer(List.of("Bearer one", "Bearer one"))).isEmpty();
    assertThat(book.bearer(List.of())).isEmpty();
  }

  @Test
  void shouldRefuseFromTheVeryMillisecondOfExpiry() throws Exception {
    TokenBook book = book(token("a", "one", OptionalLong.of(2_000), Scope.FEED));
    wallMs = 1_999;
    Caller caller = book.bearer("one").orElseThrow();
    assertThat(caller.stands()).isTrue();
    wallMs = 2_000;
    assertThat(caller.stands()).isFalse();
    assertThat(book.bearer("one")).isEmpty();
  }

  @Test
  void shouldTakeAwayWhatIsNoLongerConfiguredAsItWas() throws Exception {
    Token before = token("a", "one", OptionalLong.empty(), Scope.FEED, Scope.READ);
    TokenBook book = book(before);
    Caller caller = book.bearer("one").orElseThrow();
    book.replace(List.of(token("a", "one", OptionalLong.empty(), Scope.FEED, Scope.READ)));
    assertThat(caller.stands()).isTrue();
    book.replace(List.of(token("a", "one", OptionalLong.empty(), Scope.FEED)));
    assertThat(caller.stands()).isFalse();
    book.replace(List.of());
    assertThat(caller.stands()).isFalse();
  }

  @Test
  void shouldEndStrangersOnceTokensAreAskedFor() throws Exception {
    TokenBook book = book();
    Caller stranger = book.stranger().orElseThrow();
    assertThat(stranger.stands()).isTrue();
    assertThat(stranger.has(Scope.OPERATE)).isTrue();
    book.replace(List.of(token("a", "one", OptionalLong.empty(), Scope.FEED)));
    assertThat(stranger.stands()).isFalse();
    assertThat(book.stranger()).isEmpty();
  }

  @Test
  void shouldLetNoStrangerOfAnotherMachineOperate() {
    TokenBook insecure = new TokenBook(List.of(), false, 2, clock);
    Caller stranger = insecure.stranger().orElseThrow();
    assertThat(stranger.has(Scope.OPERATE)).isFalse();
    assertThat(stranger.has(Scope.FEED)).isTrue();
  }

  @Test
  void shouldCountDesksByToken() throws Exception {
    TokenBook book = book(token("a", "one", OptionalLong.empty(), Scope.FEED));
    Caller caller = book.bearer("one").orElseThrow();
    assertThat(caller.enter()).isTrue();
    assertThat(caller.enter()).isTrue();
    assertThat(caller.enter()).isFalse();
    caller.leave();
    assertThat(caller.enter()).isTrue();
  }

  @Test
  void shouldShowNoHash() throws Exception {
    Token token = token("a", "one", OptionalLong.empty(), Scope.FEED);
    assertThat(token).hasToString("a");
    assertThat(book(token).bearer("one").orElseThrow()).hasToString("a");
  }
}
