package io.driftgate.journal.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecorderTest {
  private static final long LIMIT_MS = 30_000;
  private static final long FACTS = 3_000;

  @TempDir private Path folder;

  private RecordingSettings settings(long maxBytes, long rotateMs) {
    return new RecordingSettings(folder, 3_600_000, maxBytes, rotateMs);
  }

  private RecordingSettings settings() {
    return settings(1L << 40, 3_600_000);
  }

  private static void await(BooleanSupplier what) {
    long until = System.nanoTime() + LIMIT_MS * 1_000_000;
    while (!what.getAsBoolean() && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(what.getAsBoolean()).isTrue();
  }

  private Recorder recordAll(RecordingSettings settings, long epoch) {
    Recorder recorder = new Recorder(settings, Tapes.start(epoch));
    recorder.begin();
    Tapes.tell(Tapes.gate(recorder, epoch), 0, FACTS);
    assertThat(recorder.close(LIMIT_MS)).isTrue();
    return recorder;
  }

  @Test
  void shouldGiveBackEveryInputAsItWas() throws IOException {
    Recorder recorder = recordAll(settings(), 7);

    List<Path> files = RecordingFiles.list(folder);
    assertThat(files).hasSize(1);
    List<Object> inputs = Tapes.read(files.get(0)).stream().filter(Items::isInput).toList();
    List<Object> told = new ArrayList<>();
    for (long i = 0; i < FACTS; i++) {
      told.add(Tapes.fact(i));
    }
    assertThat(inputs).isEqualTo(told);
    assertThat(recorder.figures().items()).isGreaterThanOrEqualTo(FACTS);
    assertThat(recorder.figures().dropped()).isZero();
    assertThat(recorder.figures().differences()).isZero();
    assertThat(recorder.figures().bytes()).isEqualTo(Files.size(files.get(0)));
  }

  @Test
  void shouldBeginEachFileWithAllThatReplayNeeds() throws IOException {
    recordAll(settings(), 7);
    try (RecordingReader reader = RecordingReader.open(RecordingFiles.list(folder).get(0))) {
      FileStart start = reader.start();
      assertThat(start.epoch()).isEqualTo(7);
      assertThat(start.number()).isEqualTo(1);
      assertThat(start.core()).isEqualTo(CoreVersion.read()).hasSize(64);
      assertThat(start.configurationSha256()).isEqualTo("c0ffee");
      assertThat(start.plan()).isEqualTo(Tapes.plan());
      assertThat(start.began()).isEqualTo(Tapes.BEGAN);
      assertThat(start.exact()).isTrue();
      assertThat(CoreSnapshot.read(start.snapshot().orElseThrow(), signal -> {}).epoch())
          .isEqualTo(7);
    }
  }

  @Test
  void shouldReadWhateverATornTailLeaves() throws IOException {
    Recorder recorder = new Recorder(settings(), Tapes.start(1));
    recorder.begin();
    RecordedGate gate = Tapes.gate(recorder, 1);
    for (long i = 0; i < FACTS; i += 100) {
      Tapes.tell(gate, i, i + 100);
    }
    assertThat(recorder.close(LIMIT_MS)).isTrue();
    Path file = RecordingFiles.list(folder).get(0);
    List<Object> whole = Tapes.read(file);
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(3);
    for (int i = 0; i < 60; i++) {
      Path torn = folder.resolve("torn");
      int length = random.nextInt(bytes.length);
      Files.write(torn, Arrays.copyOf(bytes, length));
      readTorn(torn, whole);
    }
  }

  private static void readTorn(Path torn, List<Object> whole) {
    try {
      List<Object> left = Tapes.read(torn);
      assertThat(whole.subList(0, left.size())).isEqualTo(left);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("torn");
    }
  }

  @Test
  void shouldLeaveOutWhatIsDamagedAndSaySo() throws IOException {
    Path file = folder.resolve("damaged");
    FileStart start = start();
    long damagedAt = 0;
    try (RecordingWriter writer = RecordingWriter.create(file, start, new ItemCodec())) {
      for (long i = 0; i < 300; i++) {
        writer.add(Tapes.fact(i));
        if (i % 100 == 99) {
          writer.flush();
          damagedAt = i == 99 ? writer.bytes() + 50 : damagedAt;
        }
      }
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[64]), damagedAt);
    }
    try (RecordingReader reader = RecordingReader.open(file)) {
      List<Object> items = new ArrayList<>();
      for (Object item = reader.next(); item != null; item = reader.next()) {
        items.add(item);
      }
      assertThat(items).contains(new Gap(0), Tapes.fact(0), Tapes.fact(299));
      assertThat(items).hasSizeLessThan(300);
      assertThat(reader.note()).hasValueSatisfying(n -> assertThat(n).contains("damaged"));
    }
  }

  private static FileStart start() {
    return new FileStart(
        1,
        1,
        "test",
        "core",
        "c0ffee",
        Tapes.BEGAN,
        Tapes.BEGAN,
        Tapes.plan(),
        true,
        0,
        Optional.empty());
  }

  @Test
  void shouldRefuseWhatIsNoRecording() throws IOException {
    Path file = folder.resolve("x");
    Files.writeString(file, "no recording at all, but long enough to be one");
    assertThatThrownBy(() -> RecordingReader.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no recording");
  }

  @Test
  void shouldMarkWhatDidNotFit() throws IOException {
    Recorder recorder = new Recorder(settings(), Tapes.start(1), 64);
    RecordedGate gate = Tapes.gate(recorder, 1);
    Tapes.tell(gate, 0, 500);
    assertThat(recorder.figures().dropped()).isGreaterThanOrEqualTo(436);
    recorder.begin();
    await(() -> recorder.figures().items() > 0);
    long last = 500;
    while (recorder.figures().items() < 66) {
      Tapes.tell(gate, last, last + 1);
      last++;
    }
    assertThat(recorder.close(LIMIT_MS)).isTrue();

    List<Object> items = Tapes.read(RecordingFiles.list(folder).get(0));
    assertThat(items).anyMatch(item -> item instanceof Gap gap && gap.missed() >= 436);
    assertThat(recorder.figures().differences()).isZero();
  }

  @Test
  void shouldBeginANewFileAfterAWhileAndDeleteTheOldest() throws IOException {
    for (long epoch = 1; epoch <= 4; epoch++) {
      recordAll(settings(), epoch);
    }
    List<Path> files = RecordingFiles.list(folder);
    assertThat(files).hasSize(4);
    Files.setLastModifiedTime(files.get(0), FileTime.fromMillis(0));
    long fileBytes = settings(1 << 20, 1).fileBytes();

    RecordingFiles.retain(settings(), System.currentTimeMillis(), files.get(3));
    assertThat(RecordingFiles.list(folder)).isEqualTo(files.subList(1, 4));

    long room = fileBytes + Files.size(files.get(2)) + 1;
    RecordingFiles.retain(settings(room, 1), System.currentTimeMillis(), files.get(3));
    assertThat(RecordingFiles.list(folder)).isEqualTo(files.subList(2, 4));
  }

  @Test
  void shouldGoOnInANewFileWhenTheDiskWorksAgain() throws IOException {
    Path later = folder.resolve("later");
    Files.writeString(later, "a file where the folder should be");
    RecordingSettings blocked = new RecordingSettings(later, 3_600_000, 1L << 40, 3_600_000);
    Recorder recorder = new Recorder(blocked, Tapes.start(1));
    recorder.begin();
    RecordedGate gate = Tapes.gate(recorder, 1);
    Tapes.tell(gate, 0, 200);
    await(() -> recorder.figures().errors() == 1 && recorder.figures().dropped() >= 200);
    assertThat(recorder.figures().isWriting()).isFalse();

    Files.delete(later);
    long next = 200;
    while (!recorder.figures().isWriting()) {
      Tapes.tell(gate, next, next + 1);
      next++;
      Thread.onSpinWait();
      await(() -> recorder.figures().dropped() + recorder.figures().items() > 0);
    }
    assertThat(recorder.close(LIMIT_MS)).isTrue();

    try (RecordingReader reader = RecordingReader.open(RecordingFiles.list(later).get(0))) {
      assertThat(reader.start().number()).isEqualTo(1);
      assertThat(reader.start().missed()).isGreaterThanOrEqualTo(200);
      assertThat(reader.start().at()).isNotEqualTo(Tapes.BEGAN);
      assertThat(reader.start().snapshot()).isPresent();
    }
    assertThat(recorder.figures().differences()).isZero();
  }
}
