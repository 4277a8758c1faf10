package org.ebm.energy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.base.Support;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/** The text of a {@link Frame}; always float32. {@code w}: all potentials in one row, where those of each filter and place begin, which filters have any that is not 0 and so are all
 * that chains need, then, for sweeps, the pixels of each group and their windows. */
record FrameScript(Frame frame, FilterBank bank) {
  /** U by some of the filters. */
  private static final String AMONG =
      "among(x: Tensor, w: List[Tensor], kernels: Tensor, offsets: Tensor, begins: Tensor) -> Tensor";

  EnergyModule module(Graph graph) {
    boolean real = frame.support() == Support.REAL;
    List<Method> methods = new ArrayList<>(List.of(prepare(real), responses()));
    methods.add(real ? soft() : hard());
    methods.add(Method.of(
        EnergyModule.ENERGY, "return self.among(x, w, self.kernels, self.offsets, w[1])"));
    if (real) {
      methods.addAll(
          graph == Graph.FAST
              ? Autograd.fast(
                  "self.among(x, w, torch.index_select(self.kernels, 0, w[2]), torch.index_select(self.offsets, 0, w[2]), torch.index_select(w[1], 0, w[2]))")
              : Autograd.methods(graph));
    } else {
      methods.add(EnergyModule.timesBeta());
      methods.add(cost());
      methods.add(sweeps());
      if (frame.support().isBinary()) {
        methods.add(EnergyModule.oddsOfBoth(frame.support()));
        methods.add(EnergyModule.eachLogOdds(frame.shape().elements()));
      }
    }
    Map<String, FloatArray> arrays = new LinkedHashMap<>(bank.arrays());
    if (!real) {
      arrays.putAll(bank.groups());
      arrays.put("levels", FloatArray.of(frame.support().numbers()));
    }
    return new EnergyModule(new TorchClass("Frame", methods).fixing(arrays), real ? 3 : 5);
  }

  private int filters() {
    return bank.kernels().size();
  }

  private int pixels() {
    return bank.height() * bank.width();
  }

  /** Where the numbers of a filter, or of a filter at a place, begin. */
  private Method prepare(boolean real) {
    String begins = frame.places() == Frame.Places.ALIKE
        ? "torch.expand(torch.reshape(torch.arange(%1$d, dtype=4, device=p[0].device), [%1$d, 1]), [%1$d, %2$d])"
        : "torch.reshape(torch.arange(%1$d * %2$d, dtype=4, device=p[0].device), [%1$d, %2$d])";
    String groups = real ? "" : ", torch.to(self.sites, 4), torch.to(self.windows, 4)";
    return Method.of(
        EnergyModule.PREPARE,
        String.format(
            Locale.ROOT,
            "begins = torch.mul(" + begins + ", %3$d)\n" + """
                used = torch.reshape(torch.nonzero(torch.sum(torch.reshape(torch.ne(torch.detach(p[0]), 0.), [%1$d, -1]), [1])), [-1])
                if torch.size(used, 0) == 0:
                  used = torch.zeros([1], dtype=4, device=p[0].device)
                return [torch.reshape(p[0], [-1]), begins, used""" + groups + "]",
            filters(),
            pixels(),
            frame.bins()));
  }

  /** Of planes (n, 1, height, width) in bins, (n, filters, height width). */
  private Method responses() {
    return Method.of(
        "responses(planes: Tensor, kernels: Tensor, offsets: Tensor) -> Tensor",
        String.format(
            Locale.ROOT,
            """
        tall = %s
        wrapped = %s
        found = torch.conv2d(wrapped, kernels, offsets)
        return torch.reshape(found, [torch.size(planes, 0), torch.size(kernels, 0), %d])""",
            wrap("planes", 2, bank.tall(), bank.height()),
            wrap("tall", 3, bank.wide(), bank.width()),
            pixels()));
  }

  private static String wrap(String picture, int axis, int pixels, int size) {
    return pixels == 0
        ? picture
        : String.format(
            Locale.ROOT,
            "torch.cat([torch.narrow(%1$s, %2$d, %3$d, %4$d), %1$s, torch.narrow(%1$s, %2$d, 0, %4$d)], %2$d)",
            picture,
            axis,
            size - pixels,
            pixels);
  }

  private String planes() {
    return String.format(
        Locale.ROOT,
        "torch.reshape(torch.contiguous(x), [-1, 1, %d, %d])",
        bank.height(),
        bank.width());
  }

