package io.driftgate.journal.recording;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How an object of a snapshot is written, and made again. */
enum GraphKind {
  /** One of the objects that reader and writer are given. */
  EXTERNAL,
  STRING,
  LONG,
  INTEGER,
  ENUM,
  NODE_ID,
  ARRAY,
  /** An object of the core: all its fields. */
  PLAIN,
  /** A record of the core, made by its constructor. */
  RECORD,
  /** A lambda of the core, by its name. */
  LAMBDA,
  BIT_SET,
  OPTIONAL,
  OPTIONAL_DOUBLE,
  LIST(ArrayList.class),
  DEQUE(ArrayDeque.class),
  HASH_SET(HashSet.class),
  LINKED_SET(LinkedHashSet.class),
  HASH_MAP(HashMap.class),
  LINKED_MAP(LinkedHashMap.class),
  TREE_MAP(TreeMap.class),
  ENUM_SET,
  ENUM_MAP,
  FIXED_LIST,
  FIXED_SET,
  FIXED_MAP;

  /** Null where no one class says it. */
  private final Class<?> only;

  GraphKind() {
    this(null);
  }

  GraphKind(Class<?> only) {
    this.only = only;
  }

  /** The kind of a collection of the JDK; null for one that the core does not use. */
  static GraphKind ofCollection(Object object) {
    for (GraphKind kind : values()) {
      if (object.getClass() == kind.only) {
        return kind;
      }
    }
    if (object instanceof EnumSet) {
      return ENUM_SET;
    }
    if (object instanceof EnumMap) {
      return ENUM_MAP;
    }
    if (object instanceof BitSet) {
      return BIT_SET;
    }
    return fixed(object);
  }

  private static GraphKind fixed(Object object) {
    String name = object.getClass().getName();
    boolean isFixed =
        name.startsWith("java.util.ImmutableCollections$")
            || name.startsWith("java.util.Collections$Empty")
            || name.startsWith("java.util.Collections$Unmodifiable");
    if (!isFixed) {
      return null;
    }
    return object instanceof List
        ? FIXED_LIST
        : object instanceof Set ? FIXED_SET : object instanceof Map ? FIXED_MAP : null;
  }

  /** Whether it is made of its elements, and by nothing that could change later. */
  boolean isMadeWhole() {
    return switch (this) {
      case RECORD, LAMBDA, OPTIONAL, FIXED_LIST, FIXED_SET, FIXED_MAP -> true;
      default -> false;
    };
  }

  /** Whether what it holds is a sequence of objects; a map's are its keys, each with its value. */
  boolean isCollection() {
    return switch (this) {
      case LIST,
          DEQUE,
          HASH_SET,
          LINKED_SET,
          HASH_MAP,
          LINKED_MAP,
          TREE_MAP,
          ENUM_SET,
          ENUM_MAP,
          FIXED_LIST,
          FIXED_SET,
          FIXED_MAP ->
          true;
      default -> false;
    };
  }

  /** What a collection holds. */
  static Object[] elements(Object collection) {
    if (collection instanceof Map<?, ?> map) {
      List<Object> flat = new ArrayList<>(2 * map.size());
      map.forEach(
          (key, value) -> {
            flat.add(key);
            flat.add(value);
          });
      return flat.toArray();
    }
    return ((Collection<?>) collection).toArray();
  }

  /** An empty collection that can be filled. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  Object shell(Class<?> enumType) {
    return switch (this) {
      case LIST -> new ArrayList<>();
      case DEQUE -> new ArrayDeque<>();
      case HASH_SET -> new HashSet<>();
      case LINKED_SET -> new LinkedHashSet<>();
      case HASH_MAP -> new HashMap<>();
      case LINKED_MAP -> new LinkedHashMap<>();
      case TREE_MAP -> new TreeMap<>();
      case ENUM_SET -> EnumSet.noneOf((Class) enumType.asSubclass(Enum.class));
      case ENUM_MAP -> new EnumMap((Class) enumType.asSubclass(Enum.class));
      default -> throw new IllegalArgumentException(this + " has no shell");
    };
  }

  /** Fills a shell. */
  @SuppressWarnings("unchecked")
  static void fill(Object shell, Object[] elements) {
    if (shell instanceof Map) {
      putAll((Map<Object, Object>) shell, elements);
    } else {
      Collections.addAll((Collection<Object>) shell, elements);
    }
  }

  private static void putAll(Map<Object, Object> map, Object[] elements) {
    for (int i = 0; i < elements.length; i += 2) {
      map.put(elements[i], elements[i + 1]);
    }
  }

  /** A collection that stays as it is. */
  Object whole(Object[] elements) {
    return switch (this) {
      case FIXED_LIST -> List.of(elements);
      case FIXED_SET -> Set.of(elements);
      case FIXED_MAP -> {
        Map<Object, Object> map = new LinkedHashMap<>();
        putAll(map, elements);
        yield Collections.unmodifiableMap(map);
      }
      default -> throw new IllegalArgumentException(this + " is filled");
    };
  }
}
