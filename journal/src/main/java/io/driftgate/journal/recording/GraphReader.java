package io.driftgate.journal.recording;

import io.driftgate.core.fact.NodeId;
import java.io.IOException;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Makes anew what {@link GraphWriter} wrote. Nothing but classes of the core, and the few of the
 * JDK that it holds, is ever loaded or made, whatever the bytes say.
 *
 * <p>In three rounds: everything that can be made empty; what is made whole, out of those; what
 * fills the empty ones, those whose order depends on their content last. One use, one thread.
 */
final class GraphReader {
  private static final int MOST_DIMENSIONS = 3;
  private static final List<GraphKind> KINDS = List.of(GraphKind.values());

  private final GraphBytes in;
  private final Object[] externals;
  private final Map<String, GraphClass> classes = new HashMap<>();
  private GraphKind[] kinds;
  private GraphClass[] types;
  private Object[] made;
  private boolean[] making;

  /** What the body of each says: numbers of others, or values. */
  private Object[][] bodies;

  /** The place of another object; 0 for none. */
  private record Ref(int number) {}

  private GraphReader(byte[] bytes, Object[] externals) {
    in = new GraphBytes(bytes);
    this.externals = externals;
  }

  /**
   * Makes the object.
   *
   * @param externals in the place of those that the writer was given
   * @throws IOException if the bytes are damaged, or of another build of the core
   */
  static Object read(byte[] bytes, Object... externals) throws IOException {
    try {
      return new GraphReader(bytes, externals).root();
    } catch (RuntimeException | StackOverflowError e) {
      throw new IOException("the snapshot is of another build, or damaged: " + e.getMessage(), e);
    }
  }

  private Object root() throws IOException {
    int count = in.count();
    kinds = new GraphKind[count];
    types = new GraphClass[count];
    made = new Object[count];
    making = new boolean[count];
    bodies = new Object[count][];
    for (int i = 0; i < count; i++) {
      head(i);
    }
    for (int i = 0; i < count; i++) {
      body(i);
    }
    int root = reference();
    for (int i = 0; i < count; i++) {
      object(new Ref(i + 1));
    }
    for (int i = 0; i < count; i++) {
      fillFields(i);
    }
    for (int i = 0; i < count; i++) {
      if (kinds[i].isCollection() && !kinds[i].isMadeWhole()) {
        GraphKind.fill(made[i], objects(bodies[i]));
      }
    }
    return object(new Ref(root));
  }

  private void head(int i) throws IOException {
    int kind = in.octet();
    if (kind >= KINDS.size()) {
      throw new IOException("the snapshot holds something unknown");
    }
    kinds[i] = KINDS.get(kind);
    switch (kinds[i]) {
      case EXTERNAL -> made[i] = externals[i];
      case STRING -> made[i] = in.text();
      case LONG -> made[i] = in.number();
      case INTEGER -> made[i] = Math.toIntExact(in.number());
      case NODE_ID -> made[i] = new NodeId(in.text());
      case ENUM -> made[i] = constant(coreClass(in.name()), in.name());
      case ARRAY -> {
        Class<?> part = partOf(in.name());
        made[i] = Array.newInstance(part, in.count());
      }
      case PLAIN -> {
        types[i] = classOf(in.name(), in.name());
        made[i] = types[i].make();
      }
      case RECORD -> types[i] = classOf(in.name(), in.name());
      case ENUM_SET, ENUM_MAP -> made[i] = kinds[i].shell(coreClass(in.name()));
      case OPTIONAL_DOUBLE -> {
        boolean present = in.bool();
        double value = in.real();
        made[i] = present ? OptionalDouble.of(value) : OptionalDouble.empty();
      }
      case LIST, DEQUE, HASH_SET, LINKED_SET, HASH_MAP, LINKED_MAP, TREE_MAP ->
          made[i] = kinds[i].shell(null);
      default -> {}
    }
  }

