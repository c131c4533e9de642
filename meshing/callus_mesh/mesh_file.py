# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""A mesh of any format that callus-mesh knows, by the ending of its name."""
import importlib
import pathlib

from parameter_text.problems import nearest

from .assembly import assemble
from .naming import rename
from .refusal import refuse

# ending -> (module beside this one or in convert, function that gives an Imported)
READERS = {
    ".msh": ("callus_mesh.gmsh_file", "import_gmsh"),
    ".inp": ("callus_mesh.convert.abaqus", "import_abaqus"),
    ".feb": ("callus_mesh.convert.febio", "import_febio"),
    ".vtu": ("callus_mesh.convert.vtk_file", "import_vtk"),
    ".vtk": ("callus_mesh.convert.vtk_file", "import_vtk"),
    ".unv": ("callus_mesh.convert.unv", "import_unv"),
}
OTHERS = {
    ".stl": "a surface, not a mesh of volumes: fill it with `callus-mesh defect SPEC --bone FILE`",
    ".ply": "a surface, not a mesh of volumes: fill it with `callus-mesh defect SPEC --bone FILE`",
    ".vtp": "a surface, not a mesh of volumes: fill it with `callus-mesh defect SPEC --bone FILE`",
    ".geo": "a geometry of Gmsh, not a mesh: `gmsh -3 FILE.geo` makes one",
    ".step": "a geometry, not a mesh: mesh it in Gmsh",
    ".cdb": "an archive of Ansys, which callus-mesh does not read: export it as UNV or Abaqus .inp",
    ".odb": "results of Abaqus: use the .inp file of the job",
    ".cae": "a model of Abaqus/CAE: write the .inp file of the job",
    ".med": "a mesh of Salome: export it as UNV",
    **{ending: "an image: use `callus-mesh image`" for ending in (".nrrd", ".nhdr", ".mha", ".mhd", ".nii", ".gz", ".dcm")},
}


def import_mesh(file, region_array=None):
    """What the file holds. region_array: the cell array with the regions, for files that have arrays (VTU, VTK)."""
    file = pathlib.Path(file)
    ending = file.suffix.lower()
    if ending not in READERS:
        known = ", ".join(READERS)
        refuse(file, OTHERS.get(ending, f"a file that ends with '{ending}'"), f"a mesh: {known}",
               "" if ending in OTHERS else nearest(ending, READERS))
    module, function = READERS[ending]
    if region_array is not None and ending not in (".vtu", ".vtk"):
        refuse(file, f"--region-array with a {ending} file", "a VTU or VTK file, which has arrays on cells", "Leave --region-array out.")
    arguments = {"region_array": region_array} if ending in (".vtu", ".vtk") else {}
    return getattr(importlib.import_module(module), function)(file, **arguments)


def read_mesh(file, region_array=None, names=None, **how):
    """(mesh, what could not be carried). names: old name (or value of the region array) -> new one; how: arguments of assemble."""
    imported = import_mesh(file, region_array)
    rename(imported, names or {})
    mesh = assemble(imported, **how)
    return mesh, imported.lost
