# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""An output folder such as a run leaves, with smooth made-up fields on a shipped mesh (tetrahedra, or the triangles of the half section):
quadratic cells that share no points, two pieces a picture, `region` on the points."""
import json
import pathlib
import sys

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import VTK_QUADRATIC_TETRA, VTK_QUADRATIC_TRIANGLE, vtkCellArray, vtkUnstructuredGrid
from vtkmodules.vtkIOXML import vtkXMLUnstructuredGridWriter

SOURCE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "meshes"))
from mesh_report import GmshMesh  # noqa: E402

REGIONS = ["cortical_bone", "marrow", "callus"]
MIDDLES = [(0, 1), (1, 2), (2, 0), (0, 3), (1, 3), (2, 3)]  # the first three are those of a triangle
MESHES = {"3d": "sheep_metatarsus_coarse.msh", "axisymmetric": "sheep_metatarsus_axisymmetric.msh"}

PARAMETERS = """set Title = A made-up healing
subsection Mesh
  set Axis = z
end
subsection Regions
  subsection callus
    set Role = healing
  end
  subsection cortical_bone
    set Role = fixed
  end
  subsection marrow
    set Role = fixed
  end
end
subsection Fields
  subsection m1_macrophages
    set Label = M1 macrophages (pro-inflammatory)
  end
end
subsection Measures
  set Bridging threshold = 0.5 [assumed]
  set Quadrants for union = 3
  set Movement for union = 0.1 [assumed]
end
"""


def rise(day, half, width):
    return 1 / (1 + np.exp(-(day - half) / width))


def fractions(day):
    fibrous = 0.6 * rise(day, 7, 2) * (1 - rise(day, 30, 6))
    cartilage = 0.5 * rise(day, 18, 3) * (1 - rise(day, 45, 6))
    woven = 0.8 * rise(day, 35, 5) * (1 - 0.6 * rise(day, 60, 6))
    mature = 0.4 * rise(day, 58, 6)
    return {"fibrous_matrix": fibrous, "cartilage_matrix": cartilage, "woven_bone": woven, "mature_bone": mature}


def grid(mesh, cells, regions, day):
    corners = mesh.points[mesh.cells[cells]]
    flat = mesh.shape.dim == 2
    middles = MIDDLES[:3] if flat else MIDDLES
    points = np.concatenate([corners, np.stack([0.5 * (corners[:, a] + corners[:, b]) for a, b in middles], axis=1)], axis=1)
    per_cell = points.shape[1]
    points = np.ascontiguousarray(points.reshape(-1, 3))
    data = vtkUnstructuredGrid()
    coordinates = vtkPoints()
    coordinates.SetData(numpy_to_vtk(points, deep=True))
    data.SetPoints(coordinates)
    n = len(cells)
    connectivity = np.arange(per_cell * n, dtype=np.int64)
    offsets = np.arange(0, per_cell * n + 1, per_cell, dtype=np.int64)
    array = vtkCellArray()
    array.SetData(numpy_to_vtkIdTypeArray(offsets, deep=True), numpy_to_vtkIdTypeArray(connectivity, deep=True))
    data.SetCells(VTK_QUADRATIC_TRIANGLE if flat else VTK_QUADRATIC_TETRA, array)

    radius = points[:, 0] if flat else np.hypot(points[:, 0], points[:, 1])
    z = np.abs(points[:, 1 if flat else 2])
    near_bone = np.exp(-((radius - 8) / 3) ** 2) * (0.4 + 0.6 * np.minimum(z / 6, 1))
    arrays = {"region": np.repeat(regions[cells], per_cell).astype(float)}
    for name, value in fractions(day).items():
        arrays[name] = value * (near_bone if "bone" in name else 1 - 0.5 * near_bone)
    weight = np.exp(-(z / 3) ** 2) * np.exp(-day / 40)
    arrays.update({"cartilage_weight": 0.5 * weight, "fibrous_weight": 0.5 * weight, "woven_bone_weight": 1 - weight,
                   "octahedral_shear_strain": 0.2 * weight, "hydrostatic_stress": -0.3 * weight, "pore_pressure": 0.3 * weight,
                   "minimum_principal_strain": -0.2 * weight})
    for name, values in arrays.items():
        vector = numpy_to_vtk(np.ascontiguousarray(values), deep=True)
        vector.SetName(name)
        data.GetPointData().AddArray(vector)
    return data


def write(folder, days=(0, 35, 70), geometry="3d"):
    folder = pathlib.Path(folder)
    (folder / "fields").mkdir(parents=True)
    mesh = GmshMesh(SOURCE / "meshes/sheep_metatarsus" / MESHES[geometry])
    names = mesh.regions
    regions = np.array([REGIONS.index(names[tag]) for tag in mesh.cell_tags])
    halves = np.array_split(np.arange(len(mesh.cells)), 2)
    entries = []
    for k, day in enumerate(days):
        for part, cells in enumerate(halves):
            writer = vtkXMLUnstructuredGridWriter()
            file = f"fields/fields_{k:04d}.{part}.vtu"
            writer.SetFileName(str(folder / file))
            writer.SetInputData(grid(mesh, cells, regions, day))
            writer.Write()
            entries.append(f'<DataSet timestep="{day}" group="" part="{part}" file="{file}"/>')
    (folder / "fields.pvd").write_text('<?xml version="1.0"?>\n<VTKFile type="Collection" version="0.1"><Collection>'
                                       + "".join(entries) + "</Collection></VTKFile>\n")

    columns = ["day", "axial interfragmentary movement [mm]", "fixator force [N]", "callus force [N]", "callus stiffness [N/mm]", "interfragmentary torsion [degree]",
               "m1_macrophages [1e6 cells/mL]", "m2_macrophages [1e6 cells/mL]", "stem_cells [1e6 cells/mL]",
               "oxygen [mmHg]", "osteogenic_signal [ng/mL]"]
    columns += [f"{name} volume [mm3]" for name in fractions(0)] + ["bridged anterior [1]", "bridged medial [1]", "union [1]"]
    rows = [",".join(columns)]
    for day in range(int(days[-1]) + 1):
        movement = 0.24 - 0.2 * rise(day, 35, 5)
        values = [day, movement, 500 - 900 * rise(day, 40, 5) / 2, 450 * rise(day, 40, 5), 2000 * rise(day, 40, 5), 0.01,
                  day * np.exp(-day / 3), day * np.exp(-day / 9), 0.2 * rise(day, 5, 2), 20 + 30 * rise(day, 20, 4), 5 * np.exp(-day / 12)]
        values += [4000 * v for v in fractions(day).values()] + [int(day >= 40), int(day >= 44), int(day >= 52)]
        rows.append(",".join(f"{v:.10g}" for v in values))
    (folder / "history.csv").write_text("\n".join(rows) + "\n")
    (folder / "parameters.used.prm").write_text(
        f"set Geometry = {geometry}\n" + PARAMETERS.replace("Axis = z", "Axis = z" if geometry == "3d" else "Axis = y"))
    (folder / "manifest.json").write_text(json.dumps({
        "title": "A made-up healing", "status": "completed", "started": "2026-01-01T00:00:00Z", "wall_seconds": 12.5, "ranks": 2,
        "parameter_files": ["made_up.prm"],
        "mesh": {"file": MESHES[geometry], "checksum": "0", "regions": REGIONS},
        "callus": {"version": "0.1.0", "revision": "none"}, "libraries": {"deal.II": "9.4.1"},
        "references": [{"key": "none1999", "citation": "A reference with <angle brackets> & an ampersand."}]}))


if __name__ == "__main__":
    write(sys.argv[1])
