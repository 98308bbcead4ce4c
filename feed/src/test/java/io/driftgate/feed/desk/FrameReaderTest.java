package io.driftgate.feed.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrameReaderTest {
  private static final int MAX_CLOSE_REASON = 123;

  /** Writes down what it is asked. */
  private static final class Note implements Requests {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void subscribe(Subscription subscription, Optional<Since> since) {
      text.append("subscribe ").append(subscription.markets().globs());
      text.append(' ').append(subscription.streams().stream().sorted().toList());
      if (subscription.audience() == Audience.SIGNED) {
        text.append(" signed");
      }
      since.ifPresent(table -> text.append(' ').append(table));
    }

    @Override
    public void renew(String nonce) {
      text.append("renew ").append(nonce);
    }

    @Override
    public void ack(String market, long version) {
      text.append("ack ").append(market).append(' ').append(version);
    }

    @Override
    public void ping(Optional<String> id) {
      text.append("ping ").append(id.orElse("-"));
    }

    @Override
    public void auth(String token) {
      text.append("auth ").append(token);
    }

    @Override
    public void refuse(String code, String message) {
      text.append("refuse ").append(code);
    }

    @Override
    public void bad(String reason) {
      assertThat(reason.getBytes(StandardCharsets.UTF_8))
          .hasSizeLessThanOrEqualTo(MAX_CLOSE_REASON);
      text.append("bad ").append(reason);
    }
  }

  private static String read(String frame) {
    Note note = new Note();
    FrameReader.read(frame, note);
    return note.text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'op':'subscribe'}|subscribe [*] [GATE]",
        "{'op':'subscribe','markets':['A*','B']}|subscribe [A*, B] [GATE]",
        "{'op':'subscribe','markets':[],'streams':[]}|subscribe [] []",
        "{'op':'subscribe','streams':['nodes','gate']}|subscribe [*] [GATE, NODES]",
        "{'op':'subscribe','signed':false,'since':{'epoch':1,'seq':2}}|subscribe [*] [GATE] Since[epoch=1, seq=2]",
        "{'op':'subscribe','signed':true}|subscribe [*] [GATE] signed",
        "{'op':'subscribe','streams':['gates']}|refuse unknown_stream",
        "{'op':'renew','nonce':'n','later':[1]}|renew n",
        "{'op':'ack','market':'A','version':3}|ack A 3",
        "{'op':'ping'}|ping -",
        "{'op':'ping','id':'x'}|ping x",
        "{'op':'auth','token':'t'}|auth t"
      })
  void shouldUnderstand(String frame, String meaning) {
    assertThat(read(frame.replace('\'', '"'))).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x|not JSON",
        "{'op':'ping'|not JSON",
        "{'op':'ping'} 1|not JSON",
        "{'op':'ping','op':'ping'}|not JSON",
        "[[[[[[[[[1]]]]]]]]]|not JSON",
        "[]|not a JSON object",
        "7|not a JSON object",
        "{}|no \"op\"",
        "{'op':null}|no \"op\"",
        "{'op':'Ping'}|unknown op",
        "{'op':'ping','id':7}|ping: \"id\"",
        "{'op':'renew'}|renew: \"nonce\"",
        "{'op':'renew','nonce':null}|renew: \"nonce\"",
        "{'op':'renew','nonce':'\\ud800'}|renew: \"nonce\"",
        "{'op':'ack','version':1}|ack: \"market\"",
        "{'op':'ack','market':'A','version':1.5}|ack: \"version\"",
        "{'op':'auth'}|auth: \"token\"",
        "{'op':'subscribe','markets':'*'}|subscribe: \"markets\"",
        "{'op':'subscribe','markets':[1]}|subscribe: \"markets\"",
        "{'op':'subscribe','markets':['A?']}|subscribe: \"markets\"",
        "{'op':'subscribe','streams':{}}|subscribe: \"streams\"",
        "{'op':'subscribe','signed':'no'}|subscribe: \"signed\"",
        "{'op':'subscribe','since':{'epoch':1}}|subscribe: \"since\"",
        "{'op':'subscribe','since':{'epoch':1,'seq':-2}}|subscribe: \"since\""
      })
  void shouldNameTheMistake(String frame, String mistake) {
    assertThat(read(frame.replace('\'', '"'))).startsWith("bad " + mistake);
  }

  @Test
  void shouldTakeNoncesOfSixtyFourCharactersAndNoMore() {
    String longest = "n".repeat(64);
    assertThat(read("{\"op\":\"renew\",\"nonce\":\"" + longest + "\"}"))
        .isEqualTo("renew " + longest);
    assertThat(read("{\"op\":\"renew\",\"nonce\":\"" + longest + "n\"}")).startsWith("bad renew");
  }
}
