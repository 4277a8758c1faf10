#!/usr/bin/env python3
"""Do the settings of `ebm suggest` hold? Makes data sets, lets them be suggested, trained and diagnosed untouched, prints a table.

    python scripts/bench/suggest.py                                   # points: 4 minutes each; drawn digits: 15
    python scripts/bench/suggest.py --sets ring,mixture-8 --minutes 1
    python scripts/bench/suggest.py --mnist data/mnist --images data/folder-with-two-classes

Needs numpy. A set whose diagnosis is there is not run again, so a stopped command goes on. Columns: updates, seconds of suggest, train and diagnose, both words and the
scope, the gap, and what decided the density.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import time

import numpy as np

TOP = pathlib.Path(__file__).resolve().parents[2]


def mixture(r, d, modes, n):
    """Normal laws at random places, each with widths from .2 to .5 along random axes; weights from .1 to .5 or so."""
    means, weights = 3 * r.normal(size=(modes, d)), r.dirichlet(4 * np.ones(modes))
    x = np.empty((n, d))
    of = r.choice(modes, n, p=weights)
    for k in range(modes):
        axes, _ = np.linalg.qr(r.normal(size=(d, d)))
        spread = axes * np.exp(r.uniform(np.log(0.2), np.log(0.5), d))
        x[of == k] = means[k] + r.normal(size=((of == k).sum(), d)) @ spread.T
    return x


def ring(r, n, sd):
    angle = r.integers(8, size=n) * np.pi / 4
    return np.c_[np.cos(angle), np.sin(angle)] + sd * r.normal(size=(n, 2))


def moons(r, n, sd):
    t, lower = r.uniform(0, np.pi, n), r.integers(2, size=n)
    return np.c_[np.where(lower, 1 - np.cos(t), np.cos(t)), np.where(lower, 0.5 - np.sin(t), np.sin(t))] + sd * r.normal(size=(n, 2))


def spiral(r, n, sd):
    t = 1.5 * np.pi * (1 + 2 * r.uniform(size=n))
    return np.c_[t * np.cos(t), t * np.sin(t)] / 10 + sd * r.normal(size=(n, 2))


def turned(x, angle, scales, offset):
    c, s = np.cos(angle), np.sin(angle)
    return x @ np.array([[c, s], [-s, c]]) * scales + offset


def points(seed):
    r = np.random.default_rng(seed)
    return {
        "ring": ring(r, 5000, 0.15),
        "ring-sharp": ring(r, 5000, 0.05),
        "moons": moons(r, 5000, 0.1),
        "spiral": spiral(r, 5000, 0.05),
        "normal": r.normal(size=(3000, 2)),
        "needle": turned(r.normal(size=(3000, 2)) * [1, 0.05], 0.6, 1, 0),
        "circle": (lambda t: np.c_[np.cos(t), np.sin(t)])(r.uniform(0, 2 * np.pi, 4000)) + 0.08 * r.normal(size=(4000, 2)),
        "mixture-2": mixture(r, 2, 4, 5000),
        "mixture-2-scaled": turned(mixture(r, 2, 5, 5000), 1.0, [1000, 1], [50, -3000]),
        "mixture-3": mixture(r, 3, 5, 5000),
        "mixture-4": mixture(r, 4, 4, 5000),
        "mixture-8": mixture(r, 8, 4, 6000),
        "mixture-16": mixture(r, 16, 4, 8000),
        "lumps-small": mixture(r, 2, 3, 1500),
    }


def ebm(*words):
    began = time.monotonic()
    done = subprocess.run([str(TOP / "ebm"), *map(str, words)], capture_output=True, text=True)
    if done.returncode not in (0, 3, 5):
        return None, done.stderr.strip().splitlines()[-1:]
    return time.monotonic() - began, done.stdout


def row(name, data, minutes, folder, more):
    run, settings, clock = folder / name, folder / f"{name}.yaml", folder / f"{name}.json"
    if not clock.exists():
        seconds = []
        for words in (("suggest", data, "--minutes", minutes, "--to", settings, *more), ("train", "--config", settings, "--run-dir", run, "--quiet"), ("diagnose", run, "--quiet")):
            took, said = ebm(*words)
            if took is None:
                return [name, "failed", words[0], *said]
            seconds.append(took)
        clock.write_text(json.dumps(seconds))
    found = json.loads((run / "diagnosis" / "diagnosis.json").read_text())
    gap = next(measure["value"] for measure in found["measures"] if measure["name"] == "gap")
    updates = (run / "metrics.csv").read_text().count("\n") - 1
    seconds = " + ".join(f"{each:.0f}" for each in json.loads(clock.read_text()))
    return [name, updates, seconds, found["verdict"], found["density"], found["scope"], f"{gap:.2f}", found["density_because"][:100]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", help="names, comma between them; default: all")
    parser.add_argument("--minutes", type=float, default=4, help="for points")
    parser.add_argument("--picture-minutes", type=float, default=15)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--mnist", type=pathlib.Path)
    parser.add_argument("--images", type=pathlib.Path, nargs="*", default=[])
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("runs/suggest"))
    given = parser.parse_args()
    folder = given.folder
    folder.mkdir(parents=True, exist_ok=True)
    wanted = given.sets.split(",") if given.sets else None
    todo = []
    for name, x in points(given.seed).items():
        np.savez(folder / f"{name}.npz", x=x.astype("f4"))
        todo.append((name, folder / f"{name}.npz", given.minutes, []))
    for size in (8, 16):
        (folder / f"glyphs-{size}-data.yaml").write_text(f"data: {{ glyphs: {{ size: {size} }} }}\n")
        todo.append((f"glyphs-{size}", folder / f"glyphs-{size}-data.yaml", given.picture_minutes, []))
    if given.mnist:
        todo.append(("mnist", given.mnist, given.picture_minutes, ["--size", 16]))
    for images in given.images:
        todo += [(f"{images.name}-{size}", images, given.picture_minutes, ["--size", size]) for size in (16, 32)]
    print("| data | updates | s: suggest + train + diagnose | verdict | density | scope | gap | because |\n|---|---|---|---|---|---|---|---|")
    for name, data, minutes, more in todo:
        if wanted is None or name in wanted:
            print("| " + " | ".join(map(str, row(name, data, minutes, folder, more))) + " |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
