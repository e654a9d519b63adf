#!/usr/bin/env python3
"""Times casebinder beside general PDF tools on the same files, by turns, in one run.

    cargo build --release --examples --bins
    python3 benches/side_by_side.py [--data DIR] [--rounds 7] [--only NAME] [--small]

Prints a Markdown table of ratios of medians: machines differ, ratios on one machine hardly do.
`--small` measures the smallest input alone, for the gate; `--against FILE` then fails when a ratio
is worse by more than a third than the one recorded there.
"""

import argparse
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
RELEASE = ROOT / "target" / "release"
TODAY = "2026-11-22"


def run(command, env=None):
    """Wall seconds and peak memory in MiB of one run; a failing command ends the measuring."""
    start = time.perf_counter()
    child = subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env
    )
    talk = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    # qpdf says 3 when it only warns.
    if child.returncode not in (0, 3):
        sys.exit(f"{command[0]} ended with {child.returncode}: {talk.decode(errors='replace')[-800:]}")
    return seconds, usage.ru_maxrss / 1024


def by_turns(commands, rounds, before):
    """Medians of `rounds` runs of each command, one after the other, after one round to warm up."""
    seen = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            before()
            measured = run(command)
            if turn:
                seen[name].append(measured)
    return {
        name: (statistics.median(second for second, _ in runs), max(memory for _, memory in runs))
        for name, runs in seen.items()
    }


def version(tool, *arguments):
    if not shutil.which(tool):
        return None
    done = subprocess.run([tool, *arguments], capture_output=True, text=True)
    return (done.stdout + done.stderr).strip().splitlines()[0]


def machine():
    model = "unknown processor"
    cpuinfo = pathlib.Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"


def merge_commands(case, work):
    """What each tool needs to put the PDFs of a case into one file; ours makes the whole packet."""
    evidence = case / "evidence"
    pdfs = sorted(str(path) for path in evidence.glob("*.pdf"))
    commands = {
        "build": [RELEASE / "casebinder", "build", case, "--draft", "-q", "--today", TODAY, "-o", work / "packet"],
        "floor": [RELEASE / "examples" / "bench-floor", evidence, work / "floor"],
    }
    if pdfs and shutil.which("qpdf"):
        commands["qpdf"] = ["qpdf", "--empty", "--pages", *pdfs, "--", work / "qpdf.pdf"]
    if pdfs and shutil.which("mutool"):
        commands["mutool"] = ["mutool", "merge", "-o", work / "mutool.pdf", *pdfs]
    if pdfs and shutil.which("pdfcpu"):
        commands["pdfcpu"] = ["pdfcpu", "merge", work / "pdfcpu.pdf", *pdfs]
    return commands


def row(cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |")


def measure_merge(case, rounds, ratios):
    with tempfile.TemporaryDirectory(prefix="casebinder-bench-") as folder:
        work = pathlib.Path(folder)

        def clean():
            shutil.rmtree(work / "packet", ignore_errors=True)

        medians = by_turns(merge_commands(case, work), rounds, clean)
    ours, memory = medians["build"]
    for name, (seconds, peak) in medians.items():
        ratio = ours / seconds
        row([case.name, name, f"{seconds * 1000:.0f} ms", f"{peak:.0f} MiB", "" if name == "build" else f"{ratio:.2f}"])
        if name != "build":
            ratios[f"{case.name} build/{name}"] = round(ratio, 3)


def measure_verify(case, rounds, ratios):
    with tempfile.TemporaryDirectory(prefix="casebinder-bench-") as folder:
        work = pathlib.Path(folder)
        run(merge_commands(case, work)["build"])
        packet = work / "packet"
        sums = work / "sums"
        # Packet and sources in one list, as one who wants both proven would write it.
        listed = subprocess.run(
            ["sh", "-c", f"find '{packet}' '{case / 'evidence'}' -type f -print0 | sort -z | xargs -0 sha256sum"],
            capture_output=True, text=True, check=True,
        )
        sums.write_text(listed.stdout)
        medians = by_turns(
            {
                "verify": [RELEASE / "casebinder", "verify", packet, "--evidence", case / "evidence", "-q"],
                "sha256sum -c": ["sha256sum", "--quiet", "-c", sums],
            },
            rounds,
            lambda: None,
        )
    ours, _ = medians["verify"]
    for name, (seconds, peak) in medians.items():
        ratio = ours / seconds
        row([case.name, name, f"{seconds * 1000:.0f} ms", f"{peak:.0f} MiB", "" if name == "verify" else f"{ratio:.2f}"])
        if name != "verify":
            ratios[f"{case.name} verify/{name}"] = round(ratio, 3)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", type=pathlib.Path, default=ROOT / "target" / "bench-inputs")
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--only", action="append", help="an input by name; may be given more than once")
    arguments.add_argument("--small", action="store_true", help="the smallest input alone")
    arguments.add_argument("--against", type=pathlib.Path, help="recorded ratios; worse by a third fails")
    arguments.add_argument("--record", type=pathlib.Path, help="write the ratios measured to this file")
    given = arguments.parse_args()
    names = given.only or (["mixed-100"] if given.small else ["mixed-1k", "text-5k", "book", "mixed-10k"])
    missing = [name for name in names if not (given.data / name / "case.toml").exists()]
    if missing:
        run([RELEASE / "examples" / "bench-inputs", given.data, *missing])

    print(f"{machine()}; medians of {given.rounds} runs by turns, warm cache")
    print("; ".join(filter(None, [version("qpdf", "--version"), version("mutool", "-v"), version("pdfcpu", "version")])))
    print()
    row(["input", "command", "wall", "peak", "ours / theirs"])
    row(["---"] * 5)
    ratios = {}
    for name in names:
        measure_merge(given.data / name, given.rounds, ratios)
        measure_verify(given.data / name, given.rounds, ratios)
    if given.record:
        given.record.write_text(json.dumps(ratios, indent=2) + "\n")
    if given.against:
        recorded = json.loads(given.against.read_text())
        worse = [
            f"{name}: {ratios[name]} where {before} was recorded"
            for name, before in recorded.items()
            if name in ratios and ratios[name] > before * 4 / 3
        ]
        if worse:
            sys.exit("slower by more than a third:\n  " + "\n  ".join(worse))


if __name__ == "__main__":
    main()
