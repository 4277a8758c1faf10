#!/usr/bin/env python3
"""What does it cost, or give, that a slope must be that of an energy? The same layers, data, updates and seeds, once as `score` and once as `network`.

    python scripts/bench/score_or_energy.py                       # five seeds
    python scripts/bench/score_or_energy.py --seeds 1 --updates 500
    python scripts/bench/score_or_energy.py --input-sd 0.2        # of networks that see modes as wide as 1

Densities are those of the probability flow (`ebm eval --set probability_flow...`), the only one that both have; distances are of 5000 samples of reverse diffusion, beside
the floor of two halves of the data. Needs nothing but Python. A run that is finished is not run again.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
LAYER = "{dense: {units: 128}}, {noise_level_embedding: {features: 16}}, swish"
LEVELS = "noise_levels: {largest: 4.0, smallest: 0.03, count: 10}"


def model(kind, sd):
    """Three layers and one that gives a slope, or one that gives an energy, of x in units of sd."""
    units = "" if sd is None else f"standardized: {{mean: [0.0], sd: [{sd}]}}, "
    name, last = ("score", 2) if kind == "score" else ("network", 1)
    return f"{{{name}: {{input: [2], {LEVELS}, {units}layers: [{LAYER}, {LAYER}, {LAYER}, {{dense: {{units: {last}}}}}]}}}}"


COLUMNS = "flow_kl", "flow_log_likelihood", "flow_mass", "sliced_wasserstein", "sliced_wasserstein_data"


def ebm(*words):
    done = subprocess.run([str(TOP / "ebm"), *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if done.returncode:
        sys.exit(f"ebm {' '.join(map(str, words))}: exit code {done.returncode}")
    return done.stdout


def measured(kind, seed, folder, updates, sd):
    run = folder / f"{kind}-{seed}"
    result = run / "score_or_energy.json"
    if not result.exists():
        began = time.monotonic()
        ebm("train", "--config", "8gaussians-score", "--seed", seed, "--run-dir", run, "--set", f"training.steps={updates}",
            "--set", f"training.pictures_every={updates}", "--set", f"energy={model(kind, sd)}")
        seconds = time.monotonic() - began
        chains = run.with_name(run.name + "-samples")
        ebm("sample", "--model", run, "--seed", seed, "--sampler", "langevin", "--step-size", 0.01, "--steps", 1, "--chains", 5000,
            "--set", "reverse_diffusion.steps=500", "--run-dir", chains)
        found = json.loads(ebm("eval", "--model", run, "--seed", seed, "--samples", chains, "--set", "probability_flow.steps=100", "--json"))
        result.write_text(json.dumps({"seconds": seconds, "rotation": found.get("rotation"), **{name: found[name] for name in COLUMNS}}))
    return json.loads(result.read_text())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="1,2,3,4,5")
    parser.add_argument("--updates", type=int, default=6000)
    parser.add_argument("--input-sd", type=float)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("runs/score-or-energy"))
    options = parser.parse_args()
    print("| slope of | seed | s of training | " + " | ".join(COLUMNS) + " | largest rotation |")
    print("|---" * (len(COLUMNS) + 4) + "|")
    for kind in "score", "energy":
        rows = []
        for seed in options.seeds.split(","):
            row = measured(kind, seed, options.folder, options.updates, options.input_sd)
            rows.append(row)
            rotation = "0, by construction" if row["rotation"] is None else f"{max(row['rotation']):.2g}"
            print(f"| {kind} | {seed} | {row['seconds']:.0f} | " + " | ".join(f"{row[name]:.3g}" for name in COLUMNS) + f" | {rotation} |", flush=True)
        if len(rows) > 1:
            mean = [f"{statistics.mean(r[n] for r in rows):.3g} ± {statistics.stdev(r[n] for r in rows) / len(rows) ** 0.5:.2g}" for n in COLUMNS]
            print(f"| {kind} | mean | | " + " | ".join(mean) + " | |", flush=True)


if __name__ == "__main__":
    main()
