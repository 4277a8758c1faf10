package org.ebm;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.ebm.files.Npz;
import org.ebm.run.Provenance;
import org.ebm.run.RunDirectory;
import org.junit.jupiter.api.Test;

/** The architecture: a package sees lower levels only, and packages on one level do not see each other. */
class LayersTest {
  private static final List<List<String>> LEVELS = List.of(
      List.of("base"),
      List.of("files"),
      List.of("config", "script", "diagnose"),
      List.of("run"),
      List.of("report", "torch"),
      List.of("network", "data"),
      List.of("energy"),
      List.of("sampler"),
      List.of("objective"),
      List.of("train", "sample", "evaluate", "basin"),
      List.of("study", "restore", "suggest", "features", "generate"),
      List.of("service"),
      List.of("cli"));

  /** Those beside a class of the tool, wherever a build puts them: not those of tests. */
  private static final JavaClasses CLASSES = new ClassFileImporter()
      .importUrl(Npz.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void packagesSeeLowerLevelsOnly() {
    for (int level = 0; level < LEVELS.size(); level++) {
      for (String name : LEVELS.get(level)) {
        List<String> forbidden = new ArrayList<>();
        LEVELS.subList(level, LEVELS.size()).forEach(forbidden::addAll);
        forbidden.remove(name);
        String[] packages =
            forbidden.stream().map(other -> "org.ebm." + other + "..").toArray(String[]::new);
        noClasses()
            .that()
            .resideInAPackage("org.ebm." + name + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages)
            .check(CLASSES);
      }
    }
  }

  /** A package that is not listed would see and be seen by all; a name that is no package's would hold nothing. */
  @Test
  void everyPackageStandsOnALevel_andEveryNameIsThatOfAPackage() {
    Set<String> found = new TreeSet<>();
    for (JavaClass each : CLASSES) {
      String below = each.getPackageName().substring("org.ebm".length());
      found.add(below.isEmpty() ? each.getName() : below.substring(1).split("\\.")[0]);
    }
    Set<String> listed = new TreeSet<>();
    LEVELS.forEach(listed::addAll);
    assertThat(found).isEqualTo(listed);
    assertThat(LEVELS.stream().mapToInt(List::size).sum())
        .as("no name stands on two levels")
        .isEqualTo(listed.size());
  }

  @Test
  void onlyTorchNamesTheEngine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.ebm.torch..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl.pytorch..")
        .check(CLASSES);
  }

  /** What a command does can be done without a command line, and says nothing on standard output. */
  @Test
  void onlyCommandsParseAndPrint() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.ebm.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("org.ebm.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  /** A run's kind, configuration and end are written by one class each. */
  @Test
  void onlyAnOpenRunWritesRunJson() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.ebm.service.OpenRun")
        .and()
        .resideOutsideOfPackage("org.ebm.run..")
        .should()
        .callMethod(Provenance.class, "write", Path.class)
        .orShould()
        .callMethod(RunDirectory.class, "keep", Record.class)
        .check(CLASSES);
  }

  /** There its libraries are verified first: with one that was cut the system ends the process, without a word. */
  @Test
  void theEngineIsStartedInOnePlace_afterItsLibrariesWereVerified() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.ebm.torch.EngineStart")
        .should()
        .callMethod(ai.djl.engine.Engine.class, "getEngine", String.class)
        .orShould()
        .callMethod(ai.djl.engine.Engine.class, "getInstance")
        .check(CLASSES);
  }

  @Test
  void textAndDataNeedNoEngine() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.ebm.base..",
            "org.ebm.files..",
            "org.ebm.config..",
            "org.ebm.script..",
            "org.ebm.diagnose..",
            "org.ebm.run..",
            "org.ebm.report..",
            "org.ebm.network..",
            "org.ebm.data..")
        .should()
        .dependOnClassesThat(resideInAPackage("ai.djl.."))
        .check(CLASSES);
  }

  /** Of an archive that somebody else made, one array is read: the others may be anything. */
  @Test
  void archivesOfOthersAreReadAsNeeded() {
    noClasses()
        .that()
        .resideInAnyPackage("org.ebm.data", "org.ebm.sampler")
        .should()
        .callMethod(Npz.class, "read", Path.class)
        .check(CLASSES);
  }

  @Test
  void everyDrawHasAKey() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(java.util.Random.class)
        .check(CLASSES);
    noClasses().should().callMethod(Math.class, "random").check(CLASSES);
  }
}
