package io.driftgate.hooks.exec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which program, and as whom.
 *
 * @param command the program's path and its arguments, as they are: no shell reads them
 * @param folder it runs in
 * @param user it runs as, by {@code runuser}, which only root may; empty: ours
 */
public record ExecSettings(List<String> command, Path folder, Optional<String> user) {
  public ExecSettings {
    command = List.copyOf(command);
  }
}
