package org.ebm.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.DataSummary;
import org.ebm.data.Examples;
import org.ebm.objective.Negatives;
import org.ebm.run.DataRecord;
import org.ebm.run.DataRecord.Numbers;
import org.ebm.sampler.FileStart;

/** Whether data of one's own, starts of chains and eps are of one size; where they are not, chains never see the data, and nothing is learned. */
public final class Scales {
  /** Starts further from the mean of data than so many times both sd are elsewhere. */
  private static final double AWAY = 4;
  /** Starts so many times wider or narrower than data are of another size. */
  private static final double UNLIKE = 10;
  /** Chains that travel less than this part of the data's sd, by diffusion alone, stay where they start. */
  private static final double TRAVEL = 0.05;

  private static final int STARTS = 500;
  private static final RandomKey KEY = RandomKey.ofSeed(0).fold("scales");

  private Scales() {}

  /** A line for each problem, worst first; empty for endless data, for pictures, and where the energy knows what data are measured in. */
  public static List<String> remarks(TrainConfig config, Examples data) {
    Optional<DataRecord> summary = DataSummary.of(data)
        .filter(record -> record.coordinates().size() == data.shape().elements())
        .filter(record -> data.space().isOfRealPoints());
    Optional<Negatives> negatives = config.objective().negatives();
    if (summary.isEmpty() || negatives.isEmpty() || config.energy().units().isPresent()) {
      return List.of();
    }
    List<String> remarks = new ArrayList<>();
    List<Numbers> coordinates = summary.get().coordinates();
    boolean fixed = negatives.get().init() instanceof FileStart;
    List<Numbers> starts = fixed ? coordinates : starts(negatives.get(), data);
    for (int i = 0; i < coordinates.size(); i++) {
      remarks.addAll(ofCoordinate(i, coordinates.get(i), starts.get(i), negatives.get()));
    }
    if (remarks.isEmpty()) {
      return remarks;
    }
    return List.of("warning: " + String.join("; ", remarks.subList(0, Math.min(2, remarks.size())))
        + (remarks.size() > 2 ? "; and more" : "")
        + ". Make them alike: --set data.arrays.standardize=coordinates");
  }

  private static List<String> ofCoordinate(
      int i, Numbers data, Numbers starts, Negatives negatives) {
    List<String> found = new ArrayList<>();
    boolean away = Math.abs(starts.mean() - data.mean()) > AWAY * (starts.sd() + data.sd());
    boolean unlike = starts.sd() > UNLIKE * data.sd() || data.sd() > UNLIKE * starts.sd();
    if (away || unlike) {
      found.add(String.format(
          Locale.ROOT,
          "chains start at x%d = %.3g (sd %.3g), data lie at %.3g (sd %.3g)",
          i,
          starts.mean(),
          starts.sd(),
          data.mean(),
          data.sd()));
    }
    double eps = negatives.sampler().stepSize();
    double travel = eps * Math.sqrt(negatives.steps());
    if (eps > data.sd()) {
      found.add(String.format(
          Locale.ROOT,
          "a step of eps %.3g is longer than the data are wide in x%d (sd %.3g)",
          eps,
          i,
          data.sd()));
    } else if (travel < TRAVEL * data.sd()) {
      found.add(String.format(
          Locale.ROOT,
          "in %s of eps %.3g chains travel %.2g, and data are %.3g wide in x%d",
          Counted.of(negatives.steps(), "step"),
          eps,
          travel,
          data.sd(),
          i));
    }
    return found;
  }

  private static List<Numbers> starts(Negatives negatives, Examples data) {
    var opened = negatives.init().open(data.space(), Optional.of(data), KEY.fold("open"));
    FloatArray position =
        opened.draw(Math.min(STARTS, opened.limit()), KEY.fold("draw")).position();
    return DataSummary.coordinates(position);
  }
}
