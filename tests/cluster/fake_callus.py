#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Stands in for callus where a test is about what surrounds it: same commands, files, signals and exit codes, no physics.

    fake_callus.py check CASE
    fake_callus.py run CASE --output DIR --resume auto

The case is plain text with lines `key = value` (the last one counts): days, seconds (for each day), stiffness, fail_on_day,
stuck (yes: a resumed run stands still until the next signal). A case that says `wrong` fails the check.
"""
import json
import os
import pathlib
import re
import signal
import sys
import time

ASKED = []


def read_case(path):
    text = pathlib.Path(path).read_text()
    for included in re.findall(r"^include (.*)$", text, re.MULTILINE):
        text = pathlib.Path(included).read_text() + text
    if "wrong" in text:
        line = next((n for n, words in enumerate(pathlib.Path(path).read_text().splitlines(), 1) if "wrong" in words), 1)
        print(f"{path}:{line}: found 'wrong', expected something right. Mend it.", file=sys.stderr)
        sys.exit(1)
    values = dict(re.findall(r"^\s*(?:set )?(\w+)\s*=\s*([^\s]+)", text, re.MULTILINE))
    return {"days": 3.0, "seconds": 0.05, "stiffness": 1.0, "fail_on_day": -1.0, **{k: v for k, v in values.items() if k == "stuck"},
            **{k: float(v) for k, v in values.items() if re.fullmatch(r"[0-9.e+-]+", v)}}


def write(folder, state, day, case):
    status = {"state": state, "day": day, "end": case["days"], "day_of_last_checkpoint": day}
    (folder / "status.json.new").write_text(json.dumps(status, indent=1))
    os.replace(folder / "status.json.new", folder / "status.json")
    (folder / "manifest.json").write_text(json.dumps({"status": state, "parameter_files": [case["file"]]}))


def run(case, folder):
    folder.mkdir(parents=True, exist_ok=True)
    day, history, checkpoint = 0, folder / "history.csv", folder / "checkpoint"
    if checkpoint.exists():
        day = int(checkpoint.read_text())
        print(f"resumed at day {day}", flush=True)
    else:
        history.write_text("day,axial interfragmentary movement [mm],woven_bone volume [mm3]\n0,0.2,0\n")
    stands_still = checkpoint.exists() and "stuck" in case
    while day < case["days"] or stands_still:
        write(folder, "running", day, case)
        time.sleep(case["seconds"])
        if ASKED:
            checkpoint.write_text(str(day))
            write(folder, "stopped", day, case)
            print(f"checkpoint at day {day}", flush=True)
            return 75
        if stands_still:
            continue
        day += 1
        with history.open("a") as out:
            out.write(f"{day},{0.2 / (1 + day * case['stiffness']):.6g},{day * case['stiffness']:.6g}\n")
        if day == case["fail_on_day"]:
            write(folder, "failed", day, case)
            print(f"The computation failed: day {day}", file=sys.stderr)
            return 2
    write(folder, "completed", day, case)
    return 0


def main():
    for number in (signal.SIGUSR1, signal.SIGTERM):
        signal.signal(number, lambda *_: ASKED.append(1))
    command, path, rest = sys.argv[1], sys.argv[2], sys.argv[3:]
    case = read_case(path)
    case["file"] = path
    if command == "check":
        print("the case is fine")
        return 0
    assert rest[2:] == ["--resume", "auto"], rest
    return run(case, pathlib.Path(rest[1]))


if __name__ == "__main__":
    sys.exit(main())
