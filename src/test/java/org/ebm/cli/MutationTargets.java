package org.ebm.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What may be mutated of a world, and the commands that read it. */
record MutationTargets(MutationWorld world) {
  /** What is mutated and read, most of it by commands that need no engine. */
  static List<MutationTarget> of(MutationWorld world) {
    return new MutationTargets(world).all();
  }

  private List<MutationTarget> all() {
    List<MutationTarget> targets = new ArrayList<>();
    targets.add(MutationTarget.of(at("presets"), "*.yaml", 3000));
    for (String name : List.of("train", "sample", "map", "sweep", "diagnose", "eval")) {
      targets.add(MutationTarget.of(at("configs"), name + ".yaml", 20, ownConfig(name)));
    }
    Stream.of("plain", "gz", "cifar", "images")
        .forEach(name -> targets.add(MutationTarget.of(
            at("data"),
            name + "/*",
            20,
            "train",
            "--dry-run",
            "--config",
            at("configs").resolve(name + ".yaml"))));
    for (String file : List.of("points.npy", "points.npz")) {
      Path points = mutated().resolve(file);
      targets.add(MutationTarget.of(
          at("data"),
          file,
          20,
          "train",
          "--dry-run",
          "--config",
          at("configs/train.yaml"),
          "--set",
          "data={arrays: {file: " + points + ", example: [2]}}"));
      targets.add(MutationTarget.of(
          at("data"),
          file,
          10,
          "sample",
          "--config",
          at("configs/sample.yaml"),
          "--init",
          points,
          "--steps",
          5,
          "--run-dir",
          out(),
          "-q"));
      targets.add(MutationTarget.of(
          at("data"),
          file,
          10,
          "eval",
          "--config",
          at("configs/eval.yaml"),
          "--samples",
          points,
          "-q"));
    }
    addTrained(targets);
    addOtherRuns(targets);
    return targets;
  }

  private Object[] ownConfig(String name) {
    Path file = mutated().resolve(name + ".yaml");
    return switch (name) {
      case "train" -> new Object[] {"train", "--dry-run", "--config", file};
      case "map" -> new Object[] {"map-basins", "--config", file, "--run-dir", out(), "-q"};
      case "eval" -> new Object[] {"eval", "--config", file, "-q"};
      default -> new Object[] {name, "--config", file, "--run-dir", out(), "-q"};
    };
  }

  private Path out() {
    return mutated().resolve("out");
  }

  private void addTrained(List<MutationTarget> targets) {
    Path run = at("trained");
    Path mutated = mutated();
    targets.add(MutationTarget.of(
        run,
        "model/{network.yaml,weights.safetensors}",
        25,
        "export",
        "--model",
        mutated,
        "--to",
        out()));
    targets.add(MutationTarget.of(
        run,
        "{config.yaml,model/network.yaml,model/weights.safetensors}",
        25,
        "sample",
        "--model",
        mutated,
        "--steps",
        5,
        "--chains",
        10,
        "--run-dir",
        out(),
        "-q"));
    targets.add(MutationTarget.of(
        run,
        "model/energy.pt",
        15,
        "sample",
        "--set",
        "energy.torchscript={file: " + mutated.resolve("model/energy.pt") + ", input: [2]}",
        "--sampler",
        "langevin",
        "--step-size",
        0.1,
        "--steps",
        5,
        "--chains",
        10,
        "--run-dir",
        out(),
        "-q"));
    targets.add(MutationTarget.of(
        run,
        "{config.yaml,metrics.csv,density.csv,times.csv,events.csv,run.json,progress.json}",
        45,
        "train",
        "--resume",
        "--run-dir",
        mutated,
        "--steps",
        6,
        "-q"));
    targets.add(MutationTarget.of(
        run, "checkpoints/*/*", 45, "train", "--resume", "--run-dir", mutated, "--steps", 6, "-q"));
    targets.add(MutationTarget.of(run, "{run.json,progress.json}", 40, "status", mutated));
    targets.add(MutationTarget.of(
        run,
        "{config.yaml,run.json,metrics.csv,density.csv,times.csv,events.csv,probe.csv,eval.json,diagnosis/diagnosis.json,samples/*.npz,checkpoints/*/*}",
        50,
        "report",
        mutated));
    targets.add(MutationTarget.of(
        run,
        "{config.yaml,run.json,metrics.csv,density.csv,times.csv,eval.json,diagnosis/diagnosis.json,samples/*.npz}",
        50,
        "compare",
        mutated,
        "--to",
        out(),
        "--json"));
    targets.add(MutationTarget.of(
        run,
        "{config.yaml,checkpoints/*/*,model/weights.safetensors}",
        20,
        "eval",
        "--model",
        mutated,
        "-q",
        "--set",
        "grid=30",
        "--set",
        "draws=200"));
    targets.add(MutationTarget.of(
        run,
        "{config.yaml,diagnosis/*,diagnosis/checkpoints/*/*}",
        20,
        "diagnose",
        mutated,
        "--steps",
        1000,
        "--chains",
        20,
        "-q"));
  }

  private void addOtherRuns(List<MutationTarget> targets) {
    Path mutated = mutated();
    targets.add(MutationTarget.of(
        at("sampled"),
        "{config.yaml,*.json,trace.csv,*.npy,checkpoints/*/*}",
        35,
        "sample",
        "--resume",
        "--run-dir",
        mutated,
        "--steps",
        100,
        "-q"));
    targets.add(MutationTarget.of(
        at("sampled"), "{config.yaml,*.json,trace.csv,*.npy,*.npz}", 25, "report", mutated));
    targets.add(MutationTarget.of(
        at("sampled"),
        "{config.yaml,trace.csv,*.npy,*.npz,checkpoints/*/*}",
        15,
        "diagnose",
        mutated,
        "-q"));
    targets.add(MutationTarget.of(
        at("shards"),
        "0/{config.yaml,run.json,trace.csv,*.npy,samples.npz,checkpoints/*/*}",
        30,
        "merge",
        mutated.resolve("0"),
        mutated.resolve("1"),
        "--run-dir",
        out(),
        "-q"));
    targets.add(MutationTarget.of(
        at("cells"),
        "0/{config.yaml,run.json,sweep.csv}",
        25,
        "merge",
        mutated.resolve("0"),
        mutated.resolve("1"),
        "--run-dir",
        out(),
        "-q"));
    targets.add(MutationTarget.of(at("swept"), "{config.yaml,sweep.csv}", 25, "report", mutated));
    targets.add(MutationTarget.of(
        at("swept"),
        "{config.yaml,sweep.csv,run.json,cells/*/config.yaml,cells/*/metrics.csv,cells/*/run.json}",
        15,
        "sweep",
        "--resume",
        "--run-dir",
        mutated,
        "-q"));
    targets.add(MutationTarget.of(
        at("mapped"), "{config.yaml,journal.bin,run.json}", 25, "map-basins", mutated, "-q"));
    targets.add(MutationTarget.of(
        at("mapped"),
        "{config.yaml,basins.json,basins.npz,barriers.csv,run.json,journal.bin}",
        25,
        "report",
        mutated));
    targets.add(MutationTarget.of(
        at("diagnosed"),
        "{diagnosis.json,diagnosis/*.json,*.npz,trace.csv,run.json}",
        25,
        "report",
        mutated));
  }

  private Path at(String name) {
    return world.at(name);
  }

  private Path mutated() {
    return world.mutated();
  }
}
