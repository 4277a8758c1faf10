package org.ebm.energy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/**
 * Spins on a lattice with one coupling and one field: U(s) = -J sum over bonds s_i s_j - h sum s_i; J and h with beta in them.
 * <p>A sweep moves 64 chains at once, one in each bit of a 64-bit word (multi-spin coding). Of the number u in [0, 1) that decides a site, 16 bits are its own; 8 bits below are the chain's, shared
 * by the sites that are drawn together. So each site's law is exact to 2^-25, as with float32 uniform numbers, chains are independent, and two sites of a chain are correlated by less than 2^-34.
 * Source: Friedberg and Cameron (1970), Journal of Chemical Physics 52; Zorn, Herrmann and Rebbi (1981), Computer Physics Communications 23.
 */
final class IsingLattice implements Potential {
  /** Bits of u that all sites of a group share, and that each has for itself. */
  private static final int SHARED = 8;

  private static final int OWN = 16;

  private final Shape shape;
  /** Periodic axes; empty for a lattice with ends. */
  private final List<Integer> torus;

  private final double coupling;
  private final double field;
  private final Lattice lattice;
  private final List<int[]> groups;

  /**
   * @param coupling J, beta in it
   * @param field h, beta in it
   */
  IsingLattice(Shape shape, List<Integer> size, boolean periodic, double coupling, double field) {
    this.shape = shape;
    this.torus = periodic ? size : List.of();
    this.lattice = new Lattice(size, periodic);
    this.coupling = coupling;
    this.field = field;
    this.groups = lattice.groups();
  }

  /** On a square lattice without a field and ends. Unlike neighbours are equal ones where every other spin is seen upside down, which needs even axes. */
  @Override
  public Optional<ExactLaw> exactLaw(List<FloatArray> none) {
    boolean even = torus.stream().allMatch(axis -> axis % 2 == 0);
    return torus.size() == 2 && field == 0 && (coupling > 0 || (coupling < 0 && even))
        ? Optional.of(new Kaufman(Math.abs(coupling), torus.get(0), torus.get(1)).law())
        : Optional.empty();
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public Space space() {
    return Space.binary(shape, Support.SPIN);
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.of(Ability.ENERGY, Ability.CONDITIONALS, Ability.SLOPES);
  }

  /** Always float32 and whole numbers. */
  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    TorchClass script = new TorchClass(
        "IsingLattice",
        List.of(
            Method.of(
                EnergyModule.PREPARE,
                "return [torch.to(self.order, 4), torch.to(self.place, 4), torch.to(self.near, 4), torch.to(self.begins, 4), torch.to(self.ends, 4), torch.to(self.table, 4)]"),
            energy(),
            EnergyModule.timesBeta(),
            logOdds(),
            EnergyModule.eachLogOdds(lattice.sites()),
            packed(),
            unpacked(),
            thresholds(),
            below(),
            sweeps()));
    return new EnergyModule(script.fixing(arrays()), 6);
  }

  private Method energy() {
    return Method.of(EnergyModule.ENERGY, String.format(Locale.ROOT, """
        flat = torch.reshape(x, [torch.size(x, 0), -1])
        bonds = torch.sum(torch.mul(torch.index_select(flat, 1, w[3]), torch.index_select(flat, 1, w[4])), [1])
        return torch.sub(torch.mul(bonds, %s), torch.sum(flat, [1]), alpha=%s)""", -coupling, field));
  }

  private Method logOdds() {
    return Method.of(
        EnergyModule.LOG_ODDS, String.format(Locale.ROOT, """
        flat = torch.reshape(x, [torch.size(x, 0), -1])
        near = torch.gather(flat, 1, torch.index_select(w[5], 0, site))
        total = torch.sum(torch.mul(near, torch.index_select(self.mask, 0, site)), [1])
        return torch.add(torch.mul(total, %s), %s)""", 2 * coupling, 2 * field));
  }

  /** Sites of chains (n, sites) as (sites, words): chain k is bit k modulo 64 of word k / 64. */
  private static Method packed() {
    return Method.of("packed(s: Tensor, rows: int) -> Tensor", """
        n = torch.size(s, 0)
        sites = torch.size(s, 1)
        words = (rows + 63) // 64
        bits = torch.zeros([sites, 64 * words], dtype=4, device=s.device)
        torch.copy_(torch.narrow(bits, 1, 0, n), torch.gt(torch.t(s), 0))
        shifts = torch.arange(64, dtype=4, device=s.device)
        return torch.sum(torch.bitwise_left_shift(torch.reshape(bits, [sites, words, 64]), shifts), [2])""");
  }

