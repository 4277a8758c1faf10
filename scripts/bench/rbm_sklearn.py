"""Seconds of the processor for an update of an RBM, 784 visible and 500 hidden units, batch 100: `ebm train` against scikit-learn's BernoulliRBM.

    python scripts/bench/rbm_sklearn.py [--updates 400] [--ebm ./ebm]

Needs scikit-learn. Both draw one sweep an update (scikit-learn's chains are persistent, and so are ours here), on random bits, with one thread. Ours is the
difference of two runs of other lengths, so that starts do not count.
"""

import argparse
import os
import resource
import shlex
import subprocess
import tempfile
import time

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np  # noqa: E402
from sklearn.neural_network import BernoulliRBM  # noqa: E402

VISIBLE, HIDDEN, BATCH = 784, 500, 100


def child_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def ours(ebm, file, updates, folder):
    before = child_seconds()
    subprocess.run(
        shlex.split(ebm)
        + ["train", "--config", "rbm-bars-and-stripes", "-q", "--run-dir", os.path.join(folder, f"run{updates}")]
        + ["--set", f"data={{arrays: {{file: {file}, example: [{VISIBLE}]}}}}"]
        + ["--set", f"energy={{rbm: {{visible: [{VISIBLE}], hidden: {HIDDEN}}}}}"]
        + ["--set", f"objective.maximum_likelihood.init={{persistent: {{fill: data, chains: {BATCH}}}}}"]
        + ["--set", "objective.maximum_likelihood.sampler={gibbs: {sweeps: 1}}"]
        + ["--set", f"training={{steps: {updates}, batch: {BATCH}, checkpoint_every: {10 * updates}, pictures_every: {10 * updates}, log_every: {updates}}}"]
        + ["--set", f"runtime={{workers: 1, chains_per_block: {BATCH}}}"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return child_seconds() - before


def theirs(data, updates):
    machine = BernoulliRBM(n_components=HIDDEN, learning_rate=0.05, batch_size=BATCH, random_state=1)
    machine.partial_fit(data[:BATCH])
    begin = time.process_time()
    for update in range(updates):
        first = update * BATCH % (len(data) - BATCH)
        machine.partial_fit(data[first : first + BATCH])
    return (time.process_time() - begin) / updates


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--updates", type=int, default=400)
    parser.add_argument("--ebm", default="./ebm")
    options = parser.parse_args()
    data = (np.random.default_rng(1).random((10 * BATCH, VISIBLE)) < 0.2).astype(np.float32)
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "bits.npy")
        np.save(file, data)
        short = ours(options.ebm, file, options.updates, folder)
        long = ours(options.ebm, file, 4 * options.updates, folder)
    own = (long - short) / (3 * options.updates)
    other64 = theirs(data.astype(np.float64), options.updates)
    other32 = theirs(data, options.updates)
    print(f"ebm {own * 1e3:.2f} ms an update; BernoulliRBM {other64 * 1e3:.2f} ms in float64, {other32 * 1e3:.2f} ms in float32: {other32 / own:.2f} times ours")


if __name__ == "__main__":
    main()
