#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Random mutations of sound parameter files and meshes: never a crash, a hang or an internal error, and never the silent
acceptance of a name that nobody knows.

    mutations.py RUN_INPUTS [--count N] [--seed N] [--keep FOLDER]

Each mutation is drawn from the seed and its number, so that one can be repeated: --seed S --only NUMBER --keep FOLDER keeps its
files. Exit code 1 if anything was found.
"""
import argparse
import pathlib
import random
import re
import shutil
import struct
import sys
import tempfile

import driver

HERE = pathlib.Path(__file__).resolve().parent
PARAMETER_FILES = ("base.prm", "biology.prm", "materials.prm")
EXTREMES = ("0", "-1", "1e308", "-1e308", "1e-320", "1e999", "nan", "inf", "0x7f", "4294967296", "18446744073709551616", "1e18",
            "999999999", "-0", "1e", ".", "00", "1,5", "٣")
SETTING = re.compile(rb"^(\s*set\s+)([^=*\n]+?)(\s*\*?=)", re.MULTILINE)
TOP_LEVEL = re.compile(rb"^(subsection )(\w+)()", re.MULTILINE)
# values that are names of something else
REFERENCE = re.compile(rb"^(\s*set\s+(?:Form|Kind|Role|Material|Field|By|Surface|Law|Process|Fragments|Bone fields|Ground substance|"
                       rb"Argument|Of|Between|Type|Change|Facing)\s*=\s*)([\w-]+)()", re.MULTILINE)
MESH_NAME = re.compile(rb'^(\d \d+ ")((?:bone|callus|proximal_end|distal_end))(")', re.MULTILINE)


def misspelt(word, dice):
    letters = b"abcdefghijklmnopqrstuvwxyz"
    at = dice.randrange(len(word))
    letter = bytes([dice.choice([c for c in letters if c != word[at]])])
    return dice.choice([word[:at] + letter + word[at + 1:], word[:at] + letter + word[at:], word[:at] + b"q" + word[at:]])


def misspell(data, pattern, dice):
    found = dice.choice(list(pattern.finditer(data)))
    return data[:found.start(2)] + misspelt(found[2], dice) + data[found.end(2):]


def flip_bytes(data, dice):
    result = bytearray(data)
    for _ in range(dice.choice((1, 1, 1, 2, 8, 64))):
        result[dice.randrange(len(result))] = dice.randrange(256)
    return bytes(result)


def flip_bit(data, dice):
    result = bytearray(data)
    result[dice.randrange(len(result))] ^= 1 << dice.randrange(8)
    return bytes(result)


def lines(change):
    def mutate(data, dice):
        text = data.split(b"\n")
        change(text, dice)
        return b"\n".join(text)
    return mutate


def delete_line(text, dice):
    begin = dice.randrange(len(text))
    del text[begin:begin + dice.choice((1, 1, 1, 2, 5))]


def duplicate_line(text, dice):
    at = dice.randrange(len(text))
    text[at:at] = [text[at]] * dice.choice((1, 1, 2, 50))


def swap_lines(text, dice):
    a, b = dice.randrange(len(text)), dice.randrange(len(text))
    text[a], text[b] = text[b], text[a]


def move_line(text, dice):
    line = text.pop(dice.randrange(len(text)))
    text.insert(dice.randrange(len(text) + 1), line)


def replace_word(data, dice):
    words = list(re.finditer(rb"[^\s=]+", data))
    return replaced(data, dice.choice(words), dice.choice(words)[0])


def replace_number(data, dice):
    numbers = list(re.finditer(rb"(?<![\w.])-?\d[\d.e+-]*", data))
    return replaced(data, dice.choice(numbers), dice.choice(EXTREMES).encode()) if numbers else data[:-1]


def replace_binary_number(data, dice):
    """Four or eight bytes, as a binary mesh has them, become an extreme number."""
    number = dice.choice((struct.pack("<i", dice.choice((0, 1, -1, 2**31 - 1, -2**31, 1000000))),
                          struct.pack("<Q", dice.choice((0, 1, 2**64 - 1, 2**63, 10**18, 2**32))),
                          struct.pack("<d", dice.choice((0., 1e308, -1e308, 5e-324, float("nan"), float("inf"))))))
    at = dice.randrange(len(data))
    return data[:at] + number + data[at + len(number):]


def replaced(data, found, text):
    return data[:found.start()] + text + data[found.end():]


def truncate(data, dice):
    return data[:dice.randrange(len(data))]


def long_line(data, dice):
    at = dice.randrange(len(data))
    return data[:at] + data[at:at + 1] * 100000 + data[at:]


ANY = (flip_bytes, flip_bit, lines(delete_line), lines(duplicate_line), lines(swap_lines), lines(move_line), replace_word,
       replace_number, replace_number, truncate, long_line)


def mutate(folder, dice):
    """Changes one file of the case; returns its name, whether the result must be refused, and the case's parameter file."""
    meshes = sorted(path.name for path in folder.glob("*.msh"))
    kind = dice.choice(("name", "parameters", "parameters", "mesh", "mesh"))
    case = folder / "base.prm"
    if kind == "mesh":
        mesh = dice.choice(meshes)
        case = folder / (pathlib.Path(mesh).stem + ".prm")
        file = folder / mesh
    else:
        file = folder / dice.choice(PARAMETER_FILES)
    data = file.read_bytes()
    must_fail = False
    if kind == "name":
        pattern = dice.choice([p for p in (SETTING, TOP_LEVEL, REFERENCE) if p.search(data)])
        data, must_fail = misspell(data, pattern, dice), True
    elif kind == "mesh" and dice.random() < .2 and MESH_NAME.search(data):
        data, must_fail = misspell(data, MESH_NAME, dice), True
    else:
        is_binary = kind == "mesh" and "binary" in file.name
        data = dice.choice(ANY + (replace_binary_number,) * 6 if is_binary else ANY)(data, dice)
    file.write_bytes(data)
    return file.name, must_fail, case


def judge(code, text, must_fail):
    """What is wrong with the program's answer, or nothing."""
    if code not in (0, 1):
        return f"exit code {code}"
    if code == 0 and must_fail:
        return "an unknown name was accepted"
    if code == 1 and "found " not in text:
        return "a message without what was found"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run_inputs", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", type=pathlib.Path, help="folder for the files that were answered wrongly")
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}, {arguments.count} mutations", flush=True)
    run_inputs = driver.Driver(arguments.run_inputs.resolve(), HERE)
    codes, wrong = {0: 0, 1: 0}, 0
    for number in [arguments.only] if arguments.only is not None else range(arguments.count):
        with tempfile.TemporaryDirectory() as temporary:
            folder = pathlib.Path(temporary) / "case"
            shutil.copytree(HERE / "base", folder)
            name, must_fail, case = mutate(folder, random.Random(f"{arguments.seed} {number}"))
            try:
                code, text = run_inputs.run("check", case, timeout=20)
                fault = judge(code, text, must_fail)
            except driver.Crash as crash:
                code, text, fault = -1, "", str(crash)
            codes[code] = codes.get(code, 0) + 1
            if fault or arguments.only is not None:
                wrong += bool(fault)
                print(f"mutation {number} of {name}: {fault}\n{text[:2000]}", flush=True)
                if arguments.keep:
                    shutil.copytree(folder, arguments.keep / str(number), dirs_exist_ok=True)
    run_inputs.close()
    print(f"{codes[0]} accepted, {codes[1]} refused, {wrong} wrong answers")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.exit(main())