  private static Method unpacked() {
    return Method.of("unpacked(words: Tensor, n: int) -> Tensor", """
        shifts = torch.arange(64, dtype=4, device=words.device)
        bits = torch.bitwise_and(torch.bitwise_right_shift(torch.unsqueeze(words, 2), shifts), 1)
        chains = torch.narrow(torch.reshape(bits, [torch.size(words, 0), -1]), 1, 0, n)
        return torch.sub(torch.mul(torch.to(torch.t(chains), 6), 2.), 1.)""");
  }

  /** Of a site with so many neighbours: 2^24 times the probability of an up spin when 0, 1, ... of them pull it up. */
  private Method thresholds() {
    return Method.of(
        "thresholds(neighbours: int, temperature: float) -> List[int]",
        String.format(Locale.ROOT, """
        odds = torch.sub(torch.mul(torch.arange(neighbours + 1, dtype=7), 2.), float(neighbours))
        odds = torch.div(torch.add(torch.mul(odds, %s), %s), temperature)
        scaled = torch.round(torch.mul(torch.sigmoid(odds), %d.))
        result = annotate(List[int], [])
        for i in range(neighbours + 1):
          result = torch.append(result, int(scaled[i].item()))
        return result""", 2 * Math.abs(coupling), 2 * field, 1 << (SHARED + OWN)));
  }

  /** Bits that are 1 where u 2^24 is below a threshold: the digits of both from the last to the first, those of 1 - u in {@code shared}, then in {@code own}. */
  private static Method below() {
    return Method.of(
        "below(threshold: int, shared: List[Tensor], own: List[Tensor]) -> Tensor",
        String.format(Locale.ROOT, """
        low = torch.zeros_like(shared[0])
        rest = threshold
        for level in range(%1$d):
          if rest %% 2 == 1:
            low = torch.bitwise_or_(low, shared[level])
          else:
            low = torch.bitwise_and_(low, shared[level])
          rest = rest // 2
        if rest >= %3$d:
          result = torch.full_like(own[0], -1)
        else:
          if rest %% 2 == 1:
            result = torch.bitwise_or(own[0], low)
          else:
            result = torch.bitwise_and(own[0], low)
          rest = rest // 2
          for level in range(1, %2$d):
            if rest %% 2 == 1:
              result = torch.bitwise_or_(result, own[level])
            else:
              result = torch.bitwise_and_(result, own[level])
            rest = rest // 2
        return result""", SHARED, OWN, 1 << OWN));
  }

  private Method sweeps() {
    StringBuilder text = new StringBuilder("""
        n = torch.size(x, 0)
        s = self.packed(torch.index_select(torch.reshape(x, [n, -1]), 1, w[0]), rows)
        words = torch.size(s, 1)
        lowest = -9223372036854775807 - 1
        """);
    groups.stream()
        .map(this::degree)
        .distinct()
        .forEach(degree -> text.append(
            String.format(Locale.ROOT, "up%1$d = self.thresholds(%1$d, temperature)\n", degree)));
    text.append("for sweep in range(count):\n");
    int site = 0;
    int near = 0;
    for (int[] group : groups) {
      group(group, site, near)
          .lines()
          .forEach(line -> text.append("  ").append(line).append('\n'));
      site += group.length;
      near += group.length * degree(group);
    }
    text.append(
        "return torch.reshape(torch.index_select(self.unpacked(s, n), 1, w[1]), torch.size(x))");
    return Method.of(EnergyModule.SWEEPS, text.toString());
  }

  private int degree(int[] group) {
    return lattice.neighbours(group[0]).size();
  }

  /**
   * The lines that draw a group: {@code least_m} has ones where at least m neighbours pull up.
   *
   * @param site where the group begins among the ordered sites, and its neighbours in {@code near}
   */
  private String group(int[] group, int site, int near) {
    int sites = group.length;
    int degree = degree(group);
    StringBuilder lines = new StringBuilder();
    lines.append(String.format(Locale.ROOT, """
        digits = torch.random_(torch.empty([%1$d + %2$d * %3$d, words], dtype=4, device=x.device), lowest, None, generator=generator)
        shared = torch.unbind(torch.reshape(torch.narrow(digits, 0, 0, %1$d), [%1$d, 1, words]))
        own = torch.unbind(torch.reshape(torch.narrow(digits, 0, %1$d, %2$d * %3$d), [%2$d, %3$d, words]))
        near = torch.narrow(w[2], 0, %4$d, %5$d)
        if words == 1:
          others = torch.index_select(torch.reshape(s, [-1]), 0, near)
        else:
          others = torch.index_select(s, 0, near)
        """, SHARED, OWN, sites, near, sites * degree));
    if (coupling < 0) {
      lines.append("others = torch.bitwise_not(others)\n");
    }
    lines.append(String.format(
        Locale.ROOT,
        "other = torch.unbind(torch.reshape(others, [%d, %d, words]))\n",
        degree,
        sites));
    counted(degree).forEach(line -> lines.append(line).append('\n'));
    lines.append(field == 0 ? symmetric(degree) : drawn(degree));
    lines.append(
        String.format(Locale.ROOT, "torch.copy_(torch.narrow(s, 0, %d, %d), up)\n", site, sites));
    return lines.toString();
  }

