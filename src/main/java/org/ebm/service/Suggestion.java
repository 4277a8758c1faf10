package org.ebm.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.ShellWords;
import org.ebm.data.Examples;
import org.ebm.files.AtomicFile;
import org.ebm.files.IoFailure;
import org.ebm.files.UserPath;
import org.ebm.run.RunDirectory;
import org.ebm.suggest.Facts;
import org.ebm.suggest.NamedData;
import org.ebm.suggest.Pilot;
import org.ebm.suggest.Plan;
import org.ebm.suggest.Recipe;
import org.ebm.suggest.Regime;
import org.ebm.train.TrainConfig;

/**
 * Settings for data of one's own: {@code ebm suggest}.
 *
 * @param name of the data, for files and runs
 * @param text the configuration, with what was found at its head
 */
public record Suggestion(String name, String text) {
  /** Seconds for the measurement of an update. */
  private static final double PATIENCE = 2;
  /** Of the time, for one pilot. */
  private static final double PILOT = 0.08;
  /** Of what is left for learning: the rest starts the engine, draws pictures, writes checkpoints. */
  private static final double LEARNING = 0.9;

  private static final int PILOTS = 3;
  private static final int FEWEST_UPDATES = 200;

  /**
   * What is asked for.
   *
   * @param data file, folder or configuration
   * @param size of pictures
   * @param array which one of several
   * @param minutes for pilots and learning together, on this machine
   * @param pilots whether to try before
   * @param regime what is to be learned
   */
  public record Asked(
      Path data,
      Optional<Integer> size,
      Optional<String> array,
      double minutes,
      boolean pilots,
      Regime regime) {
    public Asked {
      if (!(minutes > 0)) {
        throw new EbmException(ExitCode.USAGE, "--minutes: must be > 0, got " + minutes);
      }
    }
  }

  /**
   * Looks at the data, measures an update here, and tries a short training or three.
   *
   * @throws EbmException for data that cannot be learned, with the reason and what could
   */
  public static Suggestion of(Asked asked, Call call) {
    long begun = System.nanoTime();
    NamedData named = NamedData.of(asked.data(), asked.size(), asked.array());
    Facts seen = facts(named, asked);
    NamedData data = seen.isGrey() ? named.inGrey() : named;
    Facts facts = data.equals(named) ? seen : facts(data, asked);
    facts.lines().forEach(call.progress()::say);
    Plan plan = Recipe.of(data, facts, asked.regime());
    double seconds;
    // what is learned does not change from pilot to pilot: pictures are read once
    Examples learned = seeded(plan).data().open();
    try (TrainingRun run = TrainingRun.open(seeded(plan), learned)) {
      seconds = run.secondsPerUpdate(PATIENCE);
    }
    call.progress().say(String.format(Locale.ROOT, "an update takes %.3g s here", seconds));
    double all = 60 * asked.minutes() * LEARNING;
    List<String> tried = new ArrayList<>();
    plan = withUpdates(plan, all, seconds, asked);
    for (int i = 0; asked.pilots() && i < PILOTS; i++) {
      Plan shorter = withUpdates(plan, all * PILOT, seconds, asked);
      Pilot pilot = pilot(shorter, learned, Recipe.law(plan, facts), call);
      String line = shorter.updates() + " updates: " + pilot.line();
      call.progress().say("pilot: " + line);
      tried.add(line);
      if (pilot.isFine()) {
        break;
      }
      plan = pilot.corrected(plan);
    }
    double left = Math.max(0.5 * all, all - (System.nanoTime() - begun) / 1e9);
    plan = withUpdates(plan, left, seconds, asked);
    return new Suggestion(data.name(), heading(asked, data, facts, plan, tried) + plan.yaml());
  }

  private static Facts facts(NamedData data, Asked asked) {
    return Facts.of(data.dataset().open(), asked.data().toString());
  }

  private static Plan withUpdates(Plan plan, double seconds, double each, Asked asked) {
    int updates = (int) Math.max(FEWEST_UPDATES, seconds / each);
    return plan.withUpdates(
        updates,
        String.format(
            Locale.ROOT,
            updates > seconds / each
                ? "the fewest that learn anything: %.2g s each here, more than the %.3g minutes that were asked for"
                : "%.2g s each here, of the %.3g minutes that were asked for",
            each,
            asked.minutes()));
  }

  private static TrainConfig seeded(Plan plan) {
    return TrainingRun.begun(plan.config());
  }

  private static Pilot pilot(Plan plan, Examples learned, double law, Call call) {
    Path folder = temporary();
    try (RunDirectory directory = RunDirectory.create(folder.resolve("pilot"));
        TrainingRun run = TrainingRun.open(seeded(plan), learned)) {
      if (!run.begin(directory, Map.of(), call.ofPart(call.stop())).finished()) {
        throw new EbmException(
            ExitCode.STOPPED, "suggest: stopped in a pilot; nothing was written, run it again");
      }
      return Pilot.of(directory.path(), law);
    } catch (EbmException e) {
      if (e.exitCode() != ExitCode.DIVERGED) {
        throw e;
      }
      return Pilot.diverged(law);
    } finally {
      RunDirectory.remove(folder.resolve("pilot"));
      folder.toFile().delete();
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("ebm-suggest");
    } catch (IOException e) {
      throw IoFailure.writing(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }

  private static String heading(
      Asked asked, NamedData data, Facts facts, Plan plan, List<String> tried) {
    List<String> lines = new ArrayList<>();
    lines.add("Suggested for " + asked.data() + " by ebm suggest.");
    lines.add("Run:  " + ShellWords.ebm("train", "--config", data.name() + ".yaml"));
    lines.add("Then: ebm diagnose RUN says what was learned.");
    facts.lines().forEach(line -> lines.add("Found: " + line));
    tried.forEach(line -> lines.add("Pilot: " + line));
    lines.addAll(Recipe.expectations(plan, facts));
    return String.join("", lines.stream().map(line -> "# " + line + "\n").toList());
  }

  /** Where it goes: here, if nobody says otherwise; usage error if something is there already. */
  public static Path place(Path data, Optional<Path> named) {
    Path file = named.orElseGet(() -> UserPath.of(NamedData.name(data) + ".yaml"));
    requireFree(file);
    return file;
  }

  private static void requireFree(Path file) {
    if (Files.exists(file)) {
      throw new EbmException(
          ExitCode.USAGE, file + ": is there already; name another with --to, or remove it");
    }
  }

  /** Writes the file; usage error if it was made meanwhile. */
  public void write(Path file) {
    requireFree(file);
    AtomicFile.write(
        file, out -> out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }
}
