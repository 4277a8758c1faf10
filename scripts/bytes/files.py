"""Compares two folders of runs, file by file, by what a file holds."""
import collections
import difflib
import json
import pathlib

import archives

# times; sums of files that are compared themselves
NOT_COMPARED = {".lock", "log.txt", "progress.json", "times.csv", "SHA256SUMS"}
# the runs' own standard error, which is progress with times; pages, which hold times and the numbers of other files
NOT_COMPARED_SUFFIXES = {".err", ".html"}
# keys of JSON files, wherever they stand: times, host, version
NOT_COMPARED_KEYS = {"build", "machine", "started", "updated", "ended", "restarts", "seconds", "created"}
# sums of a text that may get more lines, and is compared itself
NOT_COMPARED_KEYS |= {"sha256 of network.yaml"}
# columns of tables
NOT_COMPARED_COLUMNS = {"seconds", "seconds_per_step", "seconds_per_update", "wall_seconds"}


class Report:
    def __init__(self):
        self.compared = 0
        self.differences = []
        self.notes = []

    def difference(self, where, what):
        self.differences.append(f"{where}: {what}")

    def note(self, where, what):
        self.notes.append(f"{where}: {what}")

    def print(self, root):
        for note in self.notes:
            print(f"note: {note}")
        for difference in self.differences:
            print(f"differs: {difference}")
        print(f"{self.compared} files compared, {len(self.differences)} differences, {len(self.notes)} notes; in {root}")


def compare(before, after):
    """Every file below two folders."""
    report = Report()
    old, new = listed(before), listed(after)
    for name in sorted(old - new):
        report.difference(name, "is missing")
    for name in sorted(new - old):
        report.note(name, "is new")
    for name in sorted(old & new):
        report.compared += 1
        try:
            compare_file(name, content(before, name), content(after, name), report)
        except (ValueError, KeyError, IndexError, json.JSONDecodeError) as error:
            report.difference(name, f"cannot be read: {error!r}")
    return report


def listed(folder):
    names = set()
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if path.is_file() and not path.is_symlink() and path.name not in NOT_COMPARED and path.suffix not in NOT_COMPARED_SUFFIXES:
            names.add(str(name))
    return names


def content(root, name):
    """Some files name others by their whole path."""
    return (root / name).read_bytes().replace(str(root.resolve()).encode(), b"ROOT")


def compare_file(name, a, b, report):
    if a == b:
        return
    kind = pathlib.Path(name).suffix
    if kind == ".pt":
        compare_parts(name, archives.program(a), archives.program(b), report)
    elif kind in (".safetensors", ".npz"):
        # the order of arrays in a file may be that of a hash map, which differs from process to process
        compare_parts(name, archives.arrays(kind, a), archives.arrays(kind, b), report)
    elif kind == ".json":
        compare_values(name, json.loads(a), json.loads(b), report)
    elif kind == ".out" and a.startswith(b"{"):
        compare_values(name, json.loads(a), json.loads(b), report)
    elif kind == ".csv":
        compare_tables(name, a.decode(), b.decode(), report)
    elif kind == ".yaml":
        compare_added_lines(name, a.decode(), b.decode(), report)
    elif name.endswith("journal.bin"):
        compare_journals(name, a, b, report)
    else:
        at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
        report.difference(name, f"{len(a)} and {len(b)} bytes, different from byte {at} on")


def compare_parts(name, old, new, report):
    for part, value in old.items():
        if new.get(part) != value:
            report.difference(name, f"{part} {'is missing' if part not in new else 'has changed'}")
    for part in new:
        if part not in old:
            report.note(name, f"{part} is new")


def compare_values(name, a, b, report, at=""):
    if isinstance(a, dict) and isinstance(b, dict):
        for key in a:
            if key not in NOT_COMPARED_KEYS:
                if key in b:
                    compare_values(name, a[key], b[key], report, f"{at}.{key}")
                else:
                    report.difference(name, f"{at}.{key} is missing")
        for key in b:
            if key not in a:
                report.note(name, f"{at}.{key} is new")
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for i, (x, y) in enumerate(zip(a, b)):
            compare_values(name, x, y, report, f"{at}[{i}]")
    elif a != b:
        report.difference(name, f"{at} is {short(b)}, before {short(a)}")


def short(value):
    text = str(value)
    return text if len(text) < 100 else text[:100] + "..."


def compare_tables(name, a, b, report):
    old, new = columns(a), columns(b)
    for column, values in old.items():
        if column in NOT_COMPARED_COLUMNS:
            continue
        if column not in new:
            report.difference(name, f"column {column} is missing")
        elif new[column] != values:
            row = next((i for i, (x, y) in enumerate(zip(values, new[column])) if x != y), min(len(values), len(new[column])))
            report.difference(name, f"column {column} differs from row {row} on, of {len(values)} and {len(new[column])}")
    for column in new:
        if column not in old:
            report.note(name, f"column {column} is new")


def columns(text):
    """Cells as text; a comma in quotes would show as a difference, never hide one."""
    rows = [line.split(",") for line in text.splitlines()]
    found = collections.OrderedDict((column, []) for column in rows[0])
    for row in rows[1:]:
        for column, cell in zip(rows[0], row):
            found[column].append(cell)
    return found


def compare_added_lines(name, a, b, report):
    """Every line of before must be there, in order."""
    old, new = a.splitlines(), b.splitlines()
    for kind, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            for line in old[i:j]:
                report.difference(name, f"line is missing or elsewhere: {line.strip()}")
            for line in new[k:m]:
                report.note(name, f"line is new: {line.strip()}")


def compare_journals(name, a, b, report):
    """The results; not the first entry, which says in words what they are results of."""
    old, new = entries(a), entries(b)
    if old[1:] != new[1:]:
        at = next((i for i, (x, y) in enumerate(zip(old[1:], new[1:])) if x != y), min(len(old), len(new)) - 1)
        report.difference(name, f"{len(old) - 1} and {len(new) - 1} results, different from result {at} on")
    if old[:1] != new[:1]:
        report.note(name, "says its subject in other words")


def entries(content):
    """Length in 4 bytes, checksum in 8, content."""
    found, at = [], 0
    while at < len(content):
        length = int.from_bytes(content[at:at + 4], "big")
        found.append(content[at + 12:at + 12 + length])
        at += 12 + length
    return found
