#!/usr/bin/env python3
"""Denoising by total variation, against the posterior of a finished `ebm restore` run on the same pictures.

    python scripts/bench/total_variation.py runs/NAME

min_x |x - y|^2 / 2 + weight * TV(x) by Chambolle's projections (2004, Journal of Mathematical Imaging and Vision 20). The weight is the best of a grid on the first half of the pictures;
errors are of the second half, of both methods. Needs NumPy alone.
"""
import argparse
import pathlib

import numpy as np


def gradient(x):
    g = np.zeros((2,) + x.shape)
    g[0, :, :-1] = x[:, 1:] - x[:, :-1]
    g[1, :, :, :-1] = x[:, :, 1:] - x[:, :, :-1]
    return g


def divergence(p):
    d = np.zeros(p.shape[1:])
    d[:, 0] += p[0, :, 0]
    d[:, 1:-1] += p[0, :, 1:-1] - p[0, :, :-2]
    d[:, -1] -= p[0, :, -2]
    d[:, :, 0] += p[1, :, :, 0]
    d[:, :, 1:-1] += p[1, :, :, 1:-1] - p[1, :, :, :-2]
    d[:, :, -1] -= p[1, :, :, -2]
    return d


def denoised(y, weight, steps=300):
    p = np.zeros((2,) + y.shape)
    for _ in range(steps):
        g = gradient(divergence(p) - y / weight)
        p = (p + 0.248 * g) / (1 + 0.248 * np.sqrt((g**2).sum(0)))
    return y - weight * divergence(p)


def rmse(x, truth):
    return float(np.sqrt(np.mean((x - truth) ** 2)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=pathlib.Path, help="of ebm restore --task denoise with a known truth")
    run = parser.parse_args().run
    y, truth = np.load(run / "observed.npy"), np.load(run / "truth.npy")
    if y.shape != truth.shape or y.ndim != 4:
        parser.error(f"{run}: observations {y.shape} and truth {truth.shape} are not noisy and clean pictures")
    mean = np.load(run / "restored.npz")["mean"]
    planes = lambda a: a.reshape(-1, *a.shape[2:]).astype(float)
    half = len(y) // 2
    tried = {w: rmse(denoised(planes(y[:half]), w), planes(truth[:half])) for w in np.geomspace(0.02, 1, 25)}
    weight = min(tried, key=tried.get)
    print(f"weight {weight:.3g}, of {half} pictures; errors of the other {len(y) - half}:")
    for name, x in {
        "as observed": planes(y[half:]),
        "total variation": denoised(planes(y[half:]), weight),
        "posterior mean": planes(mean[half:]),
    }.items():
        error = rmse(x, planes(truth[half:]))
        print(f"{name:16} rmse {error:.4f}  psnr {20 * np.log10(2 / error):.2f} dB")


if __name__ == "__main__":
    main()
