package org.ebm.suggest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ebm.base.Counted;
import org.ebm.config.ConfigTree;
import org.ebm.diagnose.LocalScale;
import org.ebm.diagnose.UlaLaw;

/**
 * What follows from data for convergent learning, before anything is trained. Source of the rules: Nijkamp et al. (2020), appendix: eps matches the data's local standard
 * deviation along the most constrained direction, temperature 1, SGD with a rate that falls; their numbers were found by hand, for each set of data anew.
 */
public final class Recipe {
  /** Of the local sd: at eps = s no energy holds chains that are as narrow as the data; at .6 s the bias of the step is .005 nats for each pair of coordinates. */
  static final double STEP = 0.7;
  /** Below this part of their sd, points are thinner than chains can be in the time there is. */
  private static final double THIN = 0.03;
  /** Pictures lie on a surface without a width of its own; the noise is what they get. */
  private static final double PICTURE_NOISE = 0.1;

  private static final List<String> SETS_OF_ONES_OWN = List.of("arrays", "image_folder");
  private static final double VERDICT = 1500;
  private static final double LEAST_HELD = 0.1;
  private static final double MOST_HELD = 0.3;

  private static final int LAWS = 16;

  private static final int POINT_CHAINS = 200;
  private static final int POINT_STEPS = 20;
  private static final double POINT_RATE = 1e-3;
  private static final double POINT_FLOOR = 0.02;
  private static final int PICTURE_CHAINS = 100;
  private static final int PICTURE_STEPS = 25;
  /** Times the temperature: what is learned in an update is then the same in units of U. */
  private static final double PICTURE_RATE = 80;

  private static final double PICTURE_FLOOR = 1e-3;
  private static final int SMALLEST_SIDE = 5;
  private static final double SHORT_STEP = 0.01;
  private static final int SHORT_STEPS = 100;
  private static final double SHORT_RATE = 1e-4;
  private static final double SHORT_PICTURE_RATE = 1e-3;

  private Recipe() {}

  /** For data that were looked at; the number of updates is 1000, for whoever has measured one to replace. */
  public static Plan of(NamedData data, Facts facts, Regime regime) {
    Plan density = facts.image() ? pictures(data, facts) : points(data, facts);
    return regime == Regime.CONVERGENT ? density : generator(data, facts, density);
  }

  /** Short chains from noise, whose drift is all: a small eps, a gradient that grows, Adam; their table 1. */
  private static Plan generator(NamedData data, Facts facts, Plan density) {
    Map<String, String> why = new LinkedHashMap<>(density.why());
    ConfigTree held = heldOut(data.tree(), facts, why);
    why.put("temperature", "eps^2 / 2: a Langevin step is  x - grad f + eps z");
    why.put("step_size", "a hundredth of the data's range or sd: noise that does not blur samples");
    why.put("noise", "3 eps, so that the data have a width that short chains can have");
    why.put("chain_steps", "from noise to data in one update; sampling later takes as many");
    why.put("init", "chains begin anew in every update and forget the data's modes");
    why.put(
        "learning_rate", "as published: Adam until the end, which keeps energies from balancing");
    return new Plan(
        Regime.NONCONVERGENT,
        facts.image() ? withNoise(held, 3 * SHORT_STEP) : held,
        density.input(),
        density.layers(),
        SHORT_STEP,
        SHORT_STEPS,
        PICTURE_CHAINS,
        0,
        "adam",
        facts.image() ? SHORT_PICTURE_RATE : SHORT_RATE,
        1,
        1000,
        why);
  }

  private static Plan points(NamedData data, Facts facts) {
    LocalScale scale = facts.scale().orElseThrow();
    int d = facts.sample().rowElements();
    double thin = Math.max(0, THIN * THIN - scale.narrowest() * scale.narrowest());
    double noise = scale.narrowest() < THIN ? Math.sqrt(thin) : 0;
    double width = Math.max(THIN, scale.narrowest());
    double eps = STEP * width;
    Map<String, String> why = new LinkedHashMap<>();
    why.put(
        "standardize",
        "each coordinate less its mean, in its own sd: chains take their steps in those");
    why.put("temperature", "eps^2 / 2: a Langevin step is  x - grad f + eps z");
    why.put(
        "step_size",
        format(
            "%.2g of the data's local sd along their most constrained direction, %.3g",
            STEP, width));
    int units = d <= 4 ? 64 : 128;
    why.put("layers", Counted.of(d, "coordinate"));
    usual(why);
    why.put(
        "learning_rate",
        "Adam finds narrow shapes in fewer updates than SGD; its steps end with the rate");
    why.put(
        "components",
        "normal laws by which chains jump from mode to mode; steps alone leave modes the weights of their starts");
    why.put(
        "chain_steps",
        format("by diffusion a chain goes %.2g sd in an update", eps * Math.sqrt(POINT_STEPS)));
    ConfigTree held = heldOut(data.tree(), facts, why);
    ConfigTree tree = noise > 0 ? noisy(held, noise * facts.sd(), why) : held;
    return new Plan(
        Regime.CONVERGENT,
        tree,
        List.of(d),
        dense(units, 3),
        eps,
        POINT_STEPS,
        POINT_CHAINS,
        LAWS,
        "adam",
        POINT_RATE,
        POINT_FLOOR,
        1000,
        why);
  }

