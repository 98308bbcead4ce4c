package io.driftgate.journal.recording;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** The codecs of what may be absent, and of lists. */
final class HoldingCodecs {
  private HoldingCodecs() {}

  /** The union of null and something. */
  static Codec optional(Codec some) {
    return new Codec() {
      @Override
      public void write(Object value, Encoder out) throws IOException {
        Optional<?> held = (Optional<?>) value;
        out.writeIndex(held.isPresent() ? 1 : 0);
        if (held.isPresent()) {
          some.write(held.get(), out);
        }
      }

      @Override
      public Object read(Decoder in) throws IOException {
        return in.readIndex() == 0 ? Optional.empty() : Optional.of(some.read(in));
      }
    };
  }

  /** The same of an {@link OptionalDouble}. */
  static Codec optionalDouble() {
    return new Codec() {
      @Override
      public void write(Object value, Encoder out) throws IOException {
        OptionalDouble held = (OptionalDouble) value;
        out.writeIndex(held.isPresent() ? 1 : 0);
        if (held.isPresent()) {
          out.writeDouble(held.getAsDouble());
        }
      }

      @Override
      public Object read(Decoder in) throws IOException {
        return in.readIndex() == 0 ? OptionalDouble.empty() : OptionalDouble.of(in.readDouble());
      }
    };
  }

  /** A list in its order. */
  static Codec list(Codec part) {
    return new Codec() {
      @Override
      public void write(Object value, Encoder out) throws IOException {
        writeAll((Collection<?>) value, part, out);
      }

      @Override
      public Object read(Decoder in) throws IOException {
        return readAll(part, in);
      }
    };
  }

  /** A set, in the natural order of its elements: the same bytes each time. */
  static Codec set(Codec part) {
    return new Codec() {
      @Override
      public void write(Object value, Encoder out) throws IOException {
        Set<?> all = (Set<?>) value;
        writeAll(all.size() < 2 ? all : new TreeSet<>(all), part, out);
      }

      @Override
      public Object read(Decoder in) throws IOException {
        return Set.copyOf(readAll(part, in));
      }
    };
  }

  private static void writeAll(Collection<?> all, Codec part, Encoder out) throws IOException {
    out.writeArrayStart();
    out.setItemCount(all.size());
    for (Object one : all) {
      out.startItem();
      part.write(one, out);
    }
    out.writeArrayEnd();
  }

  private static List<Object> readAll(Codec part, Decoder in) throws IOException {
    List<Object> all = new ArrayList<>();
    for (long left = in.readArrayStart(); left != 0; left = in.arrayNext()) {
      for (long i = 0; i < left; i++) {
        all.add(part.read(in));
      }
    }
    return List.copyOf(all);
  }
}
