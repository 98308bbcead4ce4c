package io.driftgate.app;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

  private static final List<String> ADAPTERS =
      List.of("collector", "feed", "dashboards", "journal", "hooks", "simulator");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.driftgate");

  @Test
  void shouldSeeEveryModule() {
    assertThat(CLASSES)
        .extracting(c -> c.getPackageName().split("\\.", -1)[2])
        .contains("core", "app")
        .containsAll(ADAPTERS);
  }

  @Test
  void shouldKeepAdaptersApart() {
    for (String adapter : ADAPTERS) {
      noClasses()
          .that()
          .resideInAPackage(inside(adapter))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ADAPTERS.stream()
                  .filter(other -> !other.equals(adapter))
                  .map(ArchitectureTest::inside)
                  .toArray(String[]::new))
          .because("adapters meet in the core and in app only")
          .check(CLASSES);
    }
  }

  @Test
  void shouldKeepAdaptersFreeOfTheirWiring() {
    noClasses()
        .that()
        .resideOutsideOfPackage(inside("app"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(inside("app"))
        .because("app knows the modules, no module knows app")
        .check(CLASSES);
  }

  @Test
  void shouldKeepTheCoreFreeOfAdapters() {
    noClasses()
        .that()
        .resideInAPackage(inside("core"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ADAPTERS.stream().map(ArchitectureTest::inside).toArray(String[]::new))
        .because("the core's two ports are all it knows of the world")
        .check(CLASSES);
  }

  @Test
  void shouldKeepTheDeskSdkOutOfTheProduct() {
    noClasses()
        .that()
        .resideOutsideOfPackages(inside("client"), inside("bench"), inside("app.tail"))
        .and()
        .doNotHaveFullyQualifiedName("io.driftgate.app.TailCommand")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(inside("client"))
        .because("the desk SDK stands alone, at the other end of the wire, as the tail does")
        .check(CLASSES);
  }

  @Test
  void shouldCallTypedPortsInsteadOfTheEventBus() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx.core.eventbus..")
        .orShould()
        .accessTargetWhere(
            target(owner(assignableTo("io.vertx.core.Vertx"))).and(target(name("eventBus"))))
        .because("calls inside the process are typed, bounded and ordered")
        .check(CLASSES);
  }

  private static String inside(String module) {
    return "io.driftgate." + module + "..";
  }
}
