package org.ebm;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ebm.base.ExitCode;
import org.junit.jupiter.api.Test;

/** What must not come back into the code: text that follows the machine's language, paths and commands that are put together by hand. */
class TextRulesTest {
  private static final JavaClasses CLASSES = new ClassFileImporter()
      .importUrl(ExitCode.class.getProtectionDomain().getCodeSource().getLocation());

  /** Methods that follow the default locale or the default character set unless they are given one. */
  private static final Map<String, Set<String>> FOLLOWING = Map.of(
      "java.lang.String",
      Set.of("format", "formatted", "toLowerCase", "toUpperCase", "getBytes", "<init>"),
      "java.io.PrintStream",
      Set.of("printf", "format"),
      "java.io.PrintWriter",
      Set.of("printf", "format"),
      "java.util.Formatter",
      Set.of("<init>"),
      "java.util.Scanner",
      Set.of("<init>"),
      "java.text.DecimalFormat",
      Set.of("<init>"),
      "java.text.SimpleDateFormat",
      Set.of("<init>"),
      "java.time.format.DateTimeFormatter",
      Set.of("ofPattern"),
      "java.io.InputStreamReader",
      Set.of("<init>"),
      "java.io.FileReader",
      Set.of("<init>"));

  /** One of these among the parameters says which. */
  private static final Set<String> SAYING = Set.of(
      "java.util.Locale", "java.nio.charset.Charset", "java.text.DecimalFormatSymbols", "[C");

  private static boolean followsTheMachine(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    return FOLLOWING.getOrDefault(owner, Set.of()).contains(access.getName())
        && access.getTarget()
            instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget unit
        && !unit.getRawParameterTypes().isEmpty()
            | Set.of("toLowerCase", "toUpperCase", "getBytes").contains(access.getName())
        && unit.getRawParameterTypes().stream().noneMatch(type -> SAYING.contains(type.getName()));
  }

  /** Digits of another script, the Turkish i, an ASCII terminal: none of these may show in a file, a name or a program. */
  @Test
  void noTextFollowsTheMachinesLanguage() {
    noClasses()
        .should()
        .accessTargetWhere(describe(
            "follows the default locale or character set; give Locale.ROOT or UTF_8",
            TextRulesTest::followsTheMachine))
        .check(CLASSES);
  }

  /** {@code Path.of} of anything but a constant is {@code UserPath}'s. */
  @Test
  void textOfPeople_becomesAPathInOnePlace() throws IOException {
    assertThat(found(Pattern.compile(
            "(?<![A-Za-z])(Path\\.of|Paths\\.get|new File)\\((?!\"|System\\.getProperty)[^)]*\\)")))
        .allMatch(place -> place.startsWith("UserPath.java")
            || place.startsWith("ForeignLibtorch.java")
            || place.startsWith("EngineCache.java"));
  }

  /** A value after a command or an option in a message is quoted by {@code ShellWords} only. */
  @Test
  void commandsOfferedForPasting_areQuotedInOnePlace() throws IOException {
    // the origin of a value, as it was typed: nobody pastes it
    String origin = "\"--set \" + assignment";
    assertThat(
            found(
                Pattern.compile(
                    "\"(?:[^\"\\n]*[ (:;])?(?:ebm [a-z-]+|--[a-z]+[a-z-]*)(?:[ =][^\"\\n]*)?[ =]\"\\s*\\+\\s*\\w+")))
        .allMatch(place -> place.endsWith(origin));
  }

  /** CDPATH sends {@code cd} of a relative folder elsewhere, and makes it speak. */
  @Test
  void scriptsFindTheirOwnFolderWhateverCdpathIs() throws IOException {
    Pattern cd = Pattern.compile("(?m)^[^#\\n]*?(CDPATH= )?\\bcd +(?!-- *\"?/|/)(\\S+)");
    for (Path script : scripts()) {
      for (MatchResult match : cd.matcher(Files.readString(script)).results().toList()) {
        assertThat(match.group(1)).as(script + ": " + match.group()).isNotNull();
      }
    }
  }

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> all =
        Stream.concat(Files.walk(Path.of("scripts")), Stream.of(Path.of("ebm")))) {
      return all.filter(Files::isRegularFile).filter(TextRulesTest::isShell).toList();
    }
  }

  private static boolean isShell(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.findFirst().filter(line -> line.matches("#!.*sh")).isPresent();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> found(Pattern pattern) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> pattern
              .matcher(text(file))
              .results()
              .map(match -> file.getFileName() + ": " + match.group()))
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
