package io.driftgate.journal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a row is about. Readers take kinds that they do not know for what they are: text. */
public enum RowKind {
  /** A process began to use the journal; says how the one before ended. */
  START,
  /** A process ended cleanly. */
  STOP,
  /** A market may relax, and does once this row is on the disk. */
  OPENING,
  /** A market's outputs moved. */
  TRANSITION,
  /** It is certain that nobody ignores a restriction. */
  CONFIRMED,
  /** Something that a person had to hear of. */
  NOTICE,
  /** A person put a market under an override, or lifted it. */
  OVERRIDE,
  /** A person took a node out for planned work, or put it back. */
  DRAIN,
  /** A configuration took over. */
  CONFIGURATION,
  /** A hook was called. */
  HOOK,
  /** An alert was delivered. */
  ALERT,
  /** So many rows are missing here: they came while none could be written or held. */
  GAP;

  /** As it stands in the file. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind that stands in the file so. */
  public static Optional<RowKind> of(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
  }
}
