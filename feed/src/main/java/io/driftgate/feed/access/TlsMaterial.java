package io.driftgate.feed.access;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificate, key and trusted signers that were read and fit together. What was checked is what is
 * served: the files are not read again. Immutable, for any thread.
 */
public final class TlsMaterial {
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");
  private static final char[] IN_MEMORY = {};

  private final KeyManagerFactory keys;
  private final Optional<TrustManagerFactory> trust;
  private final long expiresMs;

  private TlsMaterial(KeyManagerFactory keys, Optional<TrustManagerFactory> trust, long expiresMs) {
    this.keys = keys;
    this.trust = trust;
    this.expiresMs = expiresMs;
  }

  /**
   * Reads and checks. Blocks on the disk.
   *
   * @throws PemException naming the file and what would be right; holds no part of it
   */
  public static TlsMaterial load(TlsFiles files) throws PemException {
    return of(TlsBytes.read(files));
  }

  static TlsMaterial of(TlsBytes bytes) throws PemException {
    TlsFiles files = bytes.files();
    List<X509Certificate> chain = Pem.certificates(files.certificate(), bytes.certificate());
    PrivateKey key = Pem.key(files.key(), bytes.key(), chain.get(0));
    Optional<TrustManagerFactory> trust = Optional.empty();
    if (files.clientCa().isPresent()) {
      trust =
          Optional.of(
              trusting(Pem.certificates(files.clientCa().get(), bytes.clientCa().orElseThrow())));
    }
    return new TlsMaterial(
        presenting(key, chain), trust, chain.get(0).getNotAfter().toInstant().toEpochMilli());
  }

  private static KeyManagerFactory presenting(PrivateKey key, List<X509Certificate> chain) {
    try {
      KeyStore store = emptyStore();
      store.setKeyEntry("server", key, IN_MEMORY, chain.toArray(X509Certificate[]::new));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, IN_MEMORY);
      return factory;
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new IllegalStateException("a checked key does not fail to be stored in memory", e);
    }
  }

  private static TrustManagerFactory trusting(List<X509Certificate> signers) {
    try {
      KeyStore store = emptyStore();
      for (int i = 0; i < signers.size(); i++) {
        store.setCertificateEntry("signer-" + i, signers.get(i));
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory;
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new IllegalStateException("a certificate does not fail to be stored in memory", e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, java.io.IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, IN_MEMORY);
    return store;
  }

  /** When the server's certificate ends, in Unix milliseconds. */
  public long expiresMs() {
    return expiresMs;
  }

  /** For a server that is to be opened. */
  public void applyTo(HttpServerOptions options, long handshakeMs) {
    options
        .setSsl(true)
        .setEnabledSecureTransportProtocols(PROTOCOLS)
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setSslHandshakeTimeout(handshakeMs)
        .setKeyCertOptions(KeyCertOptions.wrap(keys));
    trust.ifPresent(
        one -> options.setClientAuth(ClientAuth.REQUIRED).setTrustOptions(TrustOptions.wrap(one)));
  }

  /** For a server that is open. */
  public ServerSSLOptions options(long handshakeMs) {
    ServerSSLOptions options = new ServerSSLOptions();
    options.setKeyCertOptions(KeyCertOptions.wrap(keys));
    options.setEnabledSecureTransportProtocols(PROTOCOLS);
    options.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    options.setSslHandshakeTimeout(handshakeMs);
    trust.ifPresent(
        one -> {
          options.setClientAuth(ClientAuth.REQUIRED);
          options.setTrustOptions(TrustOptions.wrap(one));
        });
    return options;
  }
}
