"""check_tensorboard.py FOLDER METRICS: reads event files by TensorBoard's own reader; scalars of the last session must be those of metrics.csv."""

import csv
import math
import struct
import sys

from tensorboard.backend.event_processing import event_accumulator

folder, metrics = sys.argv[1:3]
events = event_accumulator.EventAccumulator(folder, size_guidance={"scalars": 0})
events.Reload()
tags = events.Tags()["scalars"]
with open(metrics) as text:
    rows = {int(row["step"]): row for row in csv.DictReader(text)}
names = [name for name in next(iter(rows.values())) if name != "step"]
assert set(tags) >= {f"train/{name}" for name in names}, tags
for name in names:
    scalars = events.Scalars(f"train/{name}")
    assert [scalar.step for scalar in scalars] == sorted(rows), (name, [s.step for s in scalars])
    for scalar in scalars:
        exact = float(rows[scalar.step][name])
        rounded = struct.unpack("<f", struct.pack("<f", exact))[0]
        assert scalar.value == rounded or (math.isnan(exact) and math.isnan(scalar.value)), (name, scalar, exact)
        assert scalar.wall_time > 1.7e9
assert events.Scalars("density/kl")[-1].step == max(rows)
print("ok")
