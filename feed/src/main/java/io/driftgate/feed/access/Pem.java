package io.driftgate.feed.access;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM. Stateless, for any thread. */
final class Pem {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private Pem() {}

  static List<X509Certificate> certificates(Path file, byte[] pem) throws PemException {
    try {
      List<X509Certificate> read =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!read.isEmpty()) {
        return read;
      }
    } catch (CertificateException e) {
      throw new PemException(file, "holds a broken certificate; it must be whole PEM");
    }
    throw new PemException(file, "holds no certificate; it must be PEM, the server's own first");
  }

  /** The certificate's own key; another is refused. */
  static PrivateKey key(Path file, byte[] pem, X509Certificate certificate) throws PemException {
    Matcher block = PKCS8.matcher(new String(pem, StandardCharsets.US_ASCII));
    if (!block.find()) {
      throw new PemException(
          file,
          "holds no unencrypted PKCS#8 key (BEGIN PRIVATE KEY); 'openssl pkcs8 -topk8 -nocrypt'"
              + " makes one of another");
    }
    PublicKey shown = certificate.getPublicKey();
    try {
      byte[] der = Base64.getMimeDecoder().decode(block.group(1));
      PrivateKey key =
          KeyFactory.getInstance(shown.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(der));
      if (fits(key, shown)) {
        return key;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new PemException(
          file, "is broken, or of another kind than the certificate's " + shown.getAlgorithm());
    }
    throw new PemException(file, "is not the certificate's key");
  }

  private static boolean fits(PrivateKey key, PublicKey shown) throws GeneralSecurityException {
    byte[] word = "driftgate".getBytes(StandardCharsets.US_ASCII);
    Signature signature = Signature.getInstance(algorithm(shown));
    signature.initSign(key);
    signature.update(word);
    byte[] signed = signature.sign();
    signature.initVerify(shown);
    signature.update(word);
    return signature.verify(signed);
  }

  private static String algorithm(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }
}
