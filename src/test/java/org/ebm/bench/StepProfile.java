package org.ebm.bench;

import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.ModelDirectory;
import org.ebm.energy.Precision;
import org.ebm.files.Npy;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Langevin;
import org.ebm.torch.Torch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where the time of a Langevin step goes, operator by operator: prints the table of the site's page on speed. */
public final class StepProfile {
  private StepProfile() {}

  private record Operator(String name, List<Double> micros) {
    /** Of the lower quartile, which other work on the machine hardly raises. */
    double perStep(int steps) {
      List<Double> sorted = micros.stream().sorted().toList();
      return sorted.get(sorted.size() / 4) * sorted.size() / steps;
    }
  }

  /**
   * @param arguments model folder (with the chains' start in start.npy), precision, chains (one block), steps
   */
  public static void main(String[] arguments) throws IOException {
    ModelDirectory.Contents model = ModelDirectory.load(Path.of(arguments[0]));
    Precision precision = Precision.valueOf(arguments[1].toUpperCase(Locale.ROOT));
    int chains = Integer.parseInt(arguments[2]);
    int steps = Integer.parseInt(arguments[3]);
    FloatArray start = Npy.read(Path.of(arguments[0], "start.npy")).slice(0, chains);
    Path trace = Files.createTempFile("steps", ".json");
    try (Torch torch = Torch.open("cpu", 1);
        Kernel kernel = Kernel.open(
            model.energy().open(),
            new Langevin(0.01, 1, true),
            new Compute(torch, precision, chains))) {
      ChainState state = kernel.init(model.weights().list(), start);
      for (int call = 0; call < 3; call++) {
        kernel.run(model.weights().list(), state, steps, RandomKey.ofSeed(1));
      }
      // the profiler sees the thread that starts it
      onWorker(torch, () -> JniUtils.startProfile(false, true, false));
      kernel.run(model.weights().list(), state, steps, RandomKey.ofSeed(1));
      onWorker(torch, () -> JniUtils.stopProfile(trace.toString()));
    }
    print(operators(JsonMapper.shared().readTree(Files.readString(trace)), steps), steps);
    Files.delete(trace);
  }

  private static void onWorker(Torch torch, Runnable action) {
    torch.parallel(1, worker -> {
      action.run();
      return worker;
    });
  }

  /** Outermost operators of each thread that are called in every step. */
  private static List<Operator> operators(JsonNode events, int steps) {
    List<JsonNode> calls = new ArrayList<>();
    events.forEach(event -> {
      if (event.path("name").asString("").contains("::")) {
        calls.add(event);
      }
    });
    calls.sort(Comparator.<JsonNode>comparingInt(e -> e.path("tid").asInt())
        .thenComparingDouble(e -> e.path("ts").asDouble())
        .thenComparingDouble(e -> -e.path("dur").asDouble()));
    Map<String, Operator> operators = new LinkedHashMap<>();
    int thread = -1;
    double end = 0;
    for (JsonNode call : calls) {
      double begin = call.path("ts").asDouble();
      if (call.path("tid").asInt() == thread && begin < end) {
        continue;
      }
      thread = call.path("tid").asInt();
      end = begin + call.path("dur").asDouble();
      String name = call.path("name").asString("").replace("aten::", "") + " " + shapes(call);
      operators
          .computeIfAbsent(name, key -> new Operator(key, new ArrayList<>()))
          .micros
          .add(call.path("dur").asDouble());
    }
    return operators.values().stream().filter(o -> o.micros.size() >= steps).toList();
  }

  private static String shapes(JsonNode call) {
    List<String> shapes = new ArrayList<>();
    call.path("shape").forEach(shape -> {
      if (!shape.isEmpty()) {
        shapes.add(shape.toString().replace(",", "x").replaceAll("[\\[\\]]", ""));
      }
    });
    return String.join(", ", shapes);
  }

  private static void print(List<Operator> operators, int steps) {
    double total = operators.stream().mapToDouble(o -> o.perStep(steps)).sum();
    System.out.printf(Locale.ROOT, "| operator | us per step | share |%n|---|---|---|%n");
    operators.stream()
        .sorted(Comparator.comparingDouble(o -> -o.perStep(steps)))
        .filter(o -> o.perStep(steps) >= 0.01 * total)
        .forEach(o -> System.out.printf(
            Locale.ROOT,
            "| %s | %.1f | %.0f %% |%n",
            o.name,
            o.perStep(steps),
            100 * o.perStep(steps) / total));
    System.out.printf(Locale.ROOT, "| all | %.1f | |%n", total);
  }
}
