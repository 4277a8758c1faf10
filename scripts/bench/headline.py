#!/usr/bin/env python3
"""Does the first command of the README keep its promise? Trains `convergent` from several seeds, diagnoses each, prints a table.

    python scripts/bench/headline.py                          # five seeds, 800 chains
    python scripts/bench/headline.py --seeds 1,2 -- --set training.steps=2500

Needs numpy. Arguments after `--` go to `ebm train`. A seed whose run directory is finished is not run again, so a stopped command goes on. `above` and `below`:
the share of held-out data whose energy lies above the 99 % quantile of the long chains' energies, and below their 1 % quantile; where the density is right, 1 %.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import time

import numpy as np

TOP = pathlib.Path(__file__).resolve().parents[2]
COLUMNS = "seed", "training, s", "diagnosis, s", "verdict", "gap", "drift", "short - long", "KS", "ratio", "above", "below"


def ebm(*words):
    """Runs ebm; seconds on the clock. Exit codes 3 and 5 are verdicts."""
    began = time.monotonic()
    status = subprocess.run([str(TOP / "ebm"), *map(str, words)], stdout=subprocess.DEVNULL).returncode
    if status not in (0, 3, 5):
        sys.exit(f"ebm {' '.join(map(str, words))}: exit code {status}")
    return time.monotonic() - began


def shares(chains):
    """Of held-out data above and below nearly all of the chains, in percent."""
    samples = np.load(chains / "samples.npz")
    low, high = np.quantile(samples["energy"], [0.01, 0.99])
    data = samples["energy_data"]
    return 100 * float(np.mean(data > high)), 100 * float(np.mean(data < low))


def row(seed, run, options, more):
    diagnosis = run / "diagnosis"
    clock = run / "headline.json"
    if not clock.exists():
        if run.exists():
            sys.exit(f"{run}: begun by something else; remove it")
        seconds = [ebm("train", "--config", "convergent", "--seed", seed, "--run-dir", run, *more)]
        seconds.append(ebm("diagnose", run, *options))
        clock.write_text(json.dumps(seconds))
    training, long_chains = json.loads(clock.read_text())
    found = json.loads((diagnosis / "diagnosis.json").read_text())
    value = {measure["name"]: measure["value"] for measure in found["measures"]}
    numbers = [value[name] for name in ("gap", "drift", "short_long_difference", "kolmogorov_smirnov", "displacement_ratio")]
    above, below = shares(diagnosis)
    return [seed, f"{training:.0f}", f"{long_chains:.0f}", found["verdict"], *(f"{x:.2f}" for x in numbers), f"{above:.1f} %", f"{below:.1f} %"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="1,2,3,4,5")
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("runs/headline"))
    parser.add_argument("--chains", type=int, default=800)
    parser.add_argument("--steps", type=int, help="of the long chains; default: ebm diagnose's own")
    words = sys.argv[1:]
    cut = words.index("--") if "--" in words else len(words)
    asked = parser.parse_args(words[:cut])
    options = ["--chains", asked.chains] + (["--steps", asked.steps] if asked.steps else [])
    print("| " + " | ".join(COLUMNS) + " |\n|" + "---|" * len(COLUMNS), flush=True)
    for seed in asked.seeds.split(","):
        print("| " + " | ".join(row(seed, asked.folder / f"seed-{seed}", options, words[cut + 1 :])) + " |", flush=True)


if __name__ == "__main__":
    main()
