#!/usr/bin/env python3
"""Hours of one run that is killed again and again: do memory and file handles stay flat, and disk within what the run keeps?

    python scripts/soak.py --hours 2 --run-dir runs/soak --csv soak.csv -- ./ebm train --config convergent --steps 1000000
    python scripts/soak.py --hours 2 --run-dir runs/soak-chains -- ./ebm sample --run runs/latest --steps 100000000 --keep 100

Each life of the run ends by SIGKILL or SIGTERM in turn, after a time drawn between --life's two numbers; then `--resume` goes on. Prints a row per
life and what it found; exit status 1 if a life failed, a check did, or nothing was measured. Linux only (reads /proc); no package needed.
"""

import argparse
import csv
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

EVERY = 10  # seconds between two looks
SETTLED = 120  # seconds after which a life's memory has settled: model read, code compiled, first checkpoint written
COLUMNS = ["seconds", "life", "resident_mib", "threads", "file_handles", "checkpoints_mib", "checkpoints", "leftovers", "rest_mib"]


def tree(folder):
    """(bytes, names) of the files below a folder; what vanishes meanwhile does not count."""
    size, names = 0, []
    for path in folder.rglob("*"):
        try:
            if path.is_file() and not path.is_symlink():
                size += path.stat().st_size
                names.append(path.name)
        except FileNotFoundError:
            pass
    return size, names


def look(pid, run):
    """One row without its first two columns; None if the process is gone."""
    try:
        status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
        handles = len(list(Path(f"/proc/{pid}/fd").iterdir()))
    except (FileNotFoundError, ProcessLookupError):
        return None
    if "VmRSS" not in status:
        return None
    kept = run / "checkpoints"
    whole, names = tree(run)
    in_checkpoints, _ = tree(kept)
    saved = len(list(kept.glob("step-*"))) if kept.is_dir() else 0
    leftovers = sum(".tmp" in name for name in names)
    mib = 1 << 20
    resident = int(status["VmRSS"].split()[0]) / 1024
    return [resident, int(status["Threads"]), handles, in_checkpoints / mib, saved, leftovers, (whole - in_checkpoints) / mib]


def one_life(command, life, seconds, end, started, run, rows):
    """Runs until its time is over; returns the exit status that the shell would give."""
    with open(run.with_name(run.name + ".out"), "a") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
    deadline = time.time() + seconds
    while process.poll() is None and time.time() < deadline:
        row = look(process.pid, run)
        if row:
            rows.append([time.time() - started, life, *row])
        time.sleep(EVERY)
    process.send_signal(end)
    status = process.wait()
    return 128 - status if status < 0 else status


def slope(rows, column):
    """Least squares, per hour; None with fewer than 12 looks."""
    if len(rows) < 12:
        return None
    x, y = [row[0] / 3600 for row in rows], [row[column] for row in rows]
    mx, my = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mx) * (b - my) for a, b in zip(x, y)) / sum((a - mx) ** 2 for a in x)


def report(rows, ends, limit):
    """Prints a line per life and returns what is wrong."""
    wrong = [f"life {life} ended with {status}, not {due}" for life, status, due in ends if status != due]
    print("life  minutes  MiB settled  MiB last  MiB/h  handles settled..last")
    slopes = []
    for life in sorted({row[1] for row in rows}):
        mine = [row for row in rows if row[1] == life]
        begun = mine[0][0]
        settled = [row for row in mine if row[0] - begun >= SETTLED]
        if not settled:
            continue
        rise = slope(settled, 2)
        if rise is not None:
            slopes.append((rise, len(settled)))
        print(f"{life:4d}  {(mine[-1][0] - begun) / 60:7.1f}  {settled[0][2]:11.0f}  {settled[-1][2]:8.0f}  "
              f"{'-' if rise is None else format(rise, '.1f'):>5}  {settled[0][4]}..{settled[-1][4]}")
        if settled[-1][4] > settled[0][4] + 5:
            wrong.append(f"life {life}: file handles rose from {settled[0][4]} to {settled[-1][4]}")
    if not slopes:
        wrong.append("no life was long enough to measure")
    else:
        mean = sum(rise * count for rise, count in slopes) / sum(count for _, count in slopes)
        print(f"memory rises by {mean:.1f} MiB per hour, in the mean over lives by their length (limit {limit})")
        if mean > limit:
            wrong.append(f"memory rises by {mean:.1f} MiB per hour")
    for name, column in [("resident_mib", 2), ("checkpoints_mib", 5), ("checkpoints", 6), ("leftovers", 7), ("rest_mib", 8)]:
        print(f"{name}: at most {max(row[column] for row in rows):.1f}, last {rows[-1][column]:.1f}")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=2)
    parser.add_argument("--run-dir", type=Path, required=True)
    parser.add_argument("--life", type=float, nargs=2, default=[300, 1200], metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=50, help="MiB per hour that memory may rise")
    parser.add_argument("--csv", type=Path)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    args = parser.parse_args()
    command = [word for word in args.command if word != "--"]
    if len(command) < 2:
        parser.error("give the command after --")
    resume = [*command[:2], "--resume", "--run-dir", str(args.run_dir)]
    command += ["--run-dir", str(args.run_dir)]
    dice, started, rows, ends, life = random.Random(args.seed), time.time(), [], [], 0
    while time.time() - started < args.hours * 3600:
        end = signal.SIGKILL if life % 2 == 0 else signal.SIGTERM
        left = args.hours * 3600 - (time.time() - started)
        status = one_life(command if life == 0 else resume, life, min(dice.uniform(*args.life), left), end, started, args.run_dir, rows)
        ends.append((life, status, 137 if end == signal.SIGKILL else 85))
        life += 1
        if args.csv:
            with open(args.csv, "w", newline="") as file:
                csv.writer(file).writerows([COLUMNS, *([round(value, 1) for value in row] for row in rows)])
        if status == 0 or status != ends[-1][2]:
            break
    wrong = report(rows, ends, args.limit) if rows else ["nothing was measured"]
    for line in wrong:
        print("WRONG", line)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