  private static List<String> counted(int degree) {
    List<String> lines = new ArrayList<>();
    for (int other = 0; other < degree; other++) {
      String own = "other[" + other + "]";
      if (other > 0) {
        lines.add("least" + (other + 1) + " = torch.bitwise_and(least" + other + ", " + own + ")");
      }
      for (int m = other; m > 1; m--) {
        lines.add(String.format(
            Locale.ROOT,
            "least%1$d = torch.bitwise_or(least%1$d, torch.bitwise_and(least%2$d, %3$s))",
            m,
            m - 1,
            own));
      }
      lines.add("least1 = " + (other == 0 ? own : "torch.bitwise_or(least1, " + own + ")"));
    }
    return lines;
  }

  /** An up spin is the likelier the more neighbours pull up, so the bits below one threshold are among those below the next. */
  private static String drawn(int degree) {
    StringBuilder lines = new StringBuilder("up = self.below(up" + degree + "[0], shared, own)\n");
    for (int m = 1; m <= degree; m++) {
      lines.append(String.format(
          Locale.ROOT,
          "up = torch.bitwise_or_(up, torch.bitwise_and_(self.below(up%1$d[%2$d], shared, own), least%2$d))\n",
          degree,
          m));
    }
    return lines.toString();
  }

  /** Without a field a spin against c of its neighbours is as likely up as down with the others: half of the thresholds say by {@code against} whether it is against most of them; between as many of both it is up by a bit of its own. */
  private static String symmetric(int degree) {
    StringBuilder lines =
        new StringBuilder("against = self.below(up" + degree + "[0], shared, own)\n");
    for (int m = 1; 2 * m <= degree; m++) {
      String between =
          "torch.bitwise_and(least" + m + ", torch.bitwise_not(least" + (degree - m + 1) + "))";
      String drawn = 2 * m == degree
          ? "own[" + (OWN - 1) + "]"
          : "self.below(up" + degree + "[" + m + "], shared, own)";
      lines.append("against = torch.bitwise_or_(against, torch.bitwise_and(" + between + ", "
          + drawn + "))\n");
    }
    String most = degree == 0 ? "torch.zeros_like(against)" : "least" + (degree / 2 + 1);
    return lines + "up = torch.bitwise_xor(against, " + most + ")\n";
  }

  private Map<String, FloatArray> arrays() {
    int[] order = groups.stream().flatMapToInt(Arrays::stream).toArray();
    int[] place = new int[order.length];
    for (int at = 0; at < order.length; at++) {
      place[order[at]] = at;
    }
    List<Integer> near = new ArrayList<>();
    for (int[] group : groups) {
      for (int other = 0; other < degree(group); other++) {
        for (int site : group) {
          near.add(place[lattice.neighbours(site).get(other)]);
        }
      }
    }
    int[][] bonds = lattice.bonds();
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put("order", Lattice.array(order));
    arrays.put("place", Lattice.array(place));
    arrays.put("near", Lattice.array(near.stream().mapToInt(Integer::intValue).toArray()));
    arrays.put("begins", Lattice.array(bonds[0]));
    arrays.put("ends", Lattice.array(bonds[1]));
    addTable(arrays);
    return arrays;
  }

  /** The neighbours of each site, and 1 for each that there is: sites at a free boundary have fewer. */
  private void addTable(Map<String, FloatArray> arrays) {
    int most = lattice.most();
    float[] table = new float[lattice.sites() * most];
    float[] mask = new float[table.length];
    for (int site = 0; site < lattice.sites(); site++) {
      List<Integer> near = lattice.neighbours(site);
      for (int other = 0; other < near.size(); other++) {
        table[site * most + other] = near.get(other);
        mask[site * most + other] = 1;
      }
    }
    int[] sizes = {lattice.sites(), most};
    arrays.put("table", new FloatArray(sizes, table));
    arrays.put("mask", new FloatArray(sizes, mask));
  }
}
