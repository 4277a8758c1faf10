package org.ebm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.files.UserPath;
import org.ebm.service.OutOfMemory;
import org.ebm.torch.Torch;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParseResult;

/** The command {@code ebm}. */
@Command(
    name = "ebm",
    description =
        "Learns energy-based models by maximum likelihood with MCMC, and measures what was really learned.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SuggestCommand.class,
      TrainCommand.class,
      SampleCommand.class,
      DiagnoseCommand.class,
      MapBasinsCommand.class,
      RestoreCommand.class,
      FeaturesCommand.class,
      GenerateCommand.class,
      EvalCommand.class,
      CompareCommand.class,
      SweepCommand.class,
      ToyTableCommand.class,
      StatusCommand.class,
      RunsCommand.class,
      RmCommand.class,
      MergeCommand.class,
      ReportCommand.class,
      ConfigCommand.class,
      ExportCommand.class,
      DoctorCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    })
public final class Ebm {
  /** Made beforehand: what explains an exhausted heap may find no room itself while the engine is still loading. */
  private static final byte[] NO_ROOM =
      "ebm: Java is out of memory; give it more: EBM_JAVA_OPTS=-Xmx8g\n"
          .getBytes(StandardCharsets.UTF_8);

  public static void main(String[] args) throws IOException {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int status;
    try {
      ProcessSetup.apply();
      status = run(out, err, args);
    } catch (EbmException e) {
      err.println("ebm: " + e.getMessage());
      status = e.exitCode().status();
    } catch (OutOfMemoryError e) {
      System.err.write(NO_ROOM, 0, NO_ROOM.length);
      status = ExitCode.RESOURCES.status();
    }
    out.flush();
    err.flush();
    // halt, not exit: nothing is left to save, and the engine's own exit handlers can crash
    Runtime.getRuntime().halt(status);
  }

  /** Runs one command with the given streams; returns its exit status. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new Ebm());
    line.setOut(out);
    line.setErr(err);
    line.registerConverter(Path.class, Ebm::path);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes());
    line.setExecutionExceptionHandler(Ebm::explain);
    line.setExecutionStrategy(Ebm::execute);
    if (args.length == 0) {
      line.usage(err);
      return ExitCode.USAGE.status();
    }
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      // before a run was open, or in a command that opens none
      return explain(OutOfMemory.of("", e), line, line.getParseResult());
    }
  }

  /** Commands that compute load the engine while they read their files. */
  private static int run(ParseResult parsed) {
    ParseResult last = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
    boolean computes =
        last.commandSpec().userObject() instanceof Computes && !last.isUsageHelpRequested();
    if (!computes) {
      return new CommandLine.RunLast().execute(parsed);
    }
    Torch.begin();
    try {
      return new CommandLine.RunLast().execute(parsed);
    } finally {
      Torch.settle();
    }
  }

  private static Path path(String text) {
    try {
      return UserPath.of(text);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException(e.getMessage());
    }
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      meanings.put(String.valueOf(code.status()), code.meaning());
    }
    return meanings;
  }

  /** With a sign of life in every long silence, unless it is not wanted. */
  private static int execute(ParseResult parsed) {
    ParseResult command = parsed;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    boolean quiet = command.matchedOptionValue("--quiet", false)
        || command.matchedOptionValue("--progress", RunOptions.Show.AUTO) == RunOptions.Show.NONE;
    if (quiet) {
      return run(parsed);
    }
    CommandLine line = command.commandSpec().commandLine();
    PrintWriter out = line.getOut();
    PrintWriter err = line.getErr();
    try (Heartbeat heartbeat = Heartbeat.of(command.commandSpec().qualifiedName(), err)) {
      line.setOut(heartbeat.listening(out));
      line.setErr(heartbeat.listening(err));
      return run(parsed);
    } finally {
      line.getOut().flush();
      line.getErr().flush();
      line.setOut(out);
      line.setErr(err);
    }
  }

  /** The message is the whole story of an error the user can act on; any other error is ours, and its trace is in the run's log. */
  private static int explain(Exception failure, CommandLine line, ParseResult parsed) {
    PrintWriter err = line.getErr();
    if (failure instanceof EbmException known) {
      known.getMessage().lines().forEach(text -> err.println("ebm: " + text));
      return known.exitCode().status();
    }
    err.println(
        "ebm: unexpected: this is a bug of ours, please report it with these lines (in log.txt too, if a run was open)");
    failure.printStackTrace(err);
    return ExitCode.UNEXPECTED.status();
  }

  /** The completion script of the whole command. */
  static String completion() {
    return AutoComplete.bash("ebm", new CommandLine(new Ebm()));
  }
}
