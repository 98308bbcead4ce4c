package io.driftgate.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.Serializable;
import java.time.Clock;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/**
 * The core knows no clock, thread, socket, disk, log or chance. Accesses are judged by target, not
 * by call, so that method references count.
 */
final class CorePurityTest {

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.driftgate.core");

  @Test
  void shouldDependOnTheJdkAndHdrHistogramOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.driftgate.core..", "java..", "org.HdrHistogram..")
        .check(CORE);
  }

  @Test
  void shouldBeToldTheTime() {
    noClasses()
        .should()
        .dependOnClassesThat(assignableTo(Clock.class))
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.(Date|Calendar|GregorianCalendar)")
        .orShould()
        .accessTargetWhere(
            targetOwner(resideInAPackage("java.time..")).and(target(nameMatching("now"))))
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("org\\.HdrHistogram\\..*(Recorder|Log|Logger).*")
        .check(CORE);
  }

  @Test
  void shouldAskTheSystemForNothing() {
    noClasses()
        .should()
        .accessTargetWhere(
            targetOwner(equivalentTo(System.class))
                .and(not(target(nameMatching("arraycopy|identityHashCode")))))
        .check(CORE);
  }

  @Test
  void shouldKnowNoThread() {
    noClasses()
        .should()
        .dependOnClassesThat(
            assignableTo(Thread.class)
                .or(assignableTo(ThreadLocal.class))
                .or(assignableTo(Executor.class))
                .or(assignableTo(CompletionStage.class)))
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.util\\.(Timer|TimerTask|concurrent\\.Executors|concurrent\\.locks\\..*)")
        .check(CORE);
  }

  @Test
  void shouldTouchNoDiskNoSocketAndNoLog() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.io..",
                    "java.net..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.util.logging..",
                    "org.slf4j..")
                .and(not(equivalentTo(Serializable.class))))
        .check(CORE);
  }

  @Test
  void shouldLeaveNothingToChance() {
    noClasses()
        .should()
        .dependOnClassesThat(assignableTo(Random.class).or(equivalentTo(SplittableRandom.class)))
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.random..")
        .orShould()
        .accessTargetWhere(
            targetOwner(equivalentTo(Math.class)).and(target(nameMatching("random"))))
        .orShould()
        .accessTargetWhere(
            targetOwner(equivalentTo(UUID.class)).and(target(nameMatching("randomUUID"))))
        .check(CORE);
  }
}
