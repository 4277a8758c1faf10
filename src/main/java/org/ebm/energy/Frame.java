package org.ebm.energy;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import org.ebm.base.Layout;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.network.Parameter;

/**
 * Filters, random fields and maximum entropy: U(x) = sum over filters k and places of lambda_k(response of filter k there), on a torus. Each lambda_k has a number for each bin of responses, which is what is
 * learned, so the learning gradient is the difference of histograms. Of real pixels lambda_k is linear between the middles of bins, and U has a gradient; of spins, bits and grey levels it is constant in a bin.
 * Beyond the middles of the outermost bins the lines go on, which makes no density by itself: real pixels need a reference beside it ({@code tilted}).
 * <p>Source: Zhu, Wu and Mumford (1998), IJCV 27(2); with a lambda for each place: Xie, Hu, Zhu and Wu (2014), CVPR, sparse FRAME.
 */
@Kind("frame")
public record Frame(
    @Key(
        value =
            "shape of a picture, that of the data: [channels, height, width]; every channel is filtered alike",
        range = ">= 1")
    List<Integer> input,

    @Key("the filters: delta, gradient, laplacian, gaussian, log, gabor")
    List<Filter> filters,

    @Key(value = "numbers of each lambda", range = ">= 2", byDefault = "15")
    int bins,

    @Key(
        value =
            "share of a filter's largest response to pixels from -1 to 1 that the bins cover, the outermost being open; of filters that sum to 0, those of others cover all",
        range = "> 0, <= 1",
        byDefault = "0.5")
    double range,

    @Key(
        value =
            "what pixels are, as the data: real; spin, bit, or grey, 0 to 7, which are drawn by gibbs",
        byDefault = "real")
    Values values,

    @Key(
        value =
            "alike: one lambda for all places, a texture; each: one for every place, an object that is always where it is",
        byDefault = "alike")
    Places places)
    implements SelfContained {
  /** The name of what is learned, (rows, bins): a row for each filter, or for each filter and place of a plane. */
  public static final String POTENTIALS = "potentials";

  /** What a pixel is. */
  public enum Values {
    REAL,
    SPIN,
    BIT,
    GREY
  }

  /** Where a lambda holds. */
  public enum Places {
    ALIKE,
    EACH
  }

  public Frame {
    input = List.copyOf(input);
    filters = List.copyOf(filters);
    if (input.size() != 3) {
      throw new ConfigException(
          "input", "must be a picture's [channels, height, width], got " + input);
    }
    if (filters.isEmpty()) {
      throw new ConfigException("filters", "must name at least one, such as gradient; got []");
    }
    FilterBank bank =
        new FilterBank(kernels(filters), bins, range, Support.REAL, input.get(1), input.get(2));
    if (2 * bank.tall() + 1 > input.get(1) || 2 * bank.wide() + 1 > input.get(2)) {
      throw new ConfigException(
          "filters",
          "reach around the picture: the largest is " + (2 * bank.tall() + 1) + " high and "
              + (2 * bank.wide() + 1) + " wide, got a picture of " + input.get(1) + "x"
              + input.get(2) + "; choose smaller filters");
    }
  }

  private static List<Filter.Kernel> kernels(List<Filter> filters) {
    return filters.stream().flatMap(filter -> filter.kernels().stream()).toList();
  }

  /** All filters, in the order of their rows of the potentials. */
  public List<Filter.Kernel> kernels() {
    return kernels(filters);
  }

  /** How many rows of the potentials belong to a filter: 1, or as many as a plane has pixels. */
  public int rowsPerFilter() {
    return places == Places.ALIKE ? 1 : input.get(1) * input.get(2);
  }

  /** Responses in a picture that share a row of the potentials. */
  public int responsesPerRow() {
    return shape().elements() / rowsPerFilter();
  }

  /** The response that the middle of a bin stands for. */
  public double middle(Filter.Kernel kernel, int bin) {
    return bank().reach(kernel) * ((2 * bin + 1.0) / bins - 1);
  }

  @Override
  public Shape shape() {
    return new Shape(input);
  }

  @Override
  public Support support() {
    return Support.valueOf(values.name());
  }

  @Override
  public Space space() {
    return new Space(shape(), Layout.IMAGE, support());
  }

  @Override
  public Set<Ability> abilities() {
    return values == Values.REAL
        ? EnumSet.of(Ability.ENERGY, Ability.GRADIENT)
        : EnumSet.of(Ability.ENERGY, Ability.CONDITIONALS);
  }

  /** Responses, their bins, and what each costs. */
  @Override
  public long numbersPerExample() {
    return 4L * kernels().size() * shape().elements();
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(POTENTIALS, Shape.of(kernels().size() * rowsPerFilter(), bins), 0));
  }

  @Override
  public List<Problem> withoutWeights(String place) {
    return List.of(new Problem(
        place + ".frame",
        "has no weights here; give a learned one: energy: {model: runs/NAME/model}"));
  }

  @Override
  public Optional<Frame> frame() {
    return Optional.of(this);
  }

  private FilterBank bank() {
    return new FilterBank(kernels(), bins, range, support(), input.get(1), input.get(2));
  }

  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    return new FrameScript(this, bank()).module(graph);
  }
}
