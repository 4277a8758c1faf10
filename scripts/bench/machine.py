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


def of_cpuinfo(key):
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(key)), "")


def computes_bfloat16():
    """By its own instructions, as org.ebm.torch.Processor asks; otherwise bfloat16 is emulated, a hundred times slower."""
    below = ("sse41", "avx", "avx2", "avx2_vnni", "avx2_vnni_2", "avx512_core", "avx512_core_vnni")
    limit = os.environ.get("ONEDNN_MAX_CPU_ISA", os.environ.get("DNNL_MAX_CPU_ISA", ""))
    return bool({"avx512_bf16", "amx_bf16"} & set(of_cpuinfo("flags").split())) and limit.lower() not in below


def machine():
    flags = [flag for flag in ("avx2", "avx512f", "avx512_bf16", "amx_bf16") if flag in of_cpuinfo("flags").split()]
    changed = "-changed" if said("git", "status", "--porcelain", "src/main") else ""
    return {
        "cpu": of_cpuinfo("model name") or platform.processor(),
        "instructions": " ".join(flags),
        "cores": len(os.sched_getaffinity(0)),
        "system": platform.platform(),
        "python": platform.python_version(),
        "java": said("java", "-version"),
        # of what is measured, not of the commit: a new table in a README changes no number
        "sources": said("git", "rev-parse", "--short", "HEAD:src/main") + changed,
    }
