package io.driftgate.journal;

import io.driftgate.core.fact.Stamp;
import java.util.List;

/**
 * What a process says of itself when it begins.
 *
 * @param version of the program
 * @param configurationSha256 of the configuration file's bytes, in hex
 * @param mails that every start sends
 */
public record JournalStart(
    long epoch, Stamp at, String version, String configurationSha256, List<Mail> mails) {
  public JournalStart {
    mails = List.copyOf(mails);
  }

  /** One that has nothing to tell. */
  public JournalStart(long epoch, Stamp at, String version, String configurationSha256) {
    this(epoch, at, version, configurationSha256, List.of());
  }
}
