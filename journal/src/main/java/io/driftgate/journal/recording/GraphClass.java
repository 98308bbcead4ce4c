package io.driftgate.journal.recording;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A class of the core as a snapshot sees it: its fields, and how to make one without asking it. */
final class GraphClass {
  private static final String CORE = "io.driftgate.core.";
  private static final Maker MAKER = Maker.find();

  private final Class<?> type;
  private final List<Field> fields;
  private final Constructor<?> constructor;

  private GraphClass(Class<?> type, List<Field> fields, Constructor<?> constructor) {
    this.type = type;
    this.fields = fields;
    this.constructor = constructor;
  }

  /** Whether objects of the class may be in a snapshot, and be made when one is read. */
  static boolean isCore(Class<?> type) {
    return type.getName().startsWith(CORE);
  }

  /** What Java's own serialization uses to make an object whose fields will be set from outside. */
  private record Maker(Object factory, Method newConstructor) {
    static Maker find() {
      try {
        Class<?> type = Class.forName("sun.reflect.ReflectionFactory");
        return new Maker(
            type.getMethod("getReflectionFactory").invoke(null),
            type.getMethod("newConstructorForSerialization", Class.class, Constructor.class));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("this Java cannot make an object without its help", e);
      }
    }

    Constructor<?> of(Class<?> type) throws ReflectiveOperationException {
      return (Constructor<?>)
          newConstructor.invoke(factory, type, Object.class.getDeclaredConstructor());
    }
  }

  /** A class that is no record. */
  static GraphClass plain(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
      Arrays.stream(each.getDeclaredFields())
          .filter(field -> !Modifier.isStatic(field.getModifiers()))
          .sorted(Comparator.comparing(Field::getName))
          .forEach(fields::add);
    }
    fields.forEach(field -> field.setAccessible(true));
    try {
      return new GraphClass(type, fields, MAKER.of(type));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made again", e);
    }
  }

  /** A record: its fields in the order of its constructor. */
  static GraphClass ofRecord(Class<?> type) {
    RecordComponent[] parts = type.getRecordComponents();
    try {
      List<Field> fields = new ArrayList<>();
      for (RecordComponent part : parts) {
        Field field = type.getDeclaredField(part.getName());
        field.setAccessible(true);
        fields.add(field);
      }
      Constructor<?> canonical =
          type.getDeclaredConstructor(
              Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
      canonical.setAccessible(true);
      return new GraphClass(type, fields, canonical);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made again", e);
    }
  }

  Class<?> type() {
    return type;
  }

  List<Field> fields() {
    return fields;
  }

  /** Names and types of all fields: a class that has changed is told by it. */
  String layout() {
    StringBuilder text = new StringBuilder();
    for (Field field : fields) {
      text.append(field.getName()).append(':').append(field.getType().getName()).append(' ');
    }
    return text.toString();
  }

  /** An object whose fields hold nothing yet; a record needs all of its components. */
  Object make(Object... components) {
    try {
      return constructor.newInstance(components);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(type + " refuses what the snapshot says of it", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }
}
