"""Reads the run directories of ebm: one file, NumPy alone; tables are pandas' if that is there, to_arviz needs ArviZ.

    import ebm_read
    run = ebm_read.load("runs/ring")
    run.metrics["energy_gap"]            # a column of metrics.csv
    run.samples["short_run"]             # (n, 2): short-run samples at the latest picture
    run.diagnosis["verdict"]
    run.chains.energies                  # (rows of trace.csv, chains): U of the diagnosis' long chains
    ebm_read.to_arviz(ebm_read.load("runs/chains"))

Nothing is computed and nothing is written; a run may go on while it is read. What a run does not have is None, an empty table or an empty dict.
"""

import csv
import json
import re
from pathlib import Path

import numpy as np

try:
    import pandas
except ImportError:
    pandas = None


class Run:
    """A run of any kind. Files are read when they are asked for, each time anew."""

    def __init__(self, folder):
        self.folder = Path(folder)
        if not (self.folder / "run.json").is_file():
            raise FileNotFoundError(f"{self.folder}: is no run directory (no run.json); give the folder of a run: runs/NAME")

    def __repr__(self):
        return f"<{self.kind} run {self.folder}, {self.info['status']}>"

    @property
    def info(self):
        """run.json: kind, seed, command line, versions, device, times, status."""
        return json.loads((self.folder / "run.json").read_text())

    @property
    def kind(self):
        """train, sample, diagnose, map-basins, restore, features, sweep or toy-table; of a run from before kinds were written, what its files say."""
        return self.info.get("kind") or ("sample" if (self.folder / "trace.csv").exists() else "train")

    @property
    def config(self):
        """config.yaml as text."""
        file = self.folder / "config.yaml"
        return file.read_text() if file.exists() else ""

    def table(self, name):
        """A CSV file of the run by column; no columns if it is not there."""
        return table(self.folder / name)

    metrics = property(lambda run: run.table("metrics.csv"), doc="A row for each update: energy_gap, displacement, ...")
    trace = property(lambda run: run.table("trace.csv"), doc="A row for each trace point of chains: energy_mean, energy_sd, ...")
    density = property(lambda run: run.table("density.csv"), doc="KL(q, p) and total variation at every picture, where q is known.")

    energies = property(lambda run: run.array("energies.npy"), doc="(rows of trace.csv, chains): U.")
    gradient_norms = property(lambda run: run.array("gradient_norms.npy"), doc="(rows of trace.csv, chains).")
    acceptances = property(lambda run: run.array("acceptances.npy"), doc="(rows of trace.csv, chains).")
    states = property(lambda run: run.array("states.npy"), doc="(draws, chains, ...): every k-th state, with ebm sample --keep k; on disk.")

    def array(self, name):
        """A .npy file of the run, mapped from the disk; None if it is not there."""
        file = self.folder / name
        return np.load(file, mmap_mode="r") if file.exists() else None

    @property
    def snapshots(self):
        """Updates after which a training run wrote samples."""
        return sorted(int(file.stem.split("-")[1]) for file in self.folder.glob("samples/short-*.npz"))

    def snapshot(self, update):
        """Arrays of samples/short-UPDATE.npz: data, short_run, bank, and energy on a grid in the plane; with long_run, if a probe wrote one."""
        arrays = archive(self.folder / f"samples/short-{update:06d}.npz")
        arrays.update(archive(self.folder / f"samples/long-{update:06d}.npz"))
        return arrays

    @property
    def samples(self):
        """Of a training run those of its latest picture; of chains their states by step number, energy of the last and energy_data."""
        if self.snapshots:
            return self.snapshot(self.snapshots[-1])
        arrays = archive(self.folder / "samples.npz")
        return {int(name[5:]) if re.fullmatch(r"step_\d+", name) else name: array for name, array in arrays.items()}

    @property
    def data(self):
        """Examples of what a training run learned, as they are drawn for its latest picture; None if there are none."""
        return self.samples.get("data")

    @property
    def diagnosis(self):
        """What ebm diagnose found, with its measures by name; None before."""
        for name in ("diagnosis/diagnosis.json", "diagnosis.json"):
            if (self.folder / name).exists():
                found = read_json(self.folder / name)
                for measure in found["measures"]:
                    measure["value"] = float(numbers([measure["value"]])[0])
                found["measures"] = {measure.pop("name"): measure for measure in found["measures"]}
                return found
        return None

    @property
    def chains(self):
        """The long chains of ebm diagnose, a run of their own; None if there are none, itself if this is one."""
        if (self.folder / "trace.csv").exists():
            return self
        inside = self.folder / "diagnosis"
        return Run(inside) if (inside / "run.json").exists() else None

    @property
    def basins(self):
        """What ebm map-basins found: basins.json, and under arrays what basins.npz holds; None before."""
        for folder in (self.folder, self.folder / "basins"):
            if (folder / "basins.json").exists():
                found = read_json(folder / "basins.json")
                found["energies"] = numbers(found["energies"])
                found["barriers"] = np.array([numbers(row) for row in found["barriers"]])
                found["arrays"] = archive(folder / "basins.npz")
                return found
        return None

    @property
    def evaluation(self):
        """What ebm eval measured last; None before."""
        file = self.folder / "eval.json"
        return read_json(file) if file.exists() else None


