#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Meshes of callus-mesh defect: volumes by closed forms, names, quality, one piece; the real tibia where its surface is at hand."""
import os
import time
import unittest

import numpy as np
from mesh_test import DATA, SOURCE, MeshTest
from small_defects import BONE, MESH, PLATE, SCREWS, specification, tube, write_stl

from callus_mesh.defect import periodic_shapes
from callus_mesh.defect.bending import bent
from callus_mesh.defect.build import build
from callus_mesh.defect.design import build_design
from callus_mesh.defect.labels import label_image
from callus_mesh.defect.specification import read_specification
from callus_mesh.mesh import facet_areas
from callus_mesh.quality import mean_ratio
from callus_mesh.survey import survey

TIBIA = "tibia_left_vhf.stl"


class DefectTest(MeshTest):
    def build(self, bone=None, **sections):
        return build(read_specification(self.write("small.spec", specification(**sections)), bone))

    def volume(self, mesh, region):
        shape = mesh.shapes()[0]
        return mesh.volumes(shape)[mesh.region_of(shape) == mesh.regions.index(region)].sum()

    def area(self, mesh, surface):
        return facet_areas(mesh.points, np.concatenate(mesh.surfaces[surface])).sum()

    def check(self, mesh, volumes, close=0.05):
        found = survey(mesh)
        self.assertEqual(found["pieces"], 1)
        self.assertEqual(found["unnamed"]["faces"], 0)
        self.assertGreaterEqual(mean_ratio(mesh, mesh.shapes()[0]).min(), 0.1)
        for region, (there, wanted) in volumes.items():
            self.assertAlmostEqual(there / wanted, 1, delta=close, msg=region)
        return found


class Shaft(DefectTest):
    def test_volumes_and_ends_by_closed_forms(self):
        mesh, volumes = self.build()
        self.check(mesh, volumes)
        self.assertAlmostEqual(self.volume(mesh, "cortical_bone") / (np.pi * (25 - 9) * 24), 1, delta=0.02)
        self.assertAlmostEqual(self.volume(mesh, "marrow") / (np.pi * 9 * 24), 1, delta=0.02)
        self.assertEqual(set(mesh.surfaces), {"distal_end", "proximal_end", "callus_outer", "bone_outer"})
        for name, z in (("distal_end", -15), ("proximal_end", 15)):
            nodes = np.unique(np.concatenate(mesh.surfaces[name]))
            off = np.abs(mesh.points[nodes][:, 2] - z)
            self.assertLess(off.max(), 0.15)
            self.assertGreater((off < 1e-4).mean(), 0.9)
            self.assertAlmostEqual(self.area(mesh, name) / (np.pi * 25), 1, delta=0.02)

    def test_design_volumes_are_those_of_the_bodies(self):
        _, volumes = self.build(Mesh="set Voxel = 0.4 mm\nset Cells = hexahedra\n")
        self.assertAlmostEqual(volumes["cortical_bone"][1] / (np.pi * (25 - 9) * 24), 1, delta=0.005)

    def test_plate_screws_and_scaffold(self):
        scaffold = "set Shape = hollow cylinder\nset Outer diameter = 9 mm\nset Inner diameter = 4 mm\n"
        mesh, volumes = self.build(Plate=PLATE, Screws=SCREWS, Scaffold=scaffold)
        found = self.check(mesh, volumes, close=0.1)
        self.assertEqual(mesh.regions, ["callus", "marrow", "cortical_bone", "scaffold", "plate", "screws"])
        self.assertAlmostEqual(self.volume(mesh, "scaffold") / (np.pi * (4.5**2 - 4) * 6), 1, delta=0.05)
        touching = {tuple(row["regions"]) for row in found["interfaces"]}
        self.assertLessEqual({("cortical_bone", "plate"), ("cortical_bone", "screws"), ("plate", "screws"), ("callus", "scaffold")}, touching)
        self.assertEqual({row["name"]: row["pieces"] for row in found["regions"]}["screws"], 2)

    def test_written_file_and_table(self):
        spec = self.write("small.spec", specification(Mesh="set Voxel = 0.5 mm\nset Cells = hexahedra\n"))
        out = self.succeed("defect", spec, "-o", self.folder / "small.msh", "--picture", self.folder / "small.png")
        self.assertRegex(out, r"(?m)^    cortical_bone +\d+ +[\d.]+ +2  1.00 at")
        self.assertRegex(out, r"mesh/design\n    callus +[\d.]+ +[\d.]+ +0.9\d\d")
        mesh = self.read(self.folder / "small.msh")
        self.assertEqual((mesh.regions, list(mesh.surfaces)),
                         (["callus", "marrow", "cortical_bone"], ["distal_end", "proximal_end", "callus_outer", "bone_outer"]))
        self.assertTrue((self.folder / "small.png").read_bytes().startswith(b"\x89PNG"))

    def test_the_same_specification_gives_the_same_file(self):
        spec = self.write("small.spec", specification(Plate=PLATE, Screws=SCREWS))
        for name in ("one", "two"):  # each in a process of its own
            self.succeed("defect", spec, "-o", self.folder / f"{name}.msh")
        self.assertTrue((self.folder / "one.msh").read_bytes() == (self.folder / "two.msh").read_bytes(), "two runs, two meshes")


