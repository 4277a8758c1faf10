"""check_ebm_read.py alone|libraries RUN CHAINS: what scripts/ebm_read.py reads of a training run and of chains with kept states; fails with a trace."""

import csv
import json
import os
import sys
from pathlib import Path

import numpy as np

how, run_folder, chains_folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
if how == "alone":
    for name in ("pandas", "arviz", "xarray", "matplotlib"):
        sys.modules[name] = None  # as if it were not there

scripts = Path(__file__).resolve().parents[3] / "scripts"
sys.path.insert(0, str(scripts))
import ebm_read  # noqa: E402

run, chains = ebm_read.load(run_folder), ebm_read.load(chains_folder)
assert run.kind == "train" and chains.kind == "sample", (run, chains)
assert run.info["seed"] == 7 and run.info["status"] == "done"
with open(run_folder / "metrics.csv") as text:
    rows = list(csv.DictReader(text))
assert list(run.metrics["step"]) == [1, 2, 3, 4]
assert [float(row["energy_gap"]) for row in rows] == list(run.metrics["energy_gap"])
assert run.snapshots == [4] and run.samples["energy"].shape == (200, 200)
assert run.data.shape == run.samples["short_run"].shape == (50, 2)
assert list(run.table("nothing.csv")) == [] and run.evaluation is None and run.states is None
# planted by the test: one measure that is not a number, one barrier that was not found
assert run.diagnosis["verdict"] == "convergent"
assert np.isnan(run.diagnosis["measures"]["gap"]["value"])
assert np.isnan(run.basins["barriers"][0, 0]) and run.basins["barriers"][0, 1] == 2.5
assert run.chains is None and chains.chains is chains

# 20 chains, states of steps 10, 20, ..., 100
assert chains.states.shape == (10, 20, 2) and chains.energies.shape == (len(chains.trace["step"]), 20)
assert np.allclose(chains.energies.mean(axis=1), chains.trace["energy_mean"])
assert np.array_equal(chains.states[-1], chains.samples[100]) and "energy_data" in chains.samples
try:
    ebm_read.load(run_folder.parent)
    raise AssertionError("a folder without run.json was taken for a run")
except FileNotFoundError as e:
    assert "is no run directory" in str(e)

if how == "libraries":
    import arviz
    import pandas

    assert isinstance(run.metrics, pandas.DataFrame)
    tree = ebm_read.to_arviz(chains, after=50)
    x = tree["posterior"]["x"]
    assert x.dims == ("chain", "draw", "x_dim_0") and list(x["draw"].values) == [60, 70, 80, 90, 100], x
    assert np.array_equal(x.values[3, -1], chains.states[9, 3])
    lp = tree["sample_stats"]["lp"]
    assert np.array_equal(lp.values[:, -1], -chains.energies[-1]), lp
    summary = arviz.summary(ebm_read.to_arviz(chains))
    mean = chains.states[:, :, 0].mean()
    assert abs(float(summary["mean"].iloc[0]) - mean) < 0.06, (summary, mean)  # rounded for display
    assert any("hat" in name for name in summary.columns), summary
    # no states: U alone
    (chains_folder / "states.npy").rename(chains_folder / "states.away")
    only = ebm_read.to_arviz(str(chains_folder))["posterior"]["U"]
    (chains_folder / "states.away").rename(chains_folder / "states.npy")
    assert only.shape[0] == 20 and np.array_equal(only.values[:, -1], chains.energies[-1])
    try:
        ebm_read.to_arviz(run)
        raise AssertionError("a run without chains gave some")
    except ValueError as e:
        assert "ebm sample --model" in str(e)

os.environ.update(EBM_RUN=str(run_folder), EBM_CHAINS=str(chains_folder), MPLBACKEND="agg")
book = {}
for number, cell in enumerate(json.loads((scripts / "ebm_read.ipynb").read_text())["cells"]):
    if cell["cell_type"] == "code":
        exec(compile("".join(cell["source"]), f"cell {number}", "exec"), book)
assert abs(book["density"].sum() - 1) < 1e-4 and (book["summary"] is not None) == (how == "libraries")
print("ok")
