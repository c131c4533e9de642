#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Checks that includes and links point down the floors only (docs/developer/architecture.md).

    check_layers.py [SOURCE_DIR]     default: src/ of this checkout
    check_layers.py --self-test      builds small houses with one fault each and expects every fault to be found
"""
import pathlib
import re
import sys
import tempfile

# What each room may include besides itself.
BELOW_MECHANICS = {"base", "fields", "mesh", "linear", "laws", "state"}
MAY_INCLUDE = {
    "base": set(),
    "fields": {"base"},
    "mesh": {"base"},
    "linear": {"base"},
    "laws": {"base", "fields"},
    "state": {"base", "fields", "mesh", "linear"},
    "kinetics": {"base", "fields", "laws"},
    "homogenise": {"base", "laws"},
    "mechanics": BELOW_MECHANICS,
    "transport": BELOW_MECHANICS | {"kinetics"},
    "measures": BELOW_MECHANICS | {"mechanics"},
    "output": BELOW_MECHANICS,
    "simulation": BELOW_MECHANICS | {"kinetics", "mechanics", "transport", "measures", "output"},
    "app": {"simulation", "homogenise", "kinetics", "base", "fields", "laws", "output"},
    "main.cc": {"app", "base"},
}
# Rooms that compile in a second because they know neither deal.II nor PETSc.
WITHOUT_DEALII = {"base", "fields", "laws", "kinetics", "homogenise"}
DEALII = re.compile(r"^(deal\.II/|petsc|slepc)")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
ROOM_CALL = re.compile(r"callus_room\s*\(\s*(\w+)(.*?)\)", re.DOTALL)
GENERATED = {"revision.h"}  # written into the build folder
KEYWORDS = {"SOURCES", "USES", "LIBRARIES", "DEALII"}


def room_of_library(name):
    """Libraries are named after their room; laws has one for each of its folders (laws_tissue)."""
    return "laws" if name.startswith("laws") else name


def check_includes(source, file):
    relative = file.relative_to(source)
    room = relative.parts[0]
    for number, line in enumerate(file.read_text().splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        bracket, target = match.groups()
        where = f"{source.name}/{relative}:{number}"
        if DEALII.match(target):
            if room in WITHOUT_DEALII:
                yield f"{where}: '{room}' must not know deal.II or PETSc, but includes <{target}>"
            continue
        if bracket == "<" or target in GENERATED:
            continue
        if not (source / target).is_file():
            yield f'{where}: "{target}" is no file below {source.name}/; write includes as "room/file.h"'
            continue
        other = target.split("/")[0]
        if other != room and other not in MAY_INCLUDE[room]:
            yield (f"{where}: '{room}' must not include '{other}' (\"{target}\"); it may include "
                   f"{', '.join(sorted(MAY_INCLUDE[room])) or 'nothing'}")


def check_links(source, file):
    for name, body in ROOM_CALL.findall(re.sub(r"#.*", "", file.read_text())):
        room, keyword = room_of_library(name), None
        for word in body.split():
            if word in KEYWORDS:
                keyword = word
                if word == "DEALII" and room in WITHOUT_DEALII:
                    yield f"{source.name}/{file.relative_to(source)}: '{room}' must not link deal.II"
            elif keyword == "USES":
                other = room_of_library(word)
                if other != room and other not in MAY_INCLUDE.get(room, set()):
                    yield f"{source.name}/{file.relative_to(source)}: '{room}' must not link '{other}'"


def check(source):
    """All violations, as lines to print."""
    found = []
    for file in sorted(source.rglob("*")):
        if not file.is_file():
            continue
        room = file.relative_to(source).parts[0]
        if file.suffix in (".h", ".cc"):
            if room in MAY_INCLUDE:
                found += check_includes(source, file)
            else:
                found.append(f"{source.name}/{file.relative_to(source)}: '{room}' is no room of the house; add it to "
                             f"{pathlib.Path(__file__).name} and to docs/developer/architecture.md")
        elif file.name == "CMakeLists.txt":
            found += check_links(source, file)
    return found


def self_test():
    sound = {
        "base/a.h": "#pragma once\n#include <vector>\n",
        "fields/f.h": '#include "base/a.h"\n',
        "mesh/m.h": '#include "base/a.h"\n#include <deal.II/grid/tria.h>\n',
        "laws/tissue/t.h": '#include "fields/f.h"\n',
        "kinetics/k.h": '#include "laws/tissue/t.h"\n',
        "kinetics/CMakeLists.txt": "callus_room(kinetics SOURCES k.cc USES laws_tissue fields)\n",
        "mechanics/m.h": '#include "mesh/m.h"\n#include "laws/tissue/t.h"\n',
    }
    faults = {
        "includes upwards": ("base/a.h", '#include "fields/f.h"\n'),
        "includes its neighbour on the floor": ("fields/f.h", '#include "mesh/m.h"\n'),
        "kinetics knows the mesh": ("kinetics/k.h", '#include "mesh/m.h"\n'),
        "kinetics knows mechanics": ("kinetics/k.h", '  # include "mechanics/m.h"\n'),
        "a pure law knows deal.II": ("laws/tissue/t.h", "#include <deal.II/base/tensor.h>\n"),
        "kinetics knows PETSc": ("kinetics/k.h", "#include <petscmat.h>\n"),
        "an include without its room": ("mesh/m.h", '#include "a.h"\n'),
        "a room that is not in the plan": ("misc/x.h", "\n"),
        "links upwards": ("kinetics/CMakeLists.txt", "callus_room(kinetics SOURCES k.cc USES\n  mesh)\n"),
        "links deal.II": ("kinetics/CMakeLists.txt", "callus_room(kinetics SOURCES k.cc DEALII)\n"),
    }

    def violations(files):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder) / "src"
            for name, text in files.items():
                (source / name).parent.mkdir(parents=True, exist_ok=True)
                (source / name).write_text(text)
            return check(source)

    wrong = [f"the sound house is reported: {v}" for v in violations(sound)]
    for fault, (name, text) in faults.items():
        found = violations({**sound, name: text})
        if len(found) != 1 or name not in found[0]:
            wrong.append(f"fault '{fault}' in {name}: reported {found}")
    return wrong


def main():
    if sys.argv[1:] == ["--self-test"]:
        problems = self_test()
    else:
        source = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent / "src"
        if not (source / "base").is_dir():
            sys.exit(f"check_layers.py: {source} has no folder 'base'; give the folder of the sources")
        problems = check(source)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} violation{'' if len(problems) == 1 else 's'}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
