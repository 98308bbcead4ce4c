package io.driftgate.journal.recording;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** A Java record as an Avro record whose fields have the names of its components. */
final class RecordCodec implements Codec {
  private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);
  private static final MethodType MAKER = MethodType.methodType(Object.class, Object[].class);

  private final Class<?> type;
  private final MethodHandle[] getters;
  private final MethodHandle maker;
  private final Codec[] parts;

  /**
   * Knows the record, not yet its parts.
   *
   * @param parts filled later: a type may hold itself
   */
  RecordCodec(Class<?> type, Codec[] parts) {
    this.type = type;
    this.parts = parts;
    RecordComponent[] components = type.getRecordComponents();
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    getters = new MethodHandle[components.length];
    try {
      for (int i = 0; i < getters.length; i++) {
        getters[i] = lookup.unreflect(components[i].getAccessor()).asType(GETTER);
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      maker =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.length)
              .asType(MAKER);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " is no public record", e);
    }
  }

  @Override
  public void write(Object value, Encoder out) throws IOException {
    for (int i = 0; i < parts.length; i++) {
      parts[i].write(get(getters[i], value), out);
    }
  }

  private static Object get(MethodHandle getter, Object value) {
    try {
      return getter.invokeExact(value);
    } catch (Throwable e) {
      throw new IllegalStateException("a record's accessor failed", e);
    }
  }

  @Override
  public Object read(Decoder in) throws IOException {
    Object[] values = new Object[parts.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = parts[i].read(in);
    }
    try {
      return (Object) maker.invokeExact(values);
    } catch (Throwable e) {
      throw new IOException("no " + type.getSimpleName() + " can say that: " + e.getMessage(), e);
    }
  }
}
