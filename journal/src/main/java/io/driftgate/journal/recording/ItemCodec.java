package io.driftgate.journal.recording;

import io.driftgate.core.fact.BlockRef;
import io.driftgate.core.fact.ClientIdentified;
import io.driftgate.core.fact.Finality;
import io.driftgate.core.fact.Head;
import io.driftgate.core.fact.HeadObserved;
import io.driftgate.core.fact.HeaderFetched;
import io.driftgate.core.fact.KeepAlive;
import io.driftgate.core.fact.LivenessObserved;
import io.driftgate.core.fact.ProbeFailed;
import io.driftgate.core.fact.PushChanged;
import io.driftgate.core.fact.RollupObserved;
import io.driftgate.core.fact.Stamp;
import io.driftgate.core.order.DrainOrder;
import io.driftgate.core.order.JournalChanged;
import io.driftgate.core.order.Journalled;
import io.driftgate.core.order.OverrideOrder;
import io.driftgate.core.order.ProtectionChanged;
import io.driftgate.core.plan.BoundPlan;
import io.driftgate.core.plan.ChainPlan;
import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.plan.MarketPlan;
import io.driftgate.core.plan.NodePlan;
import io.driftgate.core.plan.PolicyPlan;
import io.driftgate.core.plan.QuorumPlan;
import io.driftgate.core.plan.Ratio;
import io.driftgate.core.plan.RecoveryPlan;
import io.driftgate.core.plan.Scope;
import io.driftgate.core.plan.ShadowPlan;
import io.driftgate.core.signal.Cause;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.core.signal.Notice;
import io.driftgate.core.signal.Opening;
import io.driftgate.core.signal.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/**
 * Items of a recording as {@code recording.avsc} says: that file is written by hand, and each of
 * its records names the fields of the Java record that it stands for. One thread.
 */
final class ItemCodec implements DatumReader<Object>, DatumWriter<Object> {
  /** Of the files; another schema has another one. */
  static final int FORMAT = 1;

  static final Schema SCHEMA = schema();

  private static final Map<String, Class<?>> TYPES =
      Stream.of(
              BlockRef.class,
              BoundPlan.class,
              Cause.class,
              ChainPlan.class,
              ClientIdentified.class,
              DrainOrder.class,
              FileStart.class,
              Finality.class,
              FleetPlan.class,
              Gap.class,
              GateSignal.class,
              Head.class,
              HeadObserved.class,
              HeaderFetched.class,
              JournalChanged.class,
              Journalled.class,
              KeepAlive.class,
              MarketPlan.Leg.class,
              LivenessObserved.class,
              MarketPlan.class,
              NodePlan.class,
              Notice.class,
              Opening.class,
              OverrideOrder.class,
              PlanTaken.class,
              PolicyPlan.class,
              ProbeFailed.class,
              ProtectionChanged.class,
              PushChanged.class,
              QuorumPlan.class,
              Ratio.class,
              Reason.class,
              RecoveryPlan.class,
              RollupObserved.class,
              Scope.class,
              ShadowMoved.class,
              ShadowPlan.class,
              Shutdown.class,
              Stamp.class)
          .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

  private final Map<String, Codec> records = new HashMap<>();
  private final Codec[] byIndex;
  private final Map<Class<?>, Integer> indices = new HashMap<>();

  ItemCodec() {
    List<Schema> bodies = SCHEMA.getField("body").schema().getTypes();
    byIndex = new Codec[bodies.size()];
    for (int i = 0; i < byIndex.length; i++) {
      byIndex[i] = record(bodies.get(i));
      indices.put(TYPES.get(bodies.get(i).getName()), i);
    }
  }

  private static Schema schema() {
    try (InputStream in = ItemCodec.class.getResourceAsStream("recording.avsc")) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new IllegalStateException("the schema is part of this build", e);
    }
  }

  private Codec record(Schema schema) {
    Codec known = records.get(schema.getName());
    if (known != null) {
      return known;
    }
    Class<?> type = TYPES.get(schema.getName());
    RecordComponent[] components = type.getRecordComponents();
    Codec[] parts = new Codec[components.length];
    RecordCodec codec = new RecordCodec(type, parts);
    records.put(schema.getName(), codec);
    List<Schema.Field> fields = schema.getFields();
    if (fields.size() != parts.length) {
      throw new IllegalStateException("the schema has other fields than " + type);
    }
    for (int i = 0; i < parts.length; i++) {
      if (!fields.get(i).name().equals(components[i].getName())) {
        throw new IllegalStateException("the schema has no " + components[i]);
      }
      parts[i] = part(components[i].getGenericType(), fields.get(i).schema());
    }
    return codec;
  }

  private Codec part(Type type, Schema schema) {
    if (type instanceof ParameterizedType of) {
      Type argument = of.getActualTypeArguments()[0];
      if (of.getRawType() == Optional.class) {
        return HoldingCodecs.optional(part(argument, schema.getTypes().get(1)));
      }
      Codec element = part(argument, schema.getElementType());
      return of.getRawType() == Set.class
          ? HoldingCodecs.set(element)
          : HoldingCodecs.list(element);
    }
    if (type == OptionalDouble.class) {
      return HoldingCodecs.optionalDouble();
    }
    Class<?> plain = (Class<?>) type;
    Codec simple = SimpleCodecs.of(plain, schema);
    return simple == null ? record(schema) : simple;
  }

  /** Whether there is a place for it in a recording. */
  boolean knows(Class<?> type) {
    return indices.containsKey(type);
  }

  @Override
  public void setSchema(Schema schema) {}

  @Override
  public void write(Object item, Encoder out) throws IOException {
    int index = indices.get(item.getClass());
    out.writeIndex(index);
    byIndex[index].write(item, out);
  }

  @Override
  public Object read(Object reuse, Decoder in) throws IOException {
    int index = in.readIndex();
    if (index < 0 || index >= byIndex.length) {
      throw new IOException("the recording holds an item of no known kind");
    }
    return byIndex[index].read(in);
  }
}
