package io.driftgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.hooks.HookEvent;
import io.driftgate.hooks.HookRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told, as the file says it. */
final class HookReaderTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @TempDir Path folder;

  private Reading read(String hooks) {
    String text =
        hooks
            + """

            chains: [ { id: eth, chainId: 1, blockTime: 12s, quorum: { fraction: 2/3, minNodes: 1 } } ]
            nodes: [ { id: n1, chain: eth, http: 'http://127.0.0.1:1' } ]
            policies: [ { id: p, bounds: [ { metric: head.staleness, withdraw: 40s } ] } ]
            markets: [ { id: ETH, legs: [ { chain: eth, policy: p } ] } ]
            """;
    return ConfigReader.read(
        "f.yaml",
        folder,
        text.getBytes(StandardCharsets.UTF_8),
        name -> name.equals("SECRET") ? Optional.of(SECRET) : Optional.empty());
  }

  @Test
  void shouldReadAWebhookAndAProgram() {
    Configuration configuration =
        read("""
                hooks:
                  - id: desk
                    kind: webhook
                    markets: ["ET*"]
                    on: [withdraw, pause]
                    deliver: all
                    timeout: 3s
                    withdrawTimeout: 500ms
                    valid: 30s
                    giveUp: 10m
                    secondary: pull
                    dryRun: true
                    url: https://desk.example/hook
                    secrets: ["${env:SECRET}"]
                    headers: { Authorization: "${env:SECRET}" }
                  - { id: pull, kind: exec, markets: ["*"], on: [withdraw], command: [/bin/true, --all], user: nobody }
                """)
            .configuration()
            .orElseThrow();
    HookRules desk = configuration.hooks().get(0).rules();
    assertThat(desk.id()).isEqualTo("desk");
    assertThat(desk.markets().sees("ETH")).isTrue();
    assertThat(desk.markets().sees("BTC")).isFalse();
    assertThat(desk.on()).containsExactlyInAnyOrder(HookEvent.WITHDRAW, HookEvent.PAUSE);
    assertThat(desk.all()).isTrue();
    assertThat(desk.limits()).isEqualTo(new HookRules.Limits(500, 100, 3_000, 30_000, 600_000));
    assertThat(desk.secondary()).hasValue("pull");
    assertThat(desk.dryRun()).isTrue();
    HookPlan pull = configuration.hooks().get(1);
    assertThat(pull.kind()).isEqualTo("exec");
    assertThat(pull.rules().all()).isFalse();
    assertThat(pull.rules().limits())
        .isEqualTo(new HookRules.Limits(5_000, 0, 5_000, 0, 3_600_000));
  }

  @Test
  void shouldUseTheScheduleOfWithdrawalsByDefault() {
    Configuration configuration =
        read("hooks: [ { id: a, kind: webhook, markets: [ETH], on: [withdraw, open], url: 'http://127.0.0.1:1' } ]")
            .configuration()
            .orElseThrow();
    assertThat(configuration.hooks().get(0).rules().limits())
        .isEqualTo(new HookRules.Limits(250, 100, 2_000, 10_000, 3_600_000));
  }

  @Test
  void shouldNotLetHooksPassOnToEachOther() {
    Reading reading =
        read(
            """
            hooks:
              - { id: a, kind: exec, command: [/bin/true], markets: [ETH], on: [withdraw], secondary: b }
              - { id: b, kind: exec, command: [/bin/true], markets: [ETH], on: [withdraw], secondary: a }
            """);
    assertThat(reading.problems())
        .extracting(Problem::path)
        .containsExactly("hooks[0].secondary", "hooks[1].secondary");
    assertThat(reading.problems())
        .allMatch(problem -> problem.message().contains("a secondary of its own"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: webhook, url: 'http://127.0.0.1:1'|hooks[0].id|is missing",
        "id: a, kind: webhok, url: 'http://127.0.0.1:1'|hooks[0].kind|did you mean 'webhook'?",
        "id: a, kind: webhook|hooks[0].url|is missing",
        "id: a, kind: webhook, url: 'http://desk.example.com'|hooks[0].url|write https://",
        "id: a, kind: webhook, url: 'https://u:p@desk.example'|hooks[0].url|user or password",
        "id: a, kind: webhook, url: 'http://127.0.0.1:1', command: [/bin/true]|hooks[0].command|kind webhook",
        "id: a, kind: webhook, url: 'http://127.0.0.1:1', secrets: [whsec_x]|hooks[0].secrets[0]|one reference",
        "id: a, kind: webhook, url: 'http://127.0.0.1:1', secrets: ['${file:short}']|hooks[0].secrets[0]|openssl",
        "id: a, kind: webhook, url: 'http://127.0.0.1:1', headers: { cookie: x }|hooks[0].headers.cookie|secret in the file",
        "id: a, kind: webhook, url: 'http://127.0.0.1:1', secondary: a|hooks[0].secondary|the hook itself",
        "id: a, kind: webhook, url: 'http://127.0.0.1:1', secondary: b|hooks[0].secondary|there is no hook 'b'",
        "id: a, kind: webhook, url: 'http://127.0.0.1:1', giveUp: 1s|hooks[0].giveUp|out of range",
        "id: a, kind: webhook, url: 'http://127.0.0.1:1', deliver: each|hooks[0].deliver|known: latest, all",
        "id: a, kind: webhook, url: 'http://127.0.0.1:1', critical: true|hooks[0].critical|not supported",
        "id: a, kind: exec, command: [true]|hooks[0].command[0]|absolute path",
        "id: a, kind: exec|hooks[0].command|is missing",
        "id: a, kind: exec, command: [/bin/true], url: 'http://127.0.0.1:1'|hooks[0].url|kind exec"
      })
  void shouldNameThePlaceAndTheRemedy(String hook, String path, String message) throws Exception {
    Path secret = folder.resolve("short");
    Files.writeString(secret, "whsec_c2hvcnQ=");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Reading reading = read("hooks: [ { " + hook + ", markets: [ETH], on: [withdraw] } ]");
    assertThat(reading.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.path()).isEqualTo(path);
              assertThat(problem.message()).contains(message);
            });
    assertThat(reading.problems().toString()).doesNotContain("c2hvcnQ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "markets: [SOL], on: [withdraw]|hooks[0].markets[0]|fits no market",
        "markets: ['a b'], on: [withdraw]|hooks[0].markets[0]|no market's id or pattern",
        "markets: [], on: [withdraw]|hooks[0].markets|is empty",
        "markets: [ETH], on: [witdraw]|hooks[0].on[0]|did you mean 'withdraw'?",
        "markets: [ETH], on: []|hooks[0].on|is empty",
        "markets: [ETH], on: [open]|hooks[0].on|without withdraw",
        "markets: [ETH], on: [resume, withdraw]|hooks[0].on|without pause",
        "markets: [ETH]|hooks[0].on|is missing"
      })
  void shouldNotTakeAHookThatHearsNothing(String hook, String path, String message) {
    Reading reading = read("hooks: [ { id: a, kind: exec, command: [/bin/true], " + hook + " } ]");
    assertThat(reading.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.path()).isEqualTo(path);
              assertThat(problem.message()).contains(message);
            });
  }
}
