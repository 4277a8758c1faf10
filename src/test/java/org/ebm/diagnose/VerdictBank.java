package org.ebm.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.ebm.base.RandomKey;
import org.ebm.diagnose.Density.Scope;
import org.ebm.diagnose.Density.Word;
import org.ebm.diagnose.PlantedModel.Fault;

/**
 * Both words on many planted models, and how often they err.
 *
 * <p>{@code java ... org.ebm.diagnose.VerdictBank SEED DIMENSION MODELS [STEPS]}: a line per model as it is finished, and the matrix.
 */
final class VerdictBank {
  /** Below this a fault may go unseen. */
  static final double BLIND = 0.05;

  static final int STEPS = 1200;
  private static final int ROUND = 5;

  /** One model and what was said of it. */
  record Row(
      Fault fault,
      boolean mixing,
      double kl,
      String verdict,
      Word word,
      Scope scope,
      String because) {
    boolean isFalselyFine() {
      return verdict.equals("convergent") && word == Word.AGREES && scope == Scope.GLOBAL;
    }
  }

  private VerdictBank() {}

  /** One model: the first of the fault's draws, from the one of that number on, whose divergence is not below what may go unseen. */
  static Row row(Fault fault, long seed, int dimension, int number, int steps) {
    RandomKey key = RandomKey.ofSeed(seed).fold(fault.name()).fold(dimension).fold(number);
    for (int i = 0; ; i++) {
      PlantedModel planted = PlantedModel.of(fault, dimension, key.fold(i).fold("plant"));
      double kl = planted.truth().kl(planted.model(), key.fold(i).fold("kl"));
      if (fault.isRight() || kl >= BLIND) {
        PlantedDiagnosis found = PlantedDiagnosis.of(planted, steps, key.fold("diagnose"));
        return new Row(
            fault,
            planted.mixing(),
            kl,
            found.verdict().kind().toString(),
            found.density().word(),
            found.density().scope(),
            found.density().because());
      }
    }
  }

  /** Lines of a Markdown table: counts of verdict, word and scope; then what must be rare with its interval. */
  static List<String> matrix(List<Row> rows) {
    List<String> lines = new ArrayList<>(List.of(
        "| planted | models | KL (smallest, median) | convergent / inconclusive / non-convergent | agrees / undecided / differs | global | false | share, 95 % interval |",
        "|---|---|---|---|---|---|---|---|"));
    Map<Fault, List<Row>> byFault = new TreeMap<>();
    rows.forEach(
        row -> byFault.computeIfAbsent(row.fault(), fault -> new ArrayList<>()).add(row));
    byFault.forEach((fault, of) -> lines.add(line(fault, of)));
    return lines;
  }

  private static String line(Fault fault, List<Row> rows) {
    double[] kl = rows.stream().mapToDouble(Row::kl).sorted().toArray();
    String what = fault.isRight() ? "non-convergent or differs" : "convergent, agrees, global";
    int wrong = (int) rows.stream().filter(VerdictBank::isWrong).count();
    Interval interval = ClopperPearson.interval(wrong, rows.size());
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.3g, %.3g | %d / %d / %d | %d / %d / %d | %d | %s: %d | %.1f %% (%.1f to %.1f) |",
        fault.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        rows.size(),
        kl[0],
        kl[kl.length / 2],
        verdicts(rows, "convergent"),
        verdicts(rows, "inconclusive"),
        verdicts(rows, "non-convergent") + verdicts(rows, "collapsed"),
        words(rows, Word.AGREES),
        words(rows, Word.UNDECIDED),
        words(rows, Word.DIFFERS),
        rows.stream().filter(row -> row.scope() == Scope.GLOBAL).count(),
        what,
        wrong,
        100.0 * wrong / rows.size(),
        100 * interval.low(),
        100 * interval.high());
  }

  static boolean isWrong(Row row) {
    return row.fault().isRight()
        ? row.verdict().equals("non-convergent") || row.word() == Word.DIFFERS
        : row.isFalselyFine();
  }

  private static int verdicts(List<Row> rows, String kind) {
    return (int) rows.stream().filter(row -> row.verdict().equals(kind)).count();
  }

  private static int words(List<Row> rows, Word word) {
    return (int) rows.stream().filter(row -> row.word() == word).count();
  }

  /** The matrix after every fifth round too: a bank that is stopped has said what it knows. */
  public static void main(String[] args) {
    long seed = Long.parseLong(args[0]);
    int dimension = Integer.parseInt(args[1]);
    int models = Integer.parseInt(args[2]);
    int steps = args.length > 3 ? Integer.parseInt(args[3]) : STEPS;
    List<Row> rows = new ArrayList<>();
    for (int number = 0; number < models; number++) {
      for (Fault fault : Fault.values()) {
        Row row = row(fault, seed, dimension, number, steps);
        rows.add(row);
        System.out.println(row);
      }
      if (number % ROUND == ROUND - 1 || number == models - 1) {
        matrix(rows).forEach(System.out::println);
      }
    }
  }
}
