# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What the tests of callus-mesh share: a folder, the command line in this process, comparison with the body of six regions."""
import contextlib
import io
import pathlib
import sys
import tempfile
import unittest

import numpy as np

sys.dont_write_bytecode = True
SOURCE = pathlib.Path(__file__).resolve().parents[2]
DATA = SOURCE.parent / "shared" / "data"
sys.path.insert(0, str(SOURCE / "meshing"))

from callus_mesh import command_line, mesh_file  # noqa: E402
from callus_mesh.mesh import facet_areas  # noqa: E402

from six_regions import REGIONS, SURFACES  # noqa: E402


class MeshTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)

    def write(self, name, text):
        (self.folder / name).write_text(text)
        return self.folder / name

    def callus_mesh(self, *words):
        """(exit code, standard output, standard error)."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = command_line.main([str(word) for word in words])
        return code, out.getvalue(), err.getvalue()

    def succeed(self, *words):
        code, out, err = self.callus_mesh(*words)
        self.assertEqual((code, err), (0, ""))
        return out

    def refused(self, *words):
        """The message, with the scratch folder taken out; nothing is written."""
        before = sorted(self.folder.rglob("*"))
        code, _, err = self.callus_mesh(*words)
        self.assertEqual(code, 1, err)
        self.assertEqual(sorted(self.folder.rglob("*")), before, "a refused input leaves no file behind")
        return err.strip().replace(f"{self.folder}/", "").replace(str(self.folder), ".")

    def read(self, file, **how):
        return mesh_file.read_mesh(file, **how)[0]

    def assert_is_body(self, mesh, body, surfaces=SURFACES, regions=REGIONS):
        """Regions: same cells by their centres. Surfaces: same faces by their centres and areas."""
        self.assertEqual(list(mesh.regions), list(regions))
        (corners, region), = [mesh.cells[name] for name in mesh.cells]
        self.assertEqual(len(mesh.points), len(body.points))
        for index, name in enumerate(regions):
            found, wanted = (sorted_rows(points[cells[number == index]].mean(axis=1)) for points, cells, number in
                             ((mesh.points, corners, region), (body.points, body.cells, body.region)))
            np.testing.assert_allclose(found, wanted, atol=1e-9, err_msg=name)
        self.assertGreater(min(mesh.volumes(mesh.shapes()[0])), 0)
        for name in surfaces:
            facets = np.concatenate(mesh.surfaces[name])
            wanted = body.corners_of(name)
            np.testing.assert_allclose(sorted_rows(mesh.points[facets].mean(axis=1)), sorted_rows(body.points[wanted].mean(axis=1)), atol=1e-9,
                                       err_msg=name)
            self.assertAlmostEqual(facet_areas(mesh.points, facets).sum(), facet_areas(body.points, wanted).sum())


def sorted_rows(x):
    x = np.round(x, 9)
    return x[np.lexsort(x.T)]
