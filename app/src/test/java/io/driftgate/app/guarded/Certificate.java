package io.driftgate.app.guarded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * A self-signed certificate for 127.0.0.1, made by the JDK's own keytool, as the PEM files that the
 * gate reads.
 *
 * @param publicKeyHash by which Chromium can be told to trust it: SHA-256 of its public key, base64
 */
record Certificate(Path certificate, Path key, String publicKeyHash) {
  private static final String PASSWORD = "only-for-this-test";
  private static final String KEYTOOL =
      "-genkeypair -alias one -keyalg EC -groupname secp256r1 -ext SAN=ip:127.0.0.1 -validity 2"
          + " -storetype PKCS12 -storepass "
          + PASSWORD;

  static Certificate in(Path folder, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve(name + ".p12");
    make(store, name);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    java.security.cert.Certificate made = keys.getCertificate("one");
    byte[] secret = keys.getKey("one", PASSWORD.toCharArray()).getEncoded();
    Path certificate =
        Files.writeString(folder.resolve(name + ".pem"), pem("CERTIFICATE", made.getEncoded()));
    Path key = Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", secret));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(made.getPublicKey().getEncoded());
    return new Certificate(certificate, key, Base64.getEncoder().encodeToString(hash));
  }

  private static void make(Path store, String name) throws IOException, InterruptedException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String command = keytool + " " + KEYTOOL + " -dname CN=" + name + " -keystore " + store;
    Process process =
        new ProcessBuilder(command.split(" ", -1))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError("keytool failed");
    }
  }

  private static String pem(String kind, byte[] der) {
    byte[] lineEnd = "\n".getBytes(StandardCharsets.US_ASCII);
    String text = Base64.getMimeEncoder(64, lineEnd).encodeToString(der);
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(kind, text);
  }
}