  private static Class<?> coreClass(String name) throws IOException {
    try {
      Class<?> type = Class.forName(name, false, GraphReader.class.getClassLoader());
      if (GraphClass.isCore(type) && !type.isArray()) {
        return type;
      }
    } catch (ClassNotFoundException e) {
      throw new IOException("the snapshot names a class that this build does not have", e);
    }
    throw new IOException("the snapshot names a class that is not the core's: " + name);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Object constant(Class<?> type, String name) {
    return Enum.valueOf((Class) type.asSubclass(Enum.class), name);
  }

  /** By the array's name, as {@code Class.getName()} gives it. */
  private static Class<?> partOf(String name) throws IOException {
    int dimensions = name.lastIndexOf('[') + 1;
    if (dimensions < 1 || dimensions > MOST_DIMENSIONS || name.length() == dimensions) {
      throw new IOException("the snapshot holds an array of nothing");
    }
    Class<?> part =
        switch (name.charAt(dimensions)) {
          case 'J' -> long.class;
          case 'I' -> int.class;
          case 'Z' -> boolean.class;
          case 'D' -> double.class;
          default -> arrayClass(name.substring(dimensions + 1, name.length() - 1));
        };
    for (int i = 1; i < dimensions; i++) {
      part = part.arrayType();
    }
    return part;
  }

  private static Class<?> arrayClass(String name) throws IOException {
    return name.equals(Runnable.class.getName()) ? Runnable.class : coreClass(name);
  }

  private GraphClass classOf(String name, String layout) throws IOException {
    GraphClass known = classes.get(name);
    if (known == null) {
      Class<?> type = coreClass(name);
      known = type.isRecord() ? GraphClass.ofRecord(type) : GraphClass.plain(type);
      if (!known.layout().equals(layout)) {
        throw new IOException("the snapshot is of another build: " + name + " has changed");
      }
      classes.put(name, known);
    }
    return known;
  }

  private void body(int i) throws IOException {
    switch (kinds[i]) {
      case ARRAY -> array(i);
      case PLAIN, RECORD -> bodies[i] = fields(types[i]);
      case LAMBDA -> bodies[i] = lambdaBody();
      case BIT_SET -> made[i] = BitSet.valueOf(longs(new long[in.count()]));
      case OPTIONAL -> bodies[i] = new Object[] {new Ref(reference())};
      default -> {
        if (kinds[i].isCollection()) {
          bodies[i] = references();
        }
      }
    }
  }

  private void array(int i) throws IOException {
    int length = in.count();
    if (length != Array.getLength(made[i])) {
      throw new IOException("an array of the snapshot has two lengths");
    }
    if (made[i] instanceof Object[]) {
      bodies[i] = references(length);
    } else if (made[i] instanceof long[] longs) {
      longs(longs);
    } else {
      Class<?> part = made[i].getClass().getComponentType();
      for (int at = 0; at < length; at++) {
        Array.set(made[i], at, primitive(part));
      }
    }
  }

  private long[] longs(long[] longs) throws IOException {
    for (int at = 0; at < longs.length; at++) {
      longs[at] = in.number();
    }
    return longs;
  }

  private Object[] fields(GraphClass type) throws IOException {
    Object[] values = new Object[type.fields().size()];
    for (int f = 0; f < values.length; f++) {
      Class<?> part = type.fields().get(f).getType();
      values[f] = part.isPrimitive() ? primitive(part) : new Ref(reference());
    }
    return values;
  }

  private Object primitive(Class<?> type) throws IOException {
    if (type == double.class) {
      return in.real();
    }
    if (type == boolean.class) {
      return in.bool();
    }
    if (type == int.class) {
      return Math.toIntExact(in.number());
    }
    return in.number();
  }

  private Object[] lambdaBody() throws IOException {
    Object[] said = new Object[10];
    for (int part = 0; part < 9; part++) {
      said[part] = part == 4 ? (Object) Math.toIntExact(in.number()) : in.name();
    }
    said[9] = references();
    return said;
  }

  private Object[] references() throws IOException {
    return references(in.count());
  }

  private Object[] references(int count) throws IOException {
    Object[] references = new Object[count];
    for (int i = 0; i < count; i++) {
      references[i] = new Ref(reference());
    }
    return references;
  }

  private int reference() throws IOException {
    long number = in.number();
    if (number < 0 || number > made.length) {
      throw new IOException("the snapshot points at nothing");
    }
    return (int) number;
  }

  /** What a body's part stands for; what is made whole is made when it is first wanted. */
  private Object object(Object part) throws IOException {
    if (!(part instanceof Ref ref)) {
      return part;
    }
    int i = ref.number() - 1;
    if (i < 0) {
      return null;
    }
    if (made[i] == null) {
      if (making[i]) {
        throw new IOException("the snapshot bites its own tail");
      }
      making[i] = true;
      made[i] = whole(i);
    }
    return made[i];
  }

  private Object[] objects(Object[] parts) throws IOException {
    Object[] objects = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      objects[i] = object(parts[i]);
    }
    return objects;
  }

  private Object whole(int i) throws IOException {
    return switch (kinds[i]) {
      case RECORD -> types[i].make(objects(bodies[i]));
      case LAMBDA -> lambda(bodies[i]);
      case OPTIONAL -> Optional.ofNullable(object(bodies[i][0]));
      default -> kinds[i].whole(objects(bodies[i]));
    };
  }

  private Object lambda(Object[] said) throws IOException {
    Class<?> capturing = coreClass(((String) said[0]).replace('/', '.'));
    SerializedLambda lambda =
        new SerializedLambda(
            capturing,
            (String) said[1],
            (String) said[2],
            (String) said[3],
            (Integer) said[4],
            (String) said[5],
            (String) said[6],
            (String) said[7],
            (String) said[8],
            objects((Object[]) said[9]));
    try {
      Method find = capturing.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
      find.setAccessible(true);
      return find.invoke(null, lambda);
    } catch (ReflectiveOperationException e) {
      throw new IOException("the snapshot names a lambda that this build does not have", e);
    }
  }

  private void fillFields(int i) throws IOException {
    if (kinds[i] == GraphKind.PLAIN) {
      Object[] values = objects(bodies[i]);
      for (int f = 0; f < values.length; f++) {
        set(types[i].fields().get(f), made[i], values[f]);
      }
    } else if (kinds[i] == GraphKind.ARRAY && made[i] instanceof Object[] array) {
      System.arraycopy(objects(bodies[i]), 0, array, 0, array.length);
    }
  }

  private static void set(Field field, Object object, Object value) {
    try {
      field.set(object, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " was made accessible", e);
    }
  }
}
