"""Spin updates a second: heat-bath sweeps of `ebm sample` on the Ising model against an eager PyTorch loop of the same sweep.

    python scripts/bench/spins.py [--size 64] [--chains 64] [--sweeps 10000] [--ebm ./ebm]

Ours is measured as the difference of two runs of other lengths, so that the start of Java and of the engine does not count. One worker, one thread; the
time is that of the processor, which says more than the clock on a machine that others use.
"""

import argparse
import os
import resource
import shlex
import subprocess
import tempfile
import time

import torch

BETA = 0.4406868


def child_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def ours(ebm, size, chains, sweeps):
    """Seconds of the processor for so many sweeps of a fresh run."""
    with tempfile.TemporaryDirectory() as folder:
        before = child_seconds()
        subprocess.run(
            shlex.split(ebm)
            + ["sample", "--set", f"energy.ising={{size: [{size}, {size}], beta: {BETA}}}"]
            + ["--set", "sampler.gibbs.sweeps=100", "--chains", str(chains), "--steps", str(sweeps // 100)]
            + ["--set", f"runtime={{workers: 1, chains_per_block: {chains}}}", "--set", "trace_every=1000000", "--set", "seed=1"]
            + ["-q", "--run-dir", os.path.join(folder, "run")],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return child_seconds() - before


def eager(size, chains, sweeps):
    """Seconds of the processor for so many checkerboard sweeps, as a user writes them."""
    torch.set_num_threads(1)
    generator = torch.Generator().manual_seed(1)
    x = torch.randint(0, 2, (chains, size, size), generator=generator).float() * 2 - 1
    row = torch.arange(size)
    even = (row[:, None] + row) % 2 == 0
    begin = time.process_time()
    for _ in range(sweeps):
        for colour in (even, ~even):
            field = x.roll(1, 1) + x.roll(-1, 1) + x.roll(1, 2) + x.roll(-1, 2)
            up = torch.rand(x.shape, generator=generator) < torch.sigmoid(2 * BETA * field)
            x = torch.where(colour, up * 2.0 - 1, x)
    return time.process_time() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=64)
    parser.add_argument("--chains", type=int, default=64)
    parser.add_argument("--sweeps", type=int, default=10_000)
    parser.add_argument("--ebm", default="./ebm")
    options = parser.parse_args()
    spins = options.chains * options.size**2
    short = options.sweeps // 5 // 100 * 100
    seconds = ours(options.ebm, options.size, options.chains, options.sweeps) - ours(
        options.ebm, options.size, options.chains, short
    )
    own = spins * (options.sweeps - short) / seconds
    few = max(1, options.sweeps // 100)
    eager(options.size, options.chains, 2)
    other = spins * few / eager(options.size, options.chains, few)
    print(f"{options.chains} chains of {options.size}x{options.size}: ours {own:.3g} spin updates a second of one core, eager PyTorch {other:.3g}: {own / other:.1f} times")


if __name__ == "__main__":
    main()
