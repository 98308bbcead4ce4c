package io.driftgate.journal.recording;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** A Java record as an Avro record whose fields have the names of its components. */
final class RecordCodec implements Codec {
  private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);
  private static final MethodType MAKER = MethodType.methodType(Object.class, Object[].class);

  /** Made once: they are dear. */
  private static final ClassValue<Handles> HANDLES =
      new ClassValue<>() {
        @Override
        protected Handles computeValue(Class<?> type) {
          return Handles.of(type);
        }
      };

  private final Class<?> type;
  private final MethodHandle[] getters;
  private final MethodHandle maker;
  private final Codec[] parts;

  private record Handles(List<MethodHandle> getters, MethodHandle maker) {
    static Handles of(Class<?> type) {
      RecordComponent[] components = type.getRecordComponents();
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      List<MethodHandle> getters = new ArrayList<>();
      try {
        for (RecordComponent component : components) {
          getters.add(lookup.unreflect(component.getAccessor()).asType(GETTER));
        }
        Class<?>[] types =
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        MethodHandle maker =
            lookup
                .findConstructor(type, MethodType.methodType(void.class, types))
                .asSpreader(Object[].class, types.length)
                .asType(MAKER);
        return new Handles(getters, maker);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(type + " is no public record", e);
      }
    }
  }

  /**
   * Knows the record, not yet its parts.
   *
   * @param parts filled later: a type may hold itself
   */
  RecordCodec(Class<?> type, Codec[] parts) {
    this.type = type;
    this.parts = parts;
    Handles handles = HANDLES.get(type);
    getters = handles.getters().toArray(MethodHandle[]::new);
    maker = handles.maker();
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
