#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Apparent Young's modulus of a trabecular cube in three directions, beside what density laws say of its apparent density.

    apparent_modulus.py IMAGE [--coarsen N] [--threshold otsu] [--callus callus] [--output DIR]

IMAGE: a cube of micro-CT (any format of `callus-mesh image`), bone bright. Writes DIR/cube.msh, a run folder for each direction and
DIR/apparent_modulus.csv.
"""
import argparse
import csv
import json
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "meshing"))

import callus_mesh  # noqa: E402,F401  (puts the shared scripts on the path)
from callus_mesh.material.laws import read_library  # noqa: E402

TISSUE_MODULUS = 18000.0  # MPa, as in trabecular_cube.prm [assumed]
TISSUE_DENSITY = 2.0  # g/cm3, wet trabecular tissue [assumed]
STRAIN = 0.005
LAWS = ("morgan_proximal_tibia", "morgan_femoral_neck", "morgan_vertebra", "morgan_greater_trochanter", "morgan_pooled", "carter_hayes")


def make_mesh(arguments, folder):
    """(mesh file, volume of bone, edges of the cube [mm])."""
    mesh = folder / "cube.msh"
    run([ROOT / "meshing/callus-mesh", "image", arguments.image, "--threshold", f"bone={arguments.threshold}..", "--coarsen", str(arguments.coarsen),
         "--largest", "component", "-o", mesh, "--picture", folder / "cube.png"], folder / "mesh.log")
    found = json.loads(run([ROOT / "meshing/callus-mesh", "inspect", mesh, "--json"]))
    edges = [high - low for low, high in zip(found["low"], found["high"])]
    return mesh, found["volume"], edges


def run(words, log=None):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if log:
        log.write_text(done.stdout + done.stderr)
    if done.returncode:
        raise SystemExit(f"{' '.join(str(word) for word in words)} failed:\n{done.stderr or done.stdout[-2000:]}")
    return done.stdout


def modulus(arguments, mesh, edges, axis, folder):
    """Force over area over strain [MPa]."""
    name, length = "xyz"[axis], edges[axis]
    area = edges[0] * edges[1] * edges[2] / length
    motion = ", ".join(f"{-STRAIN * length:.9g}" if k == axis else "0" for k in range(3))
    guides = [word for k in range(3) if k != axis and arguments.sides == "guided" for entry in (f"Surface = {'xyz'[k]}_high", "Type = sliding plane")
              for word in ("--set", f"Mechanics/Supports/guide_{'xyz'[k]}/{entry}")]
    run([arguments.callus, "run", HERE / "trabecular_cube.prm", "--output", folder / name, "--overwrite", "--set", f"Mesh/File = {mesh}",
         "--set", f"Mesh/Axis = {name}", "--set", f"Mechanics/Loads/platen/Surface = {name}_high", "--set",
         f"Mechanics/Loads/platen/Displacement = {motion} mm [assumed]", "--set", f"Mechanics/Loads/platen/Directions = {name}", *guides],
        folder / f"{name}.log")
    with open(folder / name / "history.csv", encoding="utf-8") as file:
        last = list(csv.DictReader(file))[-1]
    force = next(float(value) for key, value in last.items() if key.startswith("applied force"))
    return force / area / STRAIN


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("image", type=pathlib.Path, metavar="IMAGE")
    parser.add_argument("--coarsen", type=int, default=4, metavar="N", help="voxels that become one cell, along each edge (4)")
    parser.add_argument("--threshold", default="otsu", help="grey value above which a voxel is bone")
    parser.add_argument("--sides", choices=("free", "guided"), default="free", help="the two sides that no plane of symmetry holds: free (default), or "
                        "guided by planes too, which holds the trabeculae that the cut left loose")
    parser.add_argument("--callus", default=shutil.which("callus") or str(ROOT / "build/callus"), help="the program")
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("output/trabecular_cube"), metavar="DIR")
    arguments = parser.parse_args()
    folder = arguments.output.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    mesh, volume, edges = make_mesh(arguments, folder)
    share = volume / (edges[0] * edges[1] * edges[2])
    density = share * TISSUE_DENSITY
    print(f"bone volume fraction {share:.4f}, apparent density {density:.3f} g/cm3 (tissue {TISSUE_DENSITY:g} g/cm3 [assumed])")
    rows = [(name, modulus(arguments, mesh, edges, axis, folder)) for axis, name in enumerate("xyz")]
    for name, value in rows:
        print(f"  along {name}: {value:8.1f} MPa, {value / TISSUE_MODULUS:.4f} of the tissue's {TISSUE_MODULUS / 1000:g} GPa [assumed]")
    print(f"  mean of three: {sum(value for _, value in rows) / 3:.1f} MPa")
    print("density laws at this density:")
    laws = read_library().laws
    for name in LAWS:
        rows.append((name, float(laws[name].modulus(density))))
        print(f"  {name:<26}{rows[-1][1]:8.1f} MPa")
    with open(folder / "apparent_modulus.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("direction or law", "modulus [MPa]"), *((name, f"{value:.6g}") for name, value in rows)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