  /** {@code low} and {@code share}: the bin whose middle is below, and how far its response is to the next middle; beyond the outermost middles the lines go on, or nothing would call responses back. */
  private Method soft() {
    return Method.of(AMONG, String.format(Locale.ROOT, """
        place = torch.sub(self.responses(%s, kernels, offsets), 0.5)
        low = torch.clamp(torch.floor(torch.detach(place)), 0., %d.)
        share = torch.sub(place, low)
        at = torch.reshape(torch.add(torch.to(low, 4), begins), [-1])
        below = torch.reshape(torch.index_select(w[0], 0, at), torch.size(share))
        above = torch.reshape(torch.index_select(w[0], 0, torch.add(at, 1)), torch.size(share))
        each = torch.add(below, torch.mul(share, torch.sub(above, below)))
        return torch.sum(torch.reshape(each, [torch.size(x, 0), -1]), [1])""", planes(), frame.bins() - 2));
  }

  private String bin(String responses) {
    return String.format(
        Locale.ROOT,
        "torch.to(torch.clamp(torch.floor(%s), 0., %d.), 4)",
        responses,
        frame.bins() - 1);
  }

  private Method hard() {
    return Method.of(
        AMONG,
        String.format(Locale.ROOT, """
        at = torch.add(%s, begins)
        each = torch.index_select(w[0], 0, torch.reshape(at, [-1]))
        return torch.sum(torch.reshape(each, [torch.size(x, 0), -1]), [1])""", bin("self.responses(" + planes() + ", kernels, offsets)")));
  }

  /** U of the responses that see each of some pixels, with the pixels at one level, (planes, pixels). */
  private Method cost() {
    return Method.of(
        "cost(rest: Tensor, weights: Tensor, level: float, begins: Tensor, potentials: Tensor) -> Tensor",
        String.format(Locale.ROOT, """
        at = torch.add(%s, begins)
        each = torch.reshape(torch.index_select(potentials, 0, torch.reshape(at, [-1])), torch.size(rest))
        return torch.sum(each, [1, 3])""", bin("torch.add(rest, weights, alpha=level)")));
  }

  /**
   * Group by group: {@code rest} is what the responses that see a pixel are without it; each level that it can take changes them, and so their bins and U. The responses that a sweep changes are
   * computed anew at its begin.
   */
  private Method sweeps() {
    float[] levels = frame.support().numbers();
    String costs = IntStream.range(0, levels.length)
        .mapToObj(i -> "self.cost(rest, weights, " + levels[i] + ", begins, w[0])")
        .collect(Collectors.joining(", ", "[", "]"));
    return Method.of(
        EnergyModule.SWEEPS,
        String.format(
            Locale.ROOT,
            """
        n = torch.size(x, 0)
        planes = rows * %1$d
        s = torch.full([rows, %1$d * %2$d], %4$s, dtype=6, device=x.device)
        torch.copy_(torch.narrow(s, 0, 0, n), torch.reshape(x, [n, -1]))
        s = torch.reshape(s, [planes, %2$d])
        kernels = torch.index_select(self.kernels, 0, w[2])
        offsets = torch.index_select(self.offsets, 0, w[2])
        numbers = torch.index_select(w[1], 0, w[2])
        filters = torch.size(kernels, 0)
        weights = torch.reshape(kernels, [1, filters, 1, -1])
        for sweep in range(count):
          found = self.responses(torch.reshape(s, [planes, 1, %5$d, %6$d]), kernels, offsets)
          for group in range(torch.size(w[3], 0)):
            sites = torch.select(w[3], 0, group)
            window = torch.select(w[4], 0, group)
            m = torch.size(sites, 0)
            old = torch.reshape(torch.index_select(s, 1, sites), [planes, 1, m, 1])
            seen = torch.reshape(torch.index_select(found, 2, window), [planes, filters, m, -1])
            rest = torch.sub(seen, torch.mul(old, weights))
            begins = torch.reshape(torch.index_select(numbers, 1, window), [filters, m, -1])
            costs = torch.stack(%7$s, 2)
            ends = torch.cumsum(torch.softmax(torch.div(costs, -temperature), 2), 2)
            u = torch.rand([planes, m, 1], generator=generator, dtype=6, device=x.device)
            level = torch.sum(torch.gt(u, torch.narrow(ends, 2, 0, %3$d - 1)), [2])
            new = torch.reshape(torch.index_select(self.levels, 0, torch.reshape(level, [-1])), [planes, m])
            now = torch.add(rest, torch.mul(torch.reshape(new, [planes, 1, m, 1]), weights))
            found = torch.index_copy_(found, 2, window, torch.reshape(now, [planes, filters, -1]))
            s = torch.index_copy_(s, 1, sites, new)
        return torch.reshape(torch.narrow(torch.reshape(s, [rows, -1]), 0, 0, n), torch.size(x))""",
            frame.input().get(0),
            pixels(),
            levels.length,
            levels[0],
            bank.height(),
            bank.width(),
            costs));
  }
}
