package io.driftgate.feed.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * The answer of {@code /v1/histograms}.
 *
 * <p>{@code unit} names what is counted. With {@code ms} the histogram's values (those inside
 * {@code hdr} too) are microseconds, and the fields are milliseconds. With {@code blocks} the
 * fields keep their contracted names, {@code minMs} to {@code meanMs}, and hold blocks, as {@code
 * hdr} does. Without values only {@code count}, {@code unit} and {@code hdr} are there.
 */
public final class HistogramJson {
  private static final double MICROS_PER_MILLI = 1_000;
  private static final double DECIMALS = 1_000;

  private HistogramJson() {}

  /** In what a histogram's fields are given. */
  public enum Unit {
    MS,
    BLOCKS
  }

  /** The body. */
  public static byte[] of(Histogram histogram, Unit unit) {
    return Json.object(
        json -> {
          json.writeNumberField("count", histogram.getTotalCount());
          json.writeStringField("unit", unit == Unit.MS ? "ms" : "blocks");
          if (histogram.getTotalCount() > 0) {
            values(json, histogram, unit);
          }
          json.writeBinaryField("hdr", encoded(histogram));
        });
  }

  private static void values(JsonGenerator json, Histogram histogram, Unit unit)
      throws IOException {
    value(json, "minMs", histogram.getMinValue(), unit);
    value(json, "p50Ms", histogram.getValueAtPercentile(50), unit);
    value(json, "p90Ms", histogram.getValueAtPercentile(90), unit);
    value(json, "p99Ms", histogram.getValueAtPercentile(99), unit);
    value(json, "p999Ms", histogram.getValueAtPercentile(99.9), unit);
    value(json, "maxMs", histogram.getMaxValue(), unit);
    double mean = unit == Unit.MS ? histogram.getMean() / MICROS_PER_MILLI : histogram.getMean();
    Fields.number(json, "meanMs", Math.round(mean * DECIMALS) / DECIMALS);
  }

  private static void value(JsonGenerator json, String name, long value, Unit unit)
      throws IOException {
    switch (unit) {
      case MS -> Fields.micros(json, name, value);
      case BLOCKS -> json.writeNumberField(name, value);
    }
  }

  private static byte[] encoded(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Arrays.copyOf(buffer.array(), length);
  }
}
