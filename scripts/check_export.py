#!/usr/bin/env python3
"""Checks an `ebm export --kernel` folder in plain PyTorch: one line per check, exit status 1 if one fails, 2 if the folder is not an export.

    ebm export --kernel
    python scripts/check_export.py runs/latest/export

Needs torch, numpy and safetensors; no Java, none of our code. reference.npz holds what our engine (libtorch 2.7.1) computed.

Errors are relative to the batch: max |a - b| / max |b| over chains, with a chain's Euclidean norm. So a chain at a flat place does not divide by nothing.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file

# float32 rounds at 6e-8; sums over a network's units and pixels in another order stay well below this
SAME = 1e-5
# After a chain of steps. Another PyTorch may sum products in another order and compute the noise's logarithms with other instructions; the last
# digits then differ, and steps on a rough energy pass the difference on. A wrong seed, step size or order of draws is off by 1.
SAME_END = 1e-3


class Checks:
    """Prints each result and remembers whether one failed."""

    def __init__(self):
        self.failed = False

    def that(self, name, passed, detail):
        print(f"{'ok  ' if passed else 'FAIL'}  {name}: {detail}")
        self.failed |= not passed

    def below(self, name, error, limit):
        self.that(name, error <= limit, f"relative error {error:.1e} (limit {limit:.0e})")  # NaN fails


def row_norms(array):
    return array.reshape(len(array), -1).norm(dim=1)


def relative_error(found, expected):
    return float(row_norms(found - expected).max() / row_norms(expected).max())


def check_parameters(checks, energy, weights):
    state = energy.state_dict()
    checks.that("parameter names", set(state) == set(weights), f"{len(state)} in state_dict, as in weights.safetensors")
    equal = all(name in state and np.array_equal(state[name].numpy(), weight) for name, weight in weights.items())
    checks.that("parameter values", equal, f"{sum(w.size for w in weights.values())} numbers, bit for bit")
    named = dict(energy.named_parameters())
    checks.that("parameters can be learned", set(named) == set(weights) and all(p.requires_grad for p in named.values()), "requires_grad")


def check_energy(checks, energy, reference):
    x = reference["x"].clone().requires_grad_()
    forward = energy(x)
    by_autograd = torch.autograd.grad(forward.sum(), x, retain_graph=True)[0]
    value, gradient = energy.energy_gradient(reference["x"])
    checks.below("forward", relative_error(forward.detach(), reference["energy"]), SAME)
    checks.below("autograd of forward", relative_error(by_autograd, reference["gradient"]), SAME)
    checks.below("energy_gradient, energy", relative_error(value, reference["energy"]), SAME)
    checks.below("energy_gradient, gradient", relative_error(gradient, reference["gradient"]), SAME)
    learned = torch.autograd.grad(forward.mean(), list(energy.parameters()), allow_unused=True)
    reached = sum(g is not None and bool(g.isfinite().all()) for g in learned)
    checks.that("learning gradient", reached == len(learned), f"finite for {reached} of {len(learned)} parameters")


def check_float64(checks, energy, reference):
    energy.to(torch.float64)
    stored = {str(p.dtype) for p in energy.parameters()}
    value, gradient = energy.energy_gradient(reference["x"].double())
    kind = "also the arithmetic" if value.dtype == torch.float64 else f"arithmetic stays {value.dtype}"
    checks.that("to(float64), parameters", stored == {"torch.float64"}, kind)
    checks.below("to(float64), energy", relative_error(value, reference["energy"]), SAME)
    checks.below("to(float64), gradient", relative_error(gradient, reference["gradient"]), SAME)


def seed_of(halves):
    """The seed from its four parts of 16 bits, highest first."""
    seed = 0
    for half in halves.tolist():
        seed = seed << 16 | int(half)
    return seed


def check_kernel(checks, kernel, reference):
    steps, seed = int(reference["steps"][0]), seed_of(reference["seed"])
    end = reference["end"]
    moved = row_norms(end - reference["x"]).max()

    def distance(position):
        """Largest distance between a chain's two ends, in units of the way the chains went."""
        return float(row_norms(position - end).max() / moved)

    position = kernel.sample(reference["x"], steps, seed)[0]
    again = kernel.sample(reference["x"], steps, seed)[0]
    other = kernel.sample(reference["x"], steps, seed ^ 1)[0]
    sums = float((position.double().sum() - end.double().sum()).abs() / (end.double() - reference["x"].double()).abs().sum())
    checks.below(f"chains after {steps} steps, sum", sums, SAME_END)
    checks.below(f"chains after {steps} steps, each", distance(position), SAME_END)
    checks.that("same seed, same chains", torch.equal(position, again), "bit for bit")
    checks.that("other seed, other chains", distance(other) > 0.1, f"apart by {distance(other):.2f} of the way")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="EXPORT_DIR")
    folder = parser.parse_args().folder
    missing = [name for name in ("energy.pt", "reference.npz", "weights.safetensors") if not (folder / name).is_file()]
    if missing:
        print(f"check_export: {folder}: no {', '.join(missing)} here; write them with: ebm export --kernel --to {folder}", file=sys.stderr)
        return 2

    checks = Checks()
    reference = {name: torch.from_numpy(array) for name, array in np.load(folder / "reference.npz").items()}
    energy = torch.jit.load(folder / "energy.pt")
    check_parameters(checks, energy, load_file(folder / "weights.safetensors"))
    check_energy(checks, energy, reference)
    check_float64(checks, energy, reference)
    if (folder / "kernel.pt").is_file():
        check_kernel(checks, torch.jit.load(folder / "kernel.pt"), reference)
    return int(checks.failed)


if __name__ == "__main__":
    sys.exit(main())
