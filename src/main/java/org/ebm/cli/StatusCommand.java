package org.ebm.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.files.Folders;
import org.ebm.run.Progress;
import org.ebm.run.Provenance;
import org.ebm.run.RunState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ebm status}: which runs there are, where they run, how far they are. */
@Command(
    name = "status",
    description =
        "Says of each run whether it runs, where, how far it is, and when it last gave a sign of life. Takes no lock.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "killed: its process is gone without a word; silent: its process is on another machine and has said nothing for ten minutes. Both go on with --resume."
    })
final class StatusCommand implements Runnable {
  /** Runs lie in folders, and runs in runs: runs/ring/diagnosis/second, runs/sweep/cells/NAME/diagnosis. */
  private static final int DEPTH = 4;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..*",
      description =
          "Runs, or folders of runs; default: runs. Parts of a run are shown while they are not done.")
  private List<Path> folders = List.of(Path.of("runs"));

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    Instant now = Instant.now();
    List<RunState> states = new ArrayList<>();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new EbmException(
            ExitCode.USAGE, folder + ": is no folder; name runs or a folder of runs");
      }
      below(folder, now, DEPTH).forEach(states::add);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Summary.print(
          out, Map.of("runs", states.stream().map(StatusCommand::object).toList()), true);
    } else {
      print(out, states, now);
    }
  }

  private static Stream<RunState> below(Path folder, Instant now, int depth) {
    boolean isRun = Files.isRegularFile(folder.resolve(Provenance.FILE));
    Stream<RunState> inside = depth == 0
        ? Stream.empty()
        : Folders.list(folder).stream()
            .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
            .flatMap(path -> below(path, now, depth - 1));
    return isRun
        ? Stream.concat(
            Stream.of(RunState.of(folder, now)),
            inside.filter(part -> part.state() != RunState.State.DONE))
        : inside;
  }

  private static Map<String, Object> object(RunState state) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("run", state.run().toString());
    object.put("state", word(state));
    object.put("where", state.where());
    state.done().ifPresent(done -> object.put("done", done));
    state.total().ifPresent(total -> object.put("total", total));
    object.put("note", state.note());
    object.put("reason", state.reason());
    state.secondsLeft().ifPresent(seconds -> object.put("seconds_left", seconds));
    object.put("last_sign", state.lastSign().toString());
    return object;
  }

  private static String word(RunState state) {
    return state.state().name().toLowerCase(Locale.ROOT);
  }

  private static void print(PrintWriter out, List<RunState> states, Instant now) {
    int width =
        states.stream().mapToInt(state -> state.run().toString().length()).max().orElse(1);
    int place = states.stream().mapToInt(state -> state.where().length()).max().orElse(1);
    for (RunState state : states) {
      out.println(String.format(
              Locale.ROOT,
              "%-" + width + "s  %-7s  %-" + place + "s  %s",
              state.run(),
              word(state),
              state.where(),
              howFar(state, now))
          .stripTrailing());
    }
  }

  private static String howFar(RunState state, Instant now) {
    List<String> parts = new ArrayList<>();
    if (state.done().isPresent()) {
      parts.add(state.done().getAsLong() + "/" + state.total().orElseThrow());
    }
    Stream.of(state.note(), state.reason())
        .filter(text -> !text.isEmpty())
        .map(text -> String.join("; ", text.lines().toList()))
        .forEach(parts::add);
    state.secondsLeft().ifPresent(seconds -> parts.add(Progress.shortTime(seconds) + " left"));
    double age = Duration.between(state.lastSign(), now).toMillis() / 1e3;
    parts.add(Progress.shortTime(Math.max(0, age)) + " ago");
    return String.join(", ", parts);
  }
}