  /** Verdicts need a thousand examples and more that were not learned: a tenth, or as much more as that takes, up to three tenths. */
  private static ConfigTree heldOut(ConfigTree data, Facts facts, Map<String, String> why) {
    String kind = data.kind("data").orElseThrow();
    if (!SETS_OF_ONES_OWN.contains(kind) || data.has("data." + kind + ".hold_out")) {
      return data;
    }
    double part =
        Math.min(MOST_HELD, Math.max(LEAST_HELD, VERDICT / facts.count().orElse(1)));
    why.put("hold_out", "what ebm diagnose compares with: 1500 examples, three tenths at most");
    return data.with("data." + kind + ".hold_out=" + Plan.number(part), "ebm suggest");
  }

  private static ConfigTree noisy(ConfigTree data, double noise, Map<String, String> why) {
    why.put("noise", "the data have no width along some direction, and no density without one");
    return withNoise(data, noise);
  }

  /** What the chains' displacement tends to if the plan's energy becomes that of the data, in units of the chains; NaN where it is not to. */
  public static double law(Plan plan, Facts facts) {
    if (plan.regime() == Regime.NONCONVERGENT) {
      return Double.NaN;
    }
    int d = facts.sample().rowElements();
    double eps = plan.stepSize();
    if (facts.image()) {
      return UlaLaw.of(eps, PICTURE_NOISE, d).orElseThrow().displacement();
    }
    // the mean of |grad U| is a little less than the root of its mean square, as for a normal law
    double mean = facts.scale().orElseThrow().score()
        * UlaLaw.of(1, 1, d).orElseThrow().displacement()
        / Math.sqrt(d);
    return eps * eps / 2 * mean;
  }

  /** Lines for the head of the file. */
  public static List<String> expectations(Plan plan, Facts facts) {
    if (plan.regime() == Regime.NONCONVERGENT) {
      return List.of(format(
          "Expect: samples of %d steps from noise that look like the data, and long chains that leave them: no density is learned, and ebm diagnose says so.",
          plan.chainSteps()));
    }
    return List.of(format(
        "Expect: displacement %.3g in the end, and chains from data that keep the energies of data; the verdict of ebm diagnose is not known before.",
        law(plan, facts)));
  }

  /** In the set itself, where it is a part of another. */
  private static ConfigTree withNoise(ConfigTree data, double noise) {
    String path = "data." + data.kind("data").orElseThrow();
    while (data.has(path + ".of")) {
      path += ".of." + data.kind(path + ".of").orElseThrow();
    }
    return data.with(path + ".noise=" + Plan.number(noise), "ebm suggest");
  }

  private static Plan pictures(NamedData data, Facts facts) {
    Map<String, String> why = new LinkedHashMap<>();
    double eps = PICTURE_NOISE / 2;
    ConfigTree held = heldOut(data.tree(), facts, why);
    why.put(
        "noise",
        "sd added to each batch, 2 eps: it is the width that pictures have across their surface");
    why.put("temperature", "eps^2 / 2: a Langevin step is  x - grad f + eps z");
    why.put(
        "step_size",
        "half of the noise; chains spread by eps^2 a step, so a quarter of it takes 16 times as long");
    why.put("layers", "a 3x3 convolution first, then halved until 4x4 or less is left");
    usual(why);
    why.put(
        "learning_rate",
        "80 times the temperature; on pictures Adam keeps chains from a realistic steady state");
    why.put("chain_steps", "the bank goes on from one update to the next");
    int[] shape = facts.sample().shape();
    return new Plan(
        Regime.CONVERGENT,
        withNoise(held, PICTURE_NOISE),
        List.of(shape[1], shape[2], shape[3]),
        convolutions(shape[2], shape[3]),
        eps,
        PICTURE_STEPS,
        PICTURE_CHAINS,
        0,
        "sgd",
        PICTURE_RATE * eps * eps / 2,
        PICTURE_FLOOR,
        1000,
        why);
  }

  private static void usual(Map<String, String> why) {
    why.put("fill", "a bank of noise is far from anything at first, and its gradients may diverge");
    why.put("chains", "as many as a batch: all move in every update");
    why.put("floor", "in the end the energy stands still while chains explore it");
    why.put("weight_average", "what is kept is the mean of the last hundred updates or so");
    why.put("rollback", "at a sign of divergence back to a checkpoint, at half the rate");
  }

  private static List<String> dense(int units, int depth) {
    List<String> layers = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      layers.add("dense: { units: " + units + " }");
      layers.add("leaky_relu: { slope: 0.05 }");
    }
    layers.add("dense: { units: 1 }");
    return layers;
  }

  private static List<String> convolutions(int height, int width) {
    List<String> layers = new ArrayList<>();
    int channels = 16;
    layers.add("conv2d: { channels: " + channels + ", kernel: 3, stride: 1, padding: 1 }");
    layers.add("leaky_relu: { slope: 0.05 }");
    for (int h = height, w = width; Math.min(h, w) >= SMALLEST_SIDE; h /= 2, w /= 2) {
      channels *= 2;
      layers.add("conv2d: { channels: " + channels + ", kernel: 4, stride: 2, padding: 1 }");
      layers.add("leaky_relu: { slope: 0.05 }");
    }
    layers.add("flatten");
    layers.add("dense: { units: 1 }");
    return layers;
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
