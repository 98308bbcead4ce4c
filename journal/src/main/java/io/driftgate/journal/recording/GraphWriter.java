package io.driftgate.journal.recording;

import io.driftgate.core.fact.NodeId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Writes an object of the core with all that can be reached from it: each object once, whoever
 * holds it. Walks without recursion, as a chain of blocks is deep. One use, one thread.
 */
final class GraphWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private final IdentityHashMap<Object, Integer> ids = new IdentityHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final ArrayDeque<Object> unseen = new ArrayDeque<>();
  private final Map<Class<?>, GraphClass> classes = new HashMap<>();
  private final IdentityHashMap<Object, Class<?>> enumTypes = new IdentityHashMap<>();
  private final Map<String, Integer> names = new HashMap<>();
  private final Object[] externals;

  /** An object, and what it is written as: for a lambda its name, else itself. */
  private record Node(GraphKind kind, Object object) {}

  private GraphWriter(Object[] externals) {
    this.externals = externals;
  }

  /**
   * The bytes from which {@link GraphReader} makes it again.
   *
   * @param externals what is not written, and given to the reader in the same order
   * @throws IllegalArgumentException naming the class of an object that is not the core's
   */
  static byte[] write(Object root, Object... externals) {
    return new GraphWriter(externals).bytesOf(root);
  }

  private byte[] bytesOf(Object root) {
    for (Object external : externals) {
      ids.put(external, ids.size() + 1);
      nodes.add(new Node(GraphKind.EXTERNAL, external));
    }
    note(root);
    while (!unseen.isEmpty()) {
      look(unseen.poll());
    }
    try {
      number(nodes.size());
      for (Node node : nodes) {
        head(node);
      }
      for (Node node : nodes) {
        body(node);
      }
      number(ids.get(root));
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /** Gives an object its number; it is looked at later. */
  private void note(Object object) {
    if (object != null && !ids.containsKey(object)) {
      ids.put(object, nodes.size() + 1 + unseen.size());
      unseen.add(object);
    }
  }

  private void look(Object object) {
    Node node = nodeOf(object);
    nodes.add(node);
    switch (node.kind()) {
      case ARRAY -> {
        if (object instanceof Object[] array) {
          noteAll(array);
        }
      }
      case PLAIN, RECORD -> lookAtFields(object);
      case LAMBDA -> noteAll(captured((SerializedLambda) node.object()));
      case OPTIONAL -> note(((Optional<?>) object).orElse(null));
      default -> {
        if (node.kind().isCollection()) {
          noteAll(GraphKind.elements(object));
        }
      }
    }
  }

  private void noteAll(Object[] objects) {
    for (Object object : objects) {
      note(object);
    }
  }

  private void lookAtFields(Object object) {
    for (Field field : classOf(object.getClass()).fields()) {
      if (!field.getType().isPrimitive()) {
        Object value = get(field, object);
        note(value);
        noteEnumType(field, value);
      }
    }
  }

  /** An empty one does not tell it. */
  private void noteEnumType(Field field, Object value) {
    GraphKind kind = value == null ? null : GraphKind.ofCollection(value);
    if ((kind == GraphKind.ENUM_MAP || kind == GraphKind.ENUM_SET)
        && field.getGenericType() instanceof ParameterizedType type) {
      enumTypes.put(value, (Class<?>) type.getActualTypeArguments()[0]);
    }
  }

  private Node nodeOf(Object object) {
    Class<?> type = object.getClass();
    if (object instanceof String) {
      return new Node(GraphKind.STRING, object);
    }
    if (object instanceof Long) {
      return new Node(GraphKind.LONG, object);
    }
    if (object instanceof Integer) {
      return new Node(GraphKind.INTEGER, object);
    }
    if (object instanceof NodeId) {
      return new Node(GraphKind.NODE_ID, object);
    }
    if (object instanceof Enum) {
      return new Node(GraphKind.ENUM, object);
    }
    if (object instanceof Optional) {
      return new Node(GraphKind.OPTIONAL, object);
    }
    if (object instanceof OptionalDouble) {
      return new Node(GraphKind.OPTIONAL_DOUBLE, object);
    }
    if (type.isArray()) {
      return new Node(GraphKind.ARRAY, object);
    }
    GraphKind collection = GraphKind.ofCollection(object);
    if (collection != null) {
      return new Node(collection, object);
    }
    if (!GraphClass.isCore(type)) {
      throw new IllegalArgumentException("a " + type.getName() + " cannot be in a snapshot");
    }
    if (type.isHidden()) {
      return new Node(GraphKind.LAMBDA, lambda(object));
    }
    return new Node(type.isRecord() ? GraphKind.RECORD : GraphKind.PLAIN, object);
  }

  private static SerializedLambda lambda(Object object) {
    try {
      Method replace = object.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      return (SerializedLambda) replace.invoke(object);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "a lambda held by the core must be of a type that is Kept: " + object, e);
    }
  }

  private static Object[] captured(SerializedLambda lambda) {
    Object[] captured = new Object[lambda.getCapturedArgCount()];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = lambda.getCapturedArg(i);
    }
    return captured;
  }

  private GraphClass classOf(Class<?> type) {
    return classes.computeIfAbsent(
        type, t -> t.isRecord() ? GraphClass.ofRecord(t) : GraphClass.plain(t));
  }

  private static Object get(Field field, Object object) {
    try {
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " was made accessible", e);
    }
  }

  /** What is needed to make the object, still empty. */
  @SuppressWarnings("EnumOrdinal") // the file is of use to this build only
  private void head(Node node) throws IOException {
    out.writeByte(node.kind().ordinal());
    Object object = node.object();
    switch (node.kind()) {
      case STRING -> text((String) object);
      case LONG -> number((Long) object);
      case INTEGER -> number((Integer) object);
      case NODE_ID -> text(((NodeId) object).value());
      case ENUM -> {
        name(((Enum<?>) object).getDeclaringClass().getName());
        name(((Enum<?>) object).name());
      }
      case ARRAY -> {
        name(object.getClass().getName());
        number(Array.getLength(object));
      }
      case PLAIN, RECORD -> {
        GraphClass type = classOf(object.getClass());
        name(type.type().getName());
        name(type.layout());
      }
      case ENUM_SET, ENUM_MAP -> name(enumType(object).getName());
      case OPTIONAL_DOUBLE -> {
        OptionalDouble value = (OptionalDouble) object;
        out.writeBoolean(value.isPresent());
        out.writeDouble(value.orElse(0));
      }
      default -> {}
    }
  }

  private Class<?> enumType(Object collection) {
    Class<?> type = enumTypes.get(collection);
    if (type == null) {
      throw new IllegalArgumentException("an enum collection is in no field that names its type");
    }
    return type;
  }

  private void body(Node node) throws IOException {
    Object object = node.object();
    switch (node.kind()) {
      case ARRAY -> array(object);
      case PLAIN, RECORD -> fields(object);
      case LAMBDA -> lambdaBody((SerializedLambda) object);
      case BIT_SET -> array(((BitSet) object).toLongArray());
      case OPTIONAL -> reference(((Optional<?>) object).orElse(null));
      default -> {
        if (node.kind().isCollection()) {
          references(GraphKind.elements(object));
        }
      }
    }
  }

  private void array(Object array) throws IOException {
    if (array instanceof Object[] objects) {
      references(objects);
      return;
    }
    int length = Array.getLength(array);
    number(length);
    if (array instanceof long[] longs) {
      for (long each : longs) {
        number(each);
      }
      return;
    }
    Class<?> part = array.getClass().getComponentType();
    for (int i = 0; i < length; i++) {
      primitive(part, Array.get(array, i));
    }
  }

  private void fields(Object object) throws IOException {
    for (Field field : classOf(object.getClass()).fields()) {
      if (field.getType().isPrimitive()) {
        primitive(field.getType(), get(field, object));
      } else {
        reference(get(field, object));
      }
    }
  }

  private void primitive(Class<?> type, Object value) throws IOException {
    if (type == double.class) {
      out.writeDouble((Double) value);
    } else if (type == boolean.class) {
      out.writeBoolean((Boolean) value);
    } else if (value instanceof Number number) {
      number(number.longValue());
    } else {
      throw new IllegalArgumentException("no " + type + " is held by the core");
    }
  }

  private void lambdaBody(SerializedLambda lambda) throws IOException {
    name(lambda.getCapturingClass());
    name(lambda.getFunctionalInterfaceClass());
    name(lambda.getFunctionalInterfaceMethodName());
    name(lambda.getFunctionalInterfaceMethodSignature());
    number(lambda.getImplMethodKind());
    name(lambda.getImplClass());
    name(lambda.getImplMethodName());
    name(lambda.getImplMethodSignature());
    name(lambda.getInstantiatedMethodType());
    references(captured(lambda));
  }

  private void references(Object[] objects) throws IOException {
    number(objects.length);
    for (Object object : objects) {
      reference(object);
    }
  }

  /** 0 for null. */
  private void reference(Object object) throws IOException {
    number(object == null ? 0 : ids.get(object));
  }

  /** A text that is met often: as a whole only the first time. */
  private void name(String name) throws IOException {
    Integer known = names.putIfAbsent(name, names.size() + 1);
    number(known == null ? 0 : known);
    if (known == null) {
      text(name);
    }
  }

  private void text(String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    out.write(utf8);
  }

  /** Zigzag, seven bits a byte: small ones, of which there are most, take one. */
  private void number(long number) throws IOException {
    long left = (number << 1) ^ (number >> 63);
    while ((left & ~0x7fL) != 0) {
      out.writeByte((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.writeByte((int) left);
  }
}
