"""Where Binder's cumulants of two lattices cross: the critical temperature of the Ising model, 2.269185 for the infinite square lattice.

    python scripts/bench/binder.py [--sizes 16 32] [--chains 640] [--steps 400] [--ebm ./ebm]

Each lattice is run once at the exact critical temperature, in independent chains; U_L(T) = 1 - <m^4> / 3 <m^2>^2 near it comes from the kept states by weights exp(-(1 / T - 1 / T_c) E).
The first quarter of the steps is left out; the error of the crossing is a jackknife over chains. A step is so many sweeps that few of them forget: --sweeps, times (L / 16)^2.
"""

import argparse
import os
import shlex
import subprocess
import tempfile

import numpy as np

CRITICAL = 2 / np.log(1 + np.sqrt(2))


def run(ebm, size, options, folder):
    sweeps = options.sweeps * size**2 // 256
    subprocess.run(
        shlex.split(ebm)
        + ["sample", "--set", f"energy.ising={{size: [{size}, {size}], beta: {1 / CRITICAL}}}"]
        + ["--set", f"sampler.gibbs.sweeps={sweeps}", "--chains", str(options.chains), "--steps", str(options.steps)]
        + ["--set", f"runtime.chains_per_block={min(640, options.chains)}", "--set", "seed=1", "--set", "keep=1"]
        + ["-q", "--run-dir", folder],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    states = np.load(os.path.join(folder, "states.npy"), mmap_mode="r")
    energy, magnetisation = [], []
    for step in range(len(states) // 4, len(states)):
        s = states[step].reshape(-1, size, size)
        energy.append(-(s * np.roll(s, 1, 1)).sum((1, 2)) - (s * np.roll(s, 1, 2)).sum((1, 2)))
        magnetisation.append(s.mean((1, 2)))
    # (chains, steps)
    return np.array(energy, np.float64).T, np.array(magnetisation, np.float64).T


def cumulant(temperature, energy, magnetisation):
    log = -(1 / temperature - 1 / CRITICAL) * energy
    weight = np.exp(log - log.max())
    square = magnetisation**2
    return 1 - (weight * square**2).sum() * weight.sum() / (3 * (weight * square).sum() ** 2)


def crossing(small, large):
    """Where U of the larger lattice is that of the smaller, by bisection: below it is larger."""
    low, high = CRITICAL - 0.05, CRITICAL + 0.05
    for _ in range(40):
        middle = (low + high) / 2
        if cumulant(middle, *large) > cumulant(middle, *small):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def error(small, large, groups=20):
    """Jackknife over groups of chains, lattice by lattice."""
    variance = 0
    for lattice in (0, 1):
        left = []
        for group in range(groups):
            pair = [small, large]
            keep = np.arange(len(pair[lattice][0])) % groups != group
            pair[lattice] = tuple(each[keep] for each in pair[lattice])
            left.append(crossing(*pair))
        variance += np.var(left) * (groups - 1)
    return np.sqrt(variance)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs=2, default=[16, 32])
    parser.add_argument("--chains", type=int, default=640)
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--sweeps", type=int, default=50)
    parser.add_argument("--ebm", default="./ebm")
    options = parser.parse_args()
    found = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            energy, magnetisation = run(options.ebm, size, options, os.path.join(folder, "run"))
        value = cumulant(CRITICAL, energy, magnetisation)
        print(f"{size}x{size}: U at the critical temperature {value:.4f}, energy per site {energy.mean() / size**2:.5f}", flush=True)
        found.append((energy, magnetisation))
    print(f"crossing at T = {crossing(*found):.5f}, error {error(*found):.5f}; exact {CRITICAL:.6f}")


if __name__ == "__main__":
    main()
