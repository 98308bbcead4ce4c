package io.driftgate.feed.desk;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A desk's frame, as whatever a stranger may send. */
final class FrameReaderFuzzTest {
  private static final Pattern GLOB = Pattern.compile("[A-Za-z0-9._*-]{1,64}");

  /** Every text that the reader may answer with. */
  private static final Set<String> REASONS =
      Set.of(
          "not JSON, or nested, long or repeated beyond the limits",
          "not a JSON object",
          "no \"op\"",
          "unknown op; it is subscribe, renew, ack, ping or auth",
          "renew: \"nonce\" must be text of at most 64 characters",
          "ack: \"market\" must be text",
          "ack: \"version\" must be a whole number of at least 0",
          "ping: \"id\" must be text of at most 64 characters",
          "auth: \"token\" must be text",
          "subscribe: \"markets\" must be at most 64 globs of A-Z a-z 0-9 . _ - *",
          "subscribe: \"streams\" must be an array of at most 64 texts",
          "subscribe: \"signed\" must be true or false",
          "subscribe: \"since\" must be {\"epoch\":…,\"seq\":…}, whole numbers",
          "streams are gate, chains, nodes and drift");

  @FuzzTest(maxDuration = "10m")
  void read(byte[] bytes) {
    String frame = new String(bytes, StandardCharsets.UTF_8);
    List<Object> once = requestsOf(frame);
    require(once.equals(requestsOf(frame)), "the same frame read differently");
    require(once.size() == 1, "not one request");
  }

  private static List<Object> requestsOf(String frame) {
    Heard heard = new Heard();
    FrameReader.read(frame, heard);
    return heard.requests;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  /** Notes what is asked for, and checks it. */
  private static final class Heard implements Requests {
    private final List<Object> requests = new ArrayList<>();

    @Override
    public void subscribe(Subscription subscription, Optional<Since> since) {
      List<String> globs = subscription.markets().globs();
      require(globs.size() <= FrameReader.MAX_GLOBS, "too many globs");
      require(globs.stream().allMatch(glob -> GLOB.matcher(glob).matches()), "no glob");
      subscription.markets().sees("ETH-PERP.".repeat(8));
      requests.add(List.of(subscription, since));
    }

    @Override
    public void renew(String nonce) {
      text(nonce);
    }

    @Override
    public void ack(String market, long version) {
      require(version >= 0, "a negative version");
      requests.add(List.of(market, version));
    }

    @Override
    public void ping(Optional<String> id) {
      text(id.orElse(""));
    }

    @Override
    public void auth(String token) {
      requests.add(token);
    }

    @Override
    public void refuse(String code, String message) {
      bad(message);
    }

    @Override
    public void bad(String reason) {
      require(REASONS.contains(reason), "a reason in other words");
      requests.add(reason);
    }

    private void text(String value) {
      require(value.length() <= FrameReader.MAX_NONCE, "a long text");
      require(StandardCharsets.UTF_8.newEncoder().canEncode(value), "half a character");
      requests.add(value);
    }
  }
}
