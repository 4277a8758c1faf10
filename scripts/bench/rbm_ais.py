"""Annealed importance sampling of an RBM against the exact sum over its hidden units, for as many seeds as are asked for.

    python scripts/bench/rbm_ais.py --mnist data/mnist [--split train] [--hidden 16] [--seeds 20] [--ebm ./ebm] [--keep FOLDER]

One machine learns binarised digits of 16x16 pixels; then `ebm eval --ais`, from the base rates of the data, is run once with each seed. Printed are, of each, the estimate from below and from
above less the exact log Z, and how many of those from below are within 0.05 nat.
"""

import argparse
import json
import os
import shlex
import subprocess
import tempfile

WITHIN = 0.05


def run(ebm, *arguments):
    done = subprocess.run(shlex.split(ebm) + list(arguments), check=True, capture_output=True, text=True)
    return done.stdout


def learned(ebm, options, folder):
    data = f"{{mnist: {{folder: {os.path.abspath(options.mnist)}, split: {options.split}, size: 16}}}}"
    run(
        ebm, "train", "--config", "rbm-bars-and-stripes", "--run-dir", folder, "-q",
        "--set", f"data={{binarized: {{of: {data}, values: bit}}}}",
        "--set", f"energy={{rbm: {{visible: [1, 16, 16], hidden: {options.hidden}, initial_sd: 0.02}}}}",
        "--set", "objective.maximum_likelihood.init={persistent: {fill: data, chains: 100}}",
        "--set", "objective.maximum_likelihood.sampler={gibbs: {sweeps: 2}}",
        "--set", "training={steps: 4000, batch: 100, checkpoint_every: 4000, pictures_every: 4000, log_every: 400}",
        "--set", "runtime={chains_per_block: 100}",
    )  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mnist", required=True)
    parser.add_argument("--split", default="train")
    parser.add_argument("--hidden", type=int, default=16)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--levels", type=int, default=500)
    parser.add_argument("--chains", type=int, default=200)
    parser.add_argument("--ebm", default="./ebm")
    parser.add_argument("--keep", help="folder of the learned run; made if it is not there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or os.path.join(temporary, "run")
        if not os.path.exists(os.path.join(folder, "model")):
            learned(options.ebm, options, folder)
        near = above = 0
        print("seed  below - exact  above - exact  exact")
        for seed in range(1, options.seeds + 1):
            text = run(
                options.ebm, "eval", "--model", folder, "--ais", "--levels", str(options.levels),
                "--chains", str(options.chains), "--set", f"seed={seed}", "--set", "ais.base_rates=true",
                "--set", f"runtime={{chains_per_block: {options.chains}}}", "--json",
            )  # fmt: skip
            found = json.loads(text)
            low = found["log_z_low"] - found["log_z"]
            up = found["log_z_up"] - found["log_z"]
            near += abs(low) <= WITHIN
            above += up >= -WITHIN
            print(f"{seed:4d}  {low:13.4f}  {up:13.4f}  {found['log_z']:.3f}", flush=True)
        print(f"within {WITHIN}: {near} of {options.seeds}; from above not below it by more: {above}")


if __name__ == "__main__":
    main()
