package org.ebm.energy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.base.Space;
import org.ebm.network.Parameter;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/**
 * Units of two values with a coupling for each pair: U(x) = -x' J x / 2 - h' x, J symmetric with a diagonal of zeros. A unit is drawn with probability 1 / (1 + exp(-(high - low) (J x + h)_i)) of its
 * higher value; units that no coupling joins are drawn together.
 * <p>J and h are fixed arrays, or learned: of a learned matrix W, J is (W + W') / 2 without its diagonal.
 *
 * @param learned J as {@code coupling} and h as {@code field}; empty if they are fixed
 * @param groups units that are drawn together, in the order of a sweep
 * @param fixed J and h with units in that order; empty if they are learned
 * @param fingerprints of the file that they were read from
 */
record Pairwise(
    Space space,
    List<Parameter> learned,
    List<int[]> groups,
    Map<String, FloatArray> fixed,
    Map<String, String> fingerprints)
    implements Potential {
  static final String COUPLING = "coupling";
  static final String FIELD = "field";

  /**
   * With given couplings.
   *
   * @param coupling J, row by row; symmetric with a diagonal of zeros
   * @param field h
   */
  static Pairwise of(
      Space space, float[][] coupling, float[] field, Map<String, String> fingerprints) {
    List<int[]> groups = groups(coupling);
    int[] order = groups.stream().flatMapToInt(Arrays::stream).toArray();
    int units = order.length;
    float[] matrix = new float[units * units];
    float[] vector = new float[units];
    for (int i = 0; i < units; i++) {
      vector[i] = field[order[i]];
      for (int j = 0; j < units; j++) {
        matrix[i * units + j] = coupling[order[i]][order[j]];
      }
    }
    Map<String, FloatArray> fixed = new LinkedHashMap<>();
    fixed.put(COUPLING, new FloatArray(new int[] {units, units}, matrix));
    fixed.put(FIELD, FloatArray.of(vector));
    return new Pairwise(space, List.of(), groups, fixed, fingerprints);
  }

  /** With couplings of all pairs to be learned, all zero at first. */
  static Pairwise learned(Space space, List<Parameter> parameters) {
    List<int[]> one = IntStream.range(0, space.shape().elements())
        .mapToObj(i -> new int[] {i})
        .toList();
    return new Pairwise(space, parameters, one, Map.of(), Map.of());
  }

  private static List<int[]> groups(float[][] coupling) {
    List<List<Integer>> neighbours = new ArrayList<>();
    for (float[] row : coupling) {
      neighbours.add(
          IntStream.range(0, row.length).filter(j -> row[j] != 0).boxed().toList());
    }
    int[] colours = Colouring.of(neighbours);
    return IntStream.rangeClosed(0, Arrays.stream(colours).max().orElse(0))
        .mapToObj(colour -> IntStream.range(0, colours.length)
            .filter(unit -> colours[unit] == colour)
            .toArray())
        .toList();
  }

  @Override
  public org.ebm.base.Shape shape() {
    return space.shape();
  }

  @Override
  public List<Parameter> parameters() {
    return learned;
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.of(Ability.ENERGY, Ability.CONDITIONALS, Ability.SLOPES);
  }

  /** The matrix beside the units. */
  @Override
  public long numbersPerExample() {
    return 2L * shape().elements();
  }

  /** Always float32: {@code w} is J and h, then the order of the units and the place of each in it. */
  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    TorchClass script = new TorchClass(
        "Pairwise",
        List.of(prepare(), energy(), EnergyModule.timesBeta(), logOdds(), allLogOdds(), sweeps()));
    Map<String, FloatArray> arrays = new LinkedHashMap<>(fixed);
    int[] order = order();
    int[] place = new int[order.length];
    for (int at = 0; at < order.length; at++) {
      place[order[at]] = at;
    }
    arrays.put("order", Lattice.array(order));
    arrays.put("place", Lattice.array(place));
    return new EnergyModule(script.fixing(arrays), 4);
  }

  private int[] order() {
    return groups.stream().flatMapToInt(Arrays::stream).toArray();
  }

  private Method prepare() {
    String given = fixed.isEmpty() ? """
        both = torch.mul(torch.add(p[0], torch.t(p[0])), 0.5)
        coupling = torch.sub(both, torch.diag(torch.diagonal(both)))
        field = p[1]
        """ : """
        coupling = self.coupling
        field = self.field
        """;
    return Method.of(
        EnergyModule.PREPARE,
        given + "return [coupling, field, torch.to(self.order, 4), torch.to(self.place, 4)]");
  }

  private static Method energy() {
    return Method.of(EnergyModule.ENERGY, """
        s = torch.index_select(torch.reshape(x, [torch.size(x, 0), -1]), 1, w[2])
        pairs = torch.mul(torch.sum(torch.mul(torch.matmul(s, w[0]), s), [1]), -0.5)
        return torch.sub(pairs, torch.matmul(s, w[1]))""");
  }

  private Method logOdds() {
    return Method.of(EnergyModule.LOG_ODDS, String.format(Locale.ROOT, """
        s = torch.index_select(torch.reshape(x, [torch.size(x, 0), -1]), 1, w[2])
        at = torch.index_select(w[3], 0, site)
        pull = torch.sum(torch.mul(torch.index_select(w[0], 0, at), s), [1])
        return torch.mul(torch.add(pull, torch.index_select(w[1], 0, at)), %s)""", gap()));
  }

  private Method allLogOdds() {
    return Method.of(EnergyModule.ALL_LOG_ODDS, String.format(Locale.ROOT, """
        s = torch.index_select(torch.reshape(x, [torch.size(x, 0), -1]), 1, w[2])
        odds = torch.mul(torch.addmm(w[1], s, w[0]), %s)
        return torch.index_select(odds, 1, w[3])""", gap()));
  }

  private double gap() {
    return space.support().high() - space.support().low();
  }

  /** Units are 0 or 1 here, whatever the space has, and chains are columns, as many as a full block: products of other sizes may round otherwise. */
  private Method sweeps() {
    double low = space.support().low();
    return Method.of(EnergyModule.SWEEPS, String.format(Locale.ROOT, """
        n = torch.size(x, 0)
        flat = torch.index_select(torch.reshape(x, [n, -1]), 1, w[2])
        units = torch.size(flat, 1)
        s = torch.zeros([units, rows], dtype=6, device=x.device)
        torch.copy_(torch.narrow(s, 1, 0, n), torch.gt(torch.t(flat), %1$s))
        coupling = torch.mul(w[0], %2$s)
        field = torch.unsqueeze(torch.add(w[1], torch.sum(w[0], [1]), alpha=%1$s), 1)
        for sweep in range(count):
          u = torch.rand([units, rows], generator=generator, dtype=6, device=x.device)
          least = torch.mul(torch.logit(u), temperature / %2$s)
        %3$s
            pull = torch.addmm(torch.narrow(field, 0, at, k), torch.narrow(coupling, 0, at, k), s)
            torch.copy_(torch.narrow(s, 0, at, k), torch.gt(pull, torch.narrow(least, 0, at, k)))
        drawn = torch.index_select(torch.t(torch.narrow(s, 1, 0, n)), 1, w[3])
        return torch.reshape(torch.add(torch.mul(drawn, %2$s), %1$s), torch.size(x))""", low, gap(), eachGroup()));
  }

  /** The head of a loop over the groups: {@code at} is where one begins, {@code k} its size. */
  private String eachGroup() {
    if (groups.size() == order().length) {
      return "  for at in range(units):\n    k = 1";
    }
    String sizes = groups.stream()
        .map(group -> String.valueOf(group.length))
        .collect(Collectors.joining(", ", "[", "]"));
    return "  sizes = " + sizes + "\n  at = -sizes[0]\n  k = sizes[0]\n  for group in range("
        + groups.size() + "):\n    at = at + k\n    k = sizes[group]";
  }
}
