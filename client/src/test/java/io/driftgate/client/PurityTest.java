package io.driftgate.client;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The SDK stands alone, and its protocol knows no clock, thread, socket, disk or log. */
final class PurityTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.driftgate.client");

  @Test
  void shouldStandAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "io.driftgate.client..",
                "java..",
                "javax.net.ssl..",
                "jakarta.websocket..",
                "org.glassfish.tyrus..",
                "com.fasterxml.jackson.."))
        .because("a desk gets the SDK, Tyrus and Jackson, and nothing else")
        .check(CLASSES);
  }

  @Test
  void shouldKeepTheProtocolPure() {
    noClasses()
        .that()
        .resideInAPackage("io.driftgate.client.protocol..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.util.concurrent..",
                    "java.net..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.io..",
                    "java.time..",
                    "java.util.logging..",
                    "jakarta..",
                    "org.glassfish..")
                .and(not(belongToAnyOf(ConcurrentHashMap.class)))
                .and(not(assignableTo(IOException.class))))
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .because("a simulator drives it in virtual time")
        .check(CLASSES);
  }
}