class OtherDefects(DefectTest):
    """In hexahedra, which are quick: each voxel says where the bodies are."""

    MESH = "set Voxel = 0.4 mm\nset Cells = hexahedra\n"

    def hexahedra(self, **sections):
        mesh, volumes = self.build(Mesh=self.MESH, **sections)
        self.check(mesh, volumes, close=0.2)  # thin parts are stairs of voxels
        return mesh

    def test_wedge(self):
        mesh = self.hexahedra(Defect="set Shape = wedge\nset Angle = 30 deg\nset Depth = 7 mm\n", Callus=None)
        x = mesh.centres(mesh.shapes()[0])[mesh.region_of(mesh.shapes()[0]) == mesh.regions.index("callus")]
        self.assertTrue((np.abs(x[:, 2]) < np.tan(np.radians(15)) * (x[:, 0] + 2)).all())
        self.assertGreater(x[:, 0].max(), 4.5)

    def test_drill_hole_in_one_cortex(self):
        mesh = self.hexahedra(Defect="set Shape = drill hole\nset Diameter = 4 mm\nset Depth = 2 mm\nset Side = 90 deg\n", Callus=None)
        self.assertAlmostEqual(self.volume(mesh, "callus") / (np.pi * 2**2 * 1.8), 1, delta=0.15)

    def test_calvarial_defect_in_a_curved_bone(self):
        mesh = self.hexahedra(Bone="set Shape = flat bone\nset Diameter = 16 mm\nset Thickness = 2.4 mm\nset Cortical thickness = 1 mm\n"
                                   "set Core = none\nset Radius of curvature = 30 mm\n",
                              Defect="set Shape = calvarial\nset Diameter = 5 mm\n", Callus=None)
        self.assertEqual(set(mesh.surfaces), {"rim", "inner_side", "outer_side"})
        rim = mesh.points[np.unique(np.concatenate(mesh.surfaces["rim"]))]
        self.assertLess(rim[:, 2].max(), 0.3)  # bent down from z = 1.2 mm
        self.assertAlmostEqual(self.volume(mesh, "callus") / (np.pi * 2.5**2 * 2.4), 1, delta=0.06)

    def test_nail_and_bolts(self):
        mesh = self.hexahedra(Nail="set Diameter = 4 mm\nset Length = 26 mm\n",
                              Bolts="set Side = 90 deg\nset Positions = -10, 10 mm\nset Diameter = 2 mm\n")
        self.assertAlmostEqual((self.volume(mesh, "nail") + 2 * np.pi * 4) / (np.pi * 4 * 26), 1, delta=0.05)

    def test_pins_and_bar(self):
        mesh = self.hexahedra(Pins="set Side = 180 deg\nset Positions = -11, -6, 6, 11 mm\nset Diameter = 1.6 mm\nset Outside length = 6 mm\n",
                              Bar="set Distance from bone = 6 mm\nset Width = 3 mm\nset Thickness = 2 mm\nset Length = 28 mm\n")
        shape = mesh.shapes()[0]
        bar = mesh.centres(shape)[mesh.region_of(shape) == mesh.regions.index("bar")]
        self.assertLess(bar[:, 0].max(), -10.9)

    def test_oblique_cut(self):
        mesh = self.hexahedra(Defect="set Gap = 4 mm\nset Obliquity = 45 deg\n", Callus=None)
        self.assertAlmostEqual(self.volume(mesh, "callus") / (np.pi * 25 * 4), 1, delta=0.04)

    def test_bent_axis(self):
        straight = np.array([[0.0, 0, 0], [0, 0, 10], [3, 1, 10]])
        bone = read_specification(self.write("bent.spec", specification(Bone=BONE + "set Radius of curvature = 50 mm\n"))).bone
        x = bent(straight, bone)
        np.testing.assert_allclose(x[0], 0, atol=1e-12)
        np.testing.assert_allclose(np.hypot(x[1, 0] + 50, x[1, 2]), 50)
        np.testing.assert_allclose(np.linalg.norm(x[2] - x[1]), np.hypot(3, 1))


