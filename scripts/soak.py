#!/usr/bin/env python3
"""Hours of one run that is killed again and again: do memory and file handles stay flat, and disk within what the run keeps?

    python scripts/soak.py --hours 2 --run-dir runs/soak --csv soak.csv -- ./ebm train --config convergent --steps 1000000
    python scripts/soak.py --hours 2 --run-dir runs/soak-chains -- ./ebm sample --run runs/latest --steps 100000000 --keep 100

Each life of the run ends by SIGKILL or SIGTERM in turn, after a time drawn between --life's two numbers; then `--resume` goes on. Prints a row per
life and what it found; exit status 1 if a life failed, a check did, or nothing was measured. Linux only (reads /proc); no package needed.
"""

import argparse
import csv
import os
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
    for below, _, files in os.walk(folder):
        for name in files:
            try:
                size += os.lstat(os.path.join(below, name)).st_size
                names.append(name)
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
    print("life  minutes  MiB settled  MiB last  handles settled..last")
    lives = []
    for life in sorted({row[1] for row in rows}):
        mine = [row for row in rows if row[1] == life]
        begun = mine[0][0]
        settled = [row for row in mine if row[0] - begun >= SETTLED]
        if not settled:
            continue
        lives.append(settled)
        first, last = settled[0], settled[-1]
        print(f"{life:4.0f}  {(last[0] - begun) / 60:7.1f}  {first[2]:11.0f}  {last[2]:8.0f}  {first[4]:.0f}..{last[4]:.0f}")
        if last[4] > first[4] + 5:
            wrong.append(f"life {life:.0f}: file handles rose from {first[4]:.0f} to {last[4]:.0f}")
    if len(lives) < 2:
        return [*wrong, "fewer than two lives were long enough to measure"]
    # memory comes in jumps, when the Java heap takes another piece: a leak shows in how high it gets, and in a long life that does not level off
    highest = [max(row[2] for row in settled) for settled in lives]
    half = len(lives) // 2
    risen = max(highest[half:]) - max(highest[:half])
    longest = max(lives, key=lambda settled: settled[-1][0] - settled[0][0])
    rise = slope(longest[len(longest) // 2:], 2)
    print(f"highest of the later lives minus that of the earlier: {risen:.0f} MiB (limit {limit:.0f})")
    print(f"second half of the longest life: {rise:.1f} MiB per hour (limit {limit:.0f})" if rise is not None else "no life was long enough for a slope")
    if risen > limit or rise is None or rise > limit:
        wrong.append("memory rises, or no life was long enough to tell")
    for name, column in [("resident_mib", 2), ("checkpoints_mib", 5), ("checkpoints", 6), ("leftovers", 7), ("rest_mib", 8)]:
        print(f"{name}: at most {max(row[column] for row in rows):.1f}")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=2)
    parser.add_argument("--run-dir", type=Path, required=True)
    parser.add_argument("--life", type=float, nargs=2, default=[300, 1200], metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=50, help="MiB, and MiB per hour, that memory may rise")
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
