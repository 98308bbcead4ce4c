package io.driftgate.app.tail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trust in the certificates of one file, and in no others. */
public final class TailTrust {
  private TailTrust() {}

  /**
   * What checks a gate's certificate.
   *
   * @param pem one or more certificates
   * @throws IOException if it can't be read
   * @throws GeneralSecurityException if it holds no certificates
   */
  public static SSLContext in(Path pem) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int found = 0;
    try (InputStream bytes = Files.newInputStream(pem)) {
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(bytes)) {
        store.setCertificateEntry("gate-" + found, one);
        found++;
      }
    }
    if (found == 0) {
      throw new GeneralSecurityException("it holds no certificates");
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
