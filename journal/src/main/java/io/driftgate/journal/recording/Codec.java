package io.driftgate.journal.recording;

import java.io.IOException;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** Writes values of one Java type as one Avro type, and reads them. One thread. */
interface Codec {
  void write(Object value, Encoder out) throws IOException;

  Object read(Decoder in) throws IOException;
}
