package io.driftgate.app.replay;

import io.driftgate.core.plan.FleetPlan;
import io.driftgate.core.signal.GateSignal;
import io.driftgate.journal.recording.CoreVersion;
import io.driftgate.journal.recording.FileStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Plays recordings as asked, and says what came of it. */
public final class ReplayJob {
  private final Request request;
  private final Voice voice;
  private final RecordingSet set;

  /**
   * What is asked for.
   *
   * @param recordings files or folders
   * @param plan to judge by; empty: as it was recorded
   * @param against another plan to compare with
   */
  public record Request(
      List<Path> recordings,
      Optional<FleetPlan> plan,
      Optional<FleetPlan> against,
      boolean json,
      boolean suggest) {}

  /** Where results, notes and progress go. */
  public interface Voice {
    void say(String line);

    void note(String line);

    void progress(String line);
  }

  private ReplayJob(Request request, Voice voice, RecordingSet set) {
    this.request = request;
    this.voice = voice;
    this.set = set;
  }

  /**
   * Plays.
   *
   * @return whether all holds: false if the core told something else than it did live
   * @throws IOException in words for people: if there is nothing to be read
   */
  public static boolean run(Request request, Voice voice) throws IOException {
    ReplayJob job = new ReplayJob(request, voice, RecordingSet.of(request.recordings()));
    job.set.unreadable().forEach(why -> voice.note("left out: " + why));
    return job.isLive() ? job.live() : job.whatIf();
  }

  private boolean isLive() {
    return request.against().isEmpty()
        && !request.suggest()
        && (request.plan().isEmpty() || set.isAllUnder(request.plan().get()));
  }

  private boolean live() throws IOException {
    Tally tally = new Tally();
    LiveReplay replay =
        new LiveReplay(CoreVersion.read(), tally, signal -> show("", signal), voice::note);
    play(replay);
    tally.ends();
    summary("", "replayed", tally);
    if (request.json()) {
      voice.say(JsonLines.live(replay).encode());
    } else {
      voice.say("");
      voice.say(
          replay.compared()
              + " transitions, openings and notices are those of the live gate, byte for byte; "
              + replay.uncompared()
              + " could not be compared");
      replay.difference().ifPresent(how -> voice.say("FIRST DIFFERENCE " + how));
    }
    return replay.difference().isEmpty();
  }

  private boolean whatIf() throws IOException {
    FleetPlan plan = request.plan().orElse(set.plan());
    Optional<Suggestions> suggestions =
        request.suggest() ? Optional.of(new Suggestions(plan)) : Optional.empty();
    boolean two = request.against().isPresent();
    String nameA = two ? "A" : "";
    Tally a = new Tally();
    Tally b = new Tally();
    Deck deckA = new WhatIf(plan, a, signal -> show(nameA, signal), suggestions);
    Deck deckB =
        request
            .against()
            .<Deck>map(other -> new WhatIf(other, b, signal -> show("B", signal), Optional.empty()))
            .orElse(deckA);
    play(two ? new Both(deckA, deckB) : deckA);
    a.ends();
    b.ends();
    summary(nameA, two ? "A" : "judged anew, from cold", a);
    if (two) {
      summary("B", "B", b);
      compare(new Comparison(a.episodes(), b.episodes()));
    }
    suggestions.ifPresent(this::suggest);
    return true;
  }

  private record Both(Deck a, Deck b) implements Deck {
    @Override
    public void begins(FileStart start, boolean goesOn) throws IOException {
      a.begins(start, goesOn);
      b.begins(start, goesOn);
    }

    @Override
    public void item(Object item) {
      a.item(item);
      b.item(item);
    }
  }

  private void play(Deck deck) throws IOException {
    long beganNanos = System.nanoTime();
    Tape tape =
        new Tape(
            set.files(),
            voice::note,
            (file, files, part, inputs) ->
                voice.progress(
                    "file "
                        + (file + 1)
                        + " of "
                        + files
                        + ", "
                        + (int) (100 * part)
                        + " %, "
                        + inputs
                        + " inputs"));
    tape.play(deck);
    voice.progress("");
    long ms = Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos));
    voice.note(
        tape.inputs() + " inputs in " + ms + " ms, " + tape.inputs() * 1_000 / ms + " a second");
  }

  private void show(String which, GateSignal signal) {
    voice.say(
        request.json()
            ? JsonLines.transition(which, signal).encode()
            : Wording.transition(which.isEmpty() ? "" : which + " ", signal));
  }

  private void summary(String which, String title, Tally tally) {
    if (request.json()) {
      voice.say(JsonLines.summary(which, tally).encode());
    } else {
      tell(Wording.summary(title, tally));
    }
  }

  private void compare(Comparison comparison) {
    if (request.json()) {
      voice.say(JsonLines.comparison(comparison).encode());
    } else {
      tell(Wording.comparison(comparison));
    }
  }

  private void suggest(Suggestions suggestions) {
    if (request.json()) {
      suggestions
          .bounds()
          .forEach(bound -> voice.say(JsonLines.suggestion(suggestions, bound).encode()));
    } else {
      tell(Wording.suggestions(suggestions));
    }
  }

  private void tell(List<String> lines) {
    lines.forEach(voice::say);
  }
}
