#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Six regions and four surfaces come through every format: read, written for callus, read again, nothing lost."""
import subprocess
import unittest

import numpy as np

import six_regions
from mesh_test import SOURCE, MeshTest
from six_regions import REGIONS, SURFACES, Body

NUMBERS = ("--name", "1=cortical_bone", "--name", "2=marrow", "--name", "3=callus", "--name", "4=scaffold", "--name", "5=plate", "--name",
           "6=screws", *(word for k, name in enumerate(SURFACES, 10) for word in ("--name", f"{k}={name}")))
BODIES = {shape: Body(shape) for shape in ("tetrahedron", "hexahedron")}


class RoundTrips(MeshTest):
    def convert(self, body, file, *options, version="4.1"):
        out = self.folder / "out.msh"
        self.text = self.succeed("convert", file, "-o", out, "--format", version, *options)
        mesh = self.read(out)
        self.assert_is_body(mesh, body, getattr(self, "surfaces", SURFACES))
        return mesh

    def test_abaqus(self):
        for body in BODIES.values():
            for second_order in (False, True):
                file = self.folder / "body.inp"
                six_regions.write_abaqus(body, file, second_order)
                with self.subTest(shape=body.shape, second_order=second_order):
                    mesh = self.convert(body, file)
                    self.assertEqual(set(mesh.surfaces), {*SURFACES, "medial"})
                    self.assertEqual({name: int(of[body.shape].sum()) for name, of in mesh.cell_values.items()},
                                     {"marrow_part": 5, "scaffold_part": 5, "screws_part": 5}, "sets that are no regions are kept as data")
                    self.assertIn("NOT CARRIED: the set of nodes 'pins' (5 nodes): no outer face has all its corners in it", self.text)
                    self.assertIn("the set 'implants' is plate + screws", self.text)
                    self.assertEqual("of second order" in self.text, second_order)

    def test_febio(self):
        for body in BODIES.values():
            for version in ("2.5", "3.0", "4.0"):
                file = self.folder / "body.feb"
                six_regions.write_febio(body, file, version)
                with self.subTest(shape=body.shape, version=version):
                    mesh = self.convert(body, file)
                    self.assertIn("medial", mesh.surfaces)
                    values = mesh.cell_values["modulus"][body.shape]
                    mine = mesh.cells[body.shape][1] == REGIONS.index("callus")
                    np.testing.assert_allclose(values[mine], 0.5 * np.arange(1, mine.sum() + 1))
                    self.assertTrue(np.isnan(values[~mine]).all())

    def test_vtu(self):
        for body in BODIES.values():
            file = self.folder / "body.vtu"
            six_regions.write_vtu(body, file)
            mesh = self.convert(body, file, *NUMBERS)
            np.testing.assert_allclose(mesh.cell_values["modulus"][body.shape], 0.5 * np.arange(len(body.cells)))

    def test_vtu_with_an_array_that_is_named(self):
        body, file = BODIES["tetrahedron"], self.folder / "body.vtu"
        six_regions.write_vtu(body, file, "my parts", '<DataArray type="Int32" Name="processor" format="ascii">' +
                              " 0" * len(six_regions.cells_and_faces(body)[0]) + "</DataArray>")
        self.assertIn("found cell arrays my parts, modulus, processor, none of which is known to hold the regions",
                      self.refused("convert", file, "-o", self.folder / "out.msh"))
        self.convert(body, file, "--region-array", "my parts", *NUMBERS)

    def test_legacy_vtk(self):
        for body in BODIES.values():
            file = self.folder / "body.vtk"
            six_regions.write_vtk(body, file)
            self.convert(body, file, *NUMBERS)

    def test_unv(self):
        for body in BODIES.values():
            file = self.folder / "body.unv"
            six_regions.write_unv(body, file)
            self.assertIn("medial", self.convert(body, file).surfaces)

    def test_unv_of_second_order(self):
        body, file = BODIES["tetrahedron"], self.folder / "body.unv"
        six_regions.write_unv(body, file, second_order=True)
        self.surfaces = ()
        self.convert(body, file)

    def test_gmsh(self):
        for body in BODIES.values():
            for version in (2.2, 4.1):
                for binary in (False, True):
                    file = self.folder / "body.msh"
                    six_regions.write_gmsh(body, file, version, binary)
                    with self.subTest(shape=body.shape, version=version, binary=binary):
                        for out in ("4.1", "2.2"):
                            self.convert(body, file, version=out)

    def test_gmsh_reads_what_we_write(self):
        """Names, groups, cells and data, as Gmsh itself understands the file."""
        import gmsh

        body, file = BODIES["tetrahedron"], self.folder / "body.feb"
        six_regions.write_febio(body, file)
        for version in ("4.1", "2.2"):
            self.convert(body, file, version=version)
            gmsh.initialize()
            try:
                gmsh.option.setNumber("General.Terminal", 0)
                gmsh.open(str(self.folder / "out.msh"))
                names = {gmsh.model.getPhysicalName(*group): group for group in gmsh.model.getPhysicalGroups()}
                self.assertEqual(set(names), {*REGIONS, *SURFACES, "medial"})
                for index, name in enumerate(REGIONS):
                    entities = gmsh.model.getEntitiesForPhysicalGroup(*names[name])
                    numbers = sum(len(gmsh.model.mesh.getElements(3, entity)[1][0]) for entity in entities)
                    self.assertEqual(numbers, (body.region == index).sum(), name)
                view, = gmsh.view.getTags()
                _, _, values, _, _ = gmsh.view.getModelData(view, 0)
                self.assertEqual(len(values), (body.region == 2).sum())
            finally:
                gmsh.finalize()

    def test_length_unit(self):
        body, file = BODIES["hexahedron"], self.folder / "body.vtk"
        six_regions.write_vtk(body, file)
        self.succeed("convert", file, "-o", self.folder / "out.msh", "--length-unit", "cm")
        self.assertAlmostEqual(self.read(self.folder / "out.msh").points.max(), 10 * body.points.max())

    def test_the_program_itself(self):
        file = self.folder / "body.inp"
        six_regions.write_abaqus(BODIES["hexahedron"], file)
        run = subprocess.run([SOURCE / "meshing/callus-mesh", "inspect", file], capture_output=True, text=True)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertIn("cortical_bone|callus", run.stdout)


if __name__ == "__main__":
    unittest.main()