class Scaffolds(DefectTest):
    def test_solid_fractions(self):
        """Of each architecture, at random points: an independent count."""
        random = np.random.default_rng(1).uniform(0, 6, (200_000, 3))
        for name in periodic_shapes.PATTERNS:
            points = random * [1, np.sqrt(3), 1] if name == "honeycomb" else random  # whole periods
            for sheet in ((True, False) if name in periodic_shapes.MINIMAL_SURFACES else (False,)):
                solid = periodic_shapes.Architecture(name, 3.0, sheet)
                for fraction in (0.2, 0.5):
                    with self.subTest(name=name, sheet=sheet, fraction=fraction):
                        inside = solid.solid(lambda p, f=fraction: np.full(len(p), f))(points) < 0
                        self.assertAlmostEqual(inside.mean(), fraction, delta=0.015)

    def test_gyroid_in_tetrahedra(self):
        mesh, volumes = self.build(Scaffold="set Shape = gyroid\nset Kind = network\nset Outer diameter = 10 mm\nset Unit cell = 6 mm\n"
                                            "set Solid fraction = 0.4\n", Mesh="set Voxel = 0.4 mm\nset Cell size = 1.6 mm\n")
        self.check(mesh, volumes)
        self.assertAlmostEqual(self.volume(mesh, "scaffold") / (np.pi * 25 * 6), 0.4, delta=0.04)

    def test_no_islands_where_a_lattice_is_cut(self):
        """A scaffold that fills a hole in a flat bone: no callus, and no crumbs of struts."""
        spec = self.write("flat.spec", specification(
            Bone="set Shape = flat bone\nset Diameter = 18 mm\nset Thickness = 5 mm\nset Cortical thickness = 1.5 mm\nset Core = trabecular_bone\n",
            Defect="set Shape = calvarial\nset Diameter = 12 mm\n", Callus=None, Mesh="set Voxel = 0.25 mm\nset Cell size = 1 mm\n",
            Scaffold="set Shape = strut lattice\nset Outline = bone\nset Unit cell = 3 mm\nset Solid fraction = 0.35\n"))
        mesh, volumes = build(read_specification(spec))
        found = self.check(mesh, volumes, close=0.08)
        self.assertEqual(mesh.regions, ["trabecular_bone", "cortical_bone", "scaffold_pores", "scaffold"])
        self.assertEqual([row["islands"] for row in found["regions"]], [[]] * 4)

    def test_graded_porosity(self):
        mesh, _ = self.build(Scaffold="set Shape = strut lattice\nset Outer diameter = 10 mm\nset Unit cell = 3 mm\n"
                                      "set Solid fraction = 0.2, 0.7\n", Mesh="set Voxel = 0.3 mm\nset Cells = hexahedra\n")
        shape = mesh.shapes()[0]
        z = mesh.centres(shape)[mesh.region_of(shape) == mesh.regions.index("scaffold")][:, 2]
        self.assertGreater((z > 0).sum(), 1.4 * (z < 0).sum())


