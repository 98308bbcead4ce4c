package io.driftgate.dashboards;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * One file of the page, in memory and ready to be written: nothing is read, compressed or looked up
 * while a loop waits.
 *
 * @param path under which it is served, e.g. {@code /page/main.js}
 * @param contentType with charset
 * @param etag strong, quoted
 */
record PageAsset(String path, String contentType, String etag, Buffer plain, Buffer gzipped) {
  private static final int ETAG_BYTES = 12;

  /**
   * Reads a resource.
   *
   * @throws IllegalStateException if the class path lacks it: the build is broken
   */
  static PageAsset of(String path, String contentType, String resource) {
    byte[] bytes = read(resource);
    return new PageAsset(
        path, contentType, etag(bytes), Buffer.buffer(bytes), Buffer.buffer(gzip(bytes)));
  }

  static byte[] read(String resource) {
    try (InputStream in = PageAsset.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String etag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(digest, 0, ETAG_BYTES) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
