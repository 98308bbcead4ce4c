package io.driftgate.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.JksOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate authority made with the JDK's keytool. A self-signed certificate would not do: one
 * that is trusted itself is accepted by the JDK also after it has expired.
 */
final class Authority {
  private static final String PASSWORD = "changeit";

  private final Path folder;
  private int issued;

  Authority(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    newKey("ca", "-ext", "bc:c", "-validity", "100");
    keytool("-exportcert", "-alias", "ca", "-keystore", "ca.jks", "-file", "ca.crt");
    trusting("trust.jks");
  }

  /** Whoever uses this trusts what the authority issues, and nobody else. */
  JksOptions trust() {
    return trustIn(folder);
  }

  /** The same of an authority that was made in a folder by another process. */
  static JksOptions trustIn(Path folder) {
    return new JksOptions().setPath(folder.resolve("trust.jks").toString()).setPassword(PASSWORD);
  }

  /** A key and its certificate, valid for two days from its start. */
  JksOptions issue(String san, String start) throws IOException, InterruptedException {
    issued++;
    String node = "node" + issued;
    String store = node + ".jks";
    newKey(node);
    keytool("-certreq", "-alias", node, "-keystore", store, "-file", "node.csr");
    keytool(
        "-gencert",
        "-alias",
        "ca",
        "-keystore",
        "ca.jks",
        "-infile",
        "node.csr",
        "-outfile",
        "node.crt",
        "-ext",
        san,
        "-startdate",
        start,
        "-validity",
        "2");
    trusting(store);
    keytool("-importcert", "-alias", node, "-keystore", store, "-file", "node.crt");
    return store(store);
  }

  private void newKey(String alias, String... more) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of("-genkeypair", "-alias", alias, "-keystore", alias + ".jks", "-keyalg", "EC"));
    arguments.addAll(List.of("-dname", "CN=" + alias));
    arguments.addAll(List.of(more));
    keytool(arguments.toArray(String[]::new));
  }

  private void trusting(String store) throws IOException, InterruptedException {
    keytool("-importcert", "-noprompt", "-alias", "ca", "-keystore", store, "-file", "ca.crt");
  }

  private JksOptions store(String file) {
    return new JksOptions().setPath(folder.resolve(file).toString()).setPassword(PASSWORD);
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("%s", command).isTrue();
    assertThat(process.exitValue()).as("%s", command).isZero();
  }
}