def load(folder):
    """The run in a folder."""
    return Run(folder)


def table(file):
    """A CSV file by column: a pandas DataFrame, or a dict of arrays without pandas. Columns are float64 where all their values are numbers."""
    if not Path(file).exists():
        return {} if pandas is None else pandas.DataFrame()
    with open(file, newline="", encoding="utf-8") as text:
        rows = list(csv.reader(text))
    head, rows = rows[0], rows[1:]
    # a run that goes on may be in the middle of its last row
    rows = [row for row in rows if len(row) == len(head)]
    columns = {name: column([row[i] for row in rows]) for i, name in enumerate(head)}
    return columns if pandas is None else pandas.DataFrame(columns)


def column(texts):
    try:
        return np.array([float(text) for text in texts])
    except ValueError:
        return np.array(texts, dtype=object)


def archive(file):
    """All arrays of a .npz file by name; none if it is not there."""
    if not Path(file).exists():
        return {}
    with np.load(file) as arrays:
        return {name: arrays[name] for name in arrays.files}


def read_json(file):
    """JSON; older runs have numbers that are not finite as "NaN", "Infinity" and "-Infinity"."""
    words = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}

    def finite_or_not(value):
        if isinstance(value, dict):
            return {name: finite_or_not(part) for name, part in value.items()}
        if isinstance(value, list):
            return [finite_or_not(part) for part in value]
        return words.get(value, value) if isinstance(value, str) else value

    return finite_or_not(json.loads(Path(file).read_text()))


def numbers(values):
    """An array, with NaN for null."""
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def whole_number(config, key):
    """A key at the left edge of a config.yaml; None if it is not there or not set."""
    found = re.search(rf"^{key}: *(\d+)", config, re.MULTILINE)
    return int(found.group(1)) if found else None


def to_arviz(run, after=0):
    """Chains for ArviZ: posterior x (chain, draw, ...) where states were kept (ebm sample --keep K), with sample_stats lp = -U; else posterior U.

    Draws are numbered by chain step. run: of chains, a training run that was diagnosed, or the folder of one; after: steps to leave out at the
    beginning. Gives what this ArviZ works with: a DataTree from version 1 on, InferenceData before.
    """
    import arviz
    import xarray

    run = run if isinstance(run, Run) else load(run)
    chains = run.chains
    if chains is None:
        raise ValueError(f"{run.folder}: has no chains; make some: ebm sample --model {run.folder} --steps 10000 --keep 10")
    steps = np.asarray(chains.trace["step"]).astype(int)
    every = whole_number(chains.config, "trace_every") or 1
    rows = np.flatnonzero((steps % every == 0) & (steps > after))
    energies = np.asarray(chains.energies[rows]).T
    groups = {}
    states = chains.states
    if states is None:
        groups["posterior"] = dataset(xarray, "U", energies, steps[rows])
    else:
        keep = whole_number(chains.config, "keep")
        drawn = keep * np.arange(1, len(states) + 1)
        kept = np.flatnonzero(drawn > after)
        groups["posterior"] = dataset(xarray, "x", np.moveaxis(np.asarray(states[kept]), 1, 0), drawn[kept])
        groups["sample_stats"] = dataset(xarray, "lp", -energies, steps[rows])
    if hasattr(xarray, "DataTree") and int(arviz.__version__.split(".")[0]) >= 1:
        return xarray.DataTree.from_dict(groups)
    return arviz.InferenceData(**groups)


def dataset(xarray, name, values, draws):
    """values (chain, draw, ...) as ArviZ names the axes."""
    axes = ["chain", "draw"] + [f"{name}_dim_{k}" for k in range(values.ndim - 2)]
    return xarray.Dataset({name: (axes, values)}, coords={"chain": np.arange(values.shape[0]), "draw": draws})
