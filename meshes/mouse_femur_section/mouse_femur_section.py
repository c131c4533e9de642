#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The longitudinal section of a mouse femur with a 0.5 mm osteotomy and its callus, for an axisymmetric body: x is the radius, y the
axis. The shape is that of sheep_metatarsus, the numbers are the mouse's; README.md in this folder has them."""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "sheep_metatarsus")]
import mesh_report  # noqa: E402, F401  (meshes/generate describes the mesh with it)
import sheep_metatarsus  # noqa: E402

VARIANTS = {
    "mouse_femur_section": sheep_metatarsus.Parameters(
        marrow_radius=0.55, cortex_radius=0.8, gap=0.5, half_length=4.0, callus_radius=2.0, callus_half_length=2.5, periosteum=2.2,
        size_in_gap=0.11, size_in_callus=0.15, size_in_shaft=0.3, cells="axisymmetric triangles"),
}


def generate(parameters, file):
    sheep_metatarsus.generate(parameters, file)


if __name__ == "__main__":
    for name, parameters in VARIANTS.items():
        generate(parameters, HERE / f"{name}.msh")
        print(mesh_report.describe(HERE / f"{name}.msh"))
