package io.driftgate.simulator;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Chain, nodes and scenarios are told the time, so that virtual time can drive them too. */
final class ModelPurityTest {
  private static final String[] MODEL = {
    "io.driftgate.simulator.chain..",
    "io.driftgate.simulator.node..",
    "io.driftgate.simulator.scenario..",
    "io.driftgate.simulator.virtual.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.driftgate.simulator");

  @Test
  void shouldSeeTheModel() {
    assertThat(CLASSES)
        .extracting(c -> c.getPackageName())
        .contains("io.driftgate.simulator.chain", "io.driftgate.simulator.scenario");
  }

  @Test
  void shouldKnowNoSocketAndNoClockObject() {
    noClasses()
        .that()
        .resideInAnyPackage(MODEL)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.vertx..",
            "java.net..",
            "java.time..",
            "java.util.concurrent..",
            "io.driftgate.simulator",
            "io.driftgate.simulator.rpc..")
        .because("a simulation in virtual time drives the same model")
        .check(CLASSES);
  }

  @Test
  void shouldReadNoClockAndRollNoDice() {
    noClasses()
        .that()
        .resideInAnyPackage(MODEL)
        .should()
        .accessTargetWhere(
            target(
                owner(
                    HasName.Predicates.nameMatching(
                        "java\\.lang\\.(System|Thread)|java\\.util\\.(Random|SplittableRandom)"))))
        .because("the same seed and instants must give the same events")
        .check(CLASSES);
  }
}
