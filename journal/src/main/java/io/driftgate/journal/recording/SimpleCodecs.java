package io.driftgate.journal.recording;

import io.driftgate.core.fact.ChainId;
import io.driftgate.core.fact.Hash;
import io.driftgate.core.fact.MarketId;
import io.driftgate.core.fact.NodeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.util.Utf8;

/** The codecs of what is no record and holds nothing else. */
final class SimpleCodecs {
  private static final int HASH_BYTES = 32;
  private static final Map<Class<?>, Codec> BY_TYPE =
      Map.of(
          long.class, new OfLong(),
          int.class, new OfInt(),
          boolean.class, new OfBoolean(),
          Double.class, new OfDouble(),
          Hash.class, new OfHash(),
          byte[].class, new OfBytes());

  private SimpleCodecs() {}

  /** Null for a type that is not simple. */
  static Codec of(Class<?> type, Schema schema) {
    if (type.isEnum()) {
      return new OfEnum(type, schema);
    }
    if (type == String.class) {
      return new OfText(Object::toString, text -> text);
    }
    if (type == NodeId.class) {
      return new OfText(id -> ((NodeId) id).value(), NodeId::new);
    }
    if (type == ChainId.class) {
      return new OfText(id -> ((ChainId) id).value(), ChainId::new);
    }
    if (type == MarketId.class) {
      return new OfText(id -> ((MarketId) id).value(), MarketId::new);
    }
    return BY_TYPE.get(type);
  }

  private static final class OfLong implements Codec {
    @Override
    public void write(Object value, Encoder out) throws IOException {
      out.writeLong((Long) value);
    }

    @Override
    public Object read(Decoder in) throws IOException {
      return in.readLong();
    }
  }

  private static final class OfInt implements Codec {
    @Override
    public void write(Object value, Encoder out) throws IOException {
      out.writeInt((Integer) value);
    }

    @Override
    public Object read(Decoder in) throws IOException {
      return in.readInt();
    }
  }

  private static final class OfBoolean implements Codec {
    @Override
    public void write(Object value, Encoder out) throws IOException {
      out.writeBoolean((Boolean) value);
    }

    @Override
    public Object read(Decoder in) throws IOException {
      return in.readBoolean();
    }
  }

  private static final class OfDouble implements Codec {
    @Override
    public void write(Object value, Encoder out) throws IOException {
      out.writeDouble((Double) value);
    }

    @Override
    public Object read(Decoder in) throws IOException {
      return in.readDouble();
    }
  }

  private static final class OfBytes implements Codec {
    @Override
    public void write(Object value, Encoder out) throws IOException {
      out.writeBytes((byte[]) value);
    }

    @Override
    public Object read(Decoder in) throws IOException {
      ByteBuffer read = in.readBytes(null);
      byte[] bytes = new byte[read.remaining()];
      read.get(bytes);
      return bytes;
    }
  }

  private static final class OfHash implements Codec {
    private final ByteBuffer bytes = ByteBuffer.allocate(HASH_BYTES);

    @Override
    public void write(Object value, Encoder out) throws IOException {
      Hash hash = (Hash) value;
      bytes.clear().putLong(hash.a()).putLong(hash.b()).putLong(hash.c()).putLong(hash.d());
      out.writeFixed(bytes.array());
    }

    @Override
    public Object read(Decoder in) throws IOException {
      in.readFixed(bytes.array());
      bytes.clear();
      return new Hash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }
  }

  /** A name, or other text; those that come again and again are made once. */
  private static final class OfText implements Codec {
    private static final int MOST_KNOWN = 50_000;

    private final Function<Object, String> text;
    private final Function<String, Object> made;
    private final Map<String, Utf8> written = new HashMap<>();
    private final Map<Utf8, Object> read = new HashMap<>();
    private Utf8 next = new Utf8();

    OfText(Function<Object, String> text, Function<String, Object> made) {
      this.text = text;
      this.made = made;
    }

    @Override
    public void write(Object value, Encoder out) throws IOException {
      String said = text.apply(value);
      Utf8 bytes = written.get(said);
      if (bytes == null) {
        bytes = new Utf8(said);
        if (written.size() < MOST_KNOWN) {
          written.put(said, bytes);
        }
      }
      out.writeString(bytes);
    }

    @Override
    public Object read(Decoder in) throws IOException {
      next = in.readString(next);
      Object known = read.get(next);
      if (known == null) {
        known = make(next.toString());
        if (read.size() < MOST_KNOWN) {
          read.put(new Utf8(next), known);
        }
      }
      return known;
    }

    private Object make(String said) throws IOException {
      try {
        return made.apply(said);
      } catch (IllegalArgumentException e) {
        throw new IOException("the recording holds a name that cannot be: " + e.getMessage(), e);
      }
    }
  }

  /** By name: the order of constants in Java is of no meaning in a file. */
  @SuppressWarnings("EnumOrdinal") // as an index into what was made by name
  private static final class OfEnum implements Codec {
    private final Object[] constants;
    private final int[] numbers;

    OfEnum(Class<?> type, Schema schema) {
      Object[] all = type.getEnumConstants();
      List<String> symbols = schema.getEnumSymbols();
      if (symbols.size() != all.length) {
        throw new IllegalStateException("the schema has other constants than " + type);
      }
      constants = new Object[all.length];
      numbers = new int[all.length];
      for (Object constant : all) {
        int number = schema.getEnumOrdinal(((Enum<?>) constant).name());
        constants[number] = constant;
        numbers[((Enum<?>) constant).ordinal()] = number;
      }
    }

    @Override
    public void write(Object value, Encoder out) throws IOException {
      out.writeEnum(numbers[((Enum<?>) value).ordinal()]);
    }

    @Override
    public Object read(Decoder in) throws IOException {
      int number = in.readEnum();
      if (number < 0 || number >= constants.length) {
        throw new IOException("the recording holds a constant that does not exist");
      }
      return constants[number];
    }
  }
}
