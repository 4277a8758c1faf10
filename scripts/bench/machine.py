"""Where and on which sources a benchmark ran: what must be the same for two numbers to stand in one table."""

import os
import platform
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = HERE.parent.parent


def said(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=HOME)
    return (done.stdout.splitlines() or [""])[0]


def machine():
    models = [line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    changed = "-changed" if said("git", "status", "--porcelain", "src/main") else ""
    return {
        "cpu": models[0] if models else platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "system": platform.platform(),
        "python": platform.python_version(),
        "java": said("java", "-version"),
        # of what is measured, not of the commit: a new table in a README changes no number
        "sources": said("git", "rev-parse", "--short", "HEAD:src/main") + changed,
    }
