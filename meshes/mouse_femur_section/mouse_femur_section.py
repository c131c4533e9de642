#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The longitudinal section of a mouse femur with a 0.5 mm osteotomy and its callus, for an axisymmetric body: x is the radius, y the
axis (meshes/tubular_bone). README.md in this folder has the numbers."""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import mesh_report  # noqa: E402
from tubular_bone import Parameters, generate  # noqa: E402

VARIANTS = {
    "mouse_femur_section": Parameters(
        marrow_radius=0.55, cortex_radius=0.8, gap=0.5, half_length=4.0, callus_radius=2.0, callus_half_length=2.5, periosteum=2.2,
        size_in_gap=0.11, size_in_callus=0.15, size_in_shaft=0.3, cells="axisymmetric triangles"),
}

if __name__ == "__main__":
    for name, parameters in VARIANTS.items():
        generate(parameters, HERE / f"{name}.msh")
        print(mesh_report.describe(HERE / f"{name}.msh"))