class GivenBone(DefectTest):
    def test_a_tilted_tube_is_turned_and_cut(self):
        points, triangles = tube()
        turn = np.array([[np.cos(0.3), 0, np.sin(0.3)], [0, 1, 0], [-np.sin(0.3), 0, np.cos(0.3)]])
        bone = write_stl(self.folder / "bone.stl", points @ turn.T + [100, -50, 30], triangles)
        mesh, volumes = self.build(bone)
        self.check(mesh, volumes)
        self.assertAlmostEqual(self.volume(mesh, "cortical_bone") / (np.pi * (25 - 9) * 24), 1, delta=0.03)
        low, high = mesh.extent()
        np.testing.assert_allclose((low + high) / 2, 0, atol=0.15)

    def test_a_given_bone_needs_no_diameters(self):
        bone = write_stl(self.folder / "bone.stl", *tube())
        file = self.write("a.spec", specification(Bone="set Length = 30 mm\nset Cortical thickness = 2 mm\n"))
        self.assertEqual(read_specification(file, bone).bone.shape, "surface")

    @unittest.skipUnless((DATA / TIBIA).is_file() or os.environ.get("CALLUS_SHARED_DATA"), f"skipped: there is no {TIBIA} in {DATA}")
    def test_the_real_tibia(self):
        file = DATA / TIBIA if (DATA / TIBIA).is_file() else os.path.join(os.environ["CALLUS_SHARED_DATA"], TIBIA)
        start = time.process_time()
        mesh, volumes = build(read_specification(SOURCE / "meshes/tibia_segmental_defect/defect.spec", file))
        self.assertLess(time.process_time() - start, 60)
        self.check(mesh, volumes, close=0.05)
        self.assertEqual(mesh.regions, ["callus", "marrow", "cortical_bone", "scaffold", "plate", "screws"])
        self.assertEqual(set(mesh.surfaces), {"distal_end", "proximal_end", "callus_outer", "bone_outer", "plate_outer", "screws_outer"})


class Families(DefectTest):
    NAMES = ("tibia_segmental_defect", "sheep_tibia", "rat_femur", "mouse_femur", "mandible_segment")

    def test_shipped_coarse_meshes_are_those_of_their_specifications(self):
        """Regions, surfaces and size of the model; volumes within 6 % of the design (they are coarse), quality, one piece."""
        for name in self.NAMES:
            with self.subTest(name):
                mesh = self.read(SOURCE / f"meshes/{name}/{name}_coarse.msh")
                spec = read_specification(SOURCE / f"meshes/{name}/coarse.spec")
                found = self.check(mesh, {})
                fixation = [part for part in ("plate", "screws", "pins", "bar") if getattr(spec.fixation, part)]
                scaffold = ["scaffold"] if spec.scaffold else []
                self.assertEqual(set(mesh.regions), {"callus", spec.bone.core, "cortical_bone", *scaffold, *fixation})
                self.assertLessEqual({"distal_end", "proximal_end", "callus_outer", "bone_outer"}, set(mesh.surfaces))
                if not spec.bone.radius_of_curvature:
                    self.assertAlmostEqual(found["high"][2] - found["low"][2], spec.bone.length, delta=1e-3 * spec.bone.length)
                for region, wanted in label_image(build_design(spec)).volumes.items():
                    if not spec.bone.radius_of_curvature:  # the design is straight
                        self.assertAlmostEqual(self.volume(mesh, region) / wanted, 1, delta=0.06, msg=region)
                a, b = (d / 2 for d in spec.bone.diameters)
                t = spec.bone.cortical_thickness
                length = spec.bone.length - spec.defect.gap
                bone = self.volume(mesh, "cortical_bone") + self.volume(mesh, spec.bone.core)
                self.assertLess(bone, 1.03 * np.pi * a * b * length)
                self.assertGreater(bone, 0.85 * np.pi * (a * b - 0.1 * a * t) * length)

    def test_every_specification_reads(self):
        for file in sorted((SOURCE / "meshes").glob("*/*.spec")):
            with self.subTest(str(file)):
                self.assertGreater(read_specification(file).bone.length, 0)


if __name__ == "__main__":
    unittest.main()
