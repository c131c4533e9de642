#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Images: every format puts the same voxel at the same place of the patient; labels, thresholds, coarsening."""
import gzip
import unittest
import zlib

import numpy as np

from mesh_test import DATA, MeshTest

from callus_mesh.image.image_file import read_image
from callus_mesh.quality import mean_ratio

# A small image whose axes run to the left, the back and the head, with an origin and spacings that are all different.
SHAPE, SPACING, ORIGIN = (4, 3, 5), (0.5, 0.6, 0.75), (10.0, -20.0, 30.0)
# One oblique and one that runs to the right, the front and the feet.
TURNED = np.array([[0.8, -0.6, 0], [0.6, 0.8, 0], [0, 0, 1]])
FLIPPED = np.diag([-1.0, -1.0, 1.0])


def labels():
    values = np.zeros(SHAPE, dtype=np.uint8)
    values[:, :, :3] = 1
    values[2:, :, 3:] = 7
    return values


def write_nrrd(file, values, axes=np.eye(3), origin=ORIGIN, spacing=SPACING, space="left-posterior-superior", encoding="gzip", more=""):
    directions = " ".join("(" + ",".join(f"{v:.12g}" for v in axes[:, k] * spacing[k]) + ")" for k in range(3))
    kind = {"uint8": "uint8", "int16": "short", "float64": "double"}[values.dtype.name]
    head = (f"NRRD0005\ntype: {kind}\ndimension: 3\nspace: {space}\nsizes: {' '.join(map(str, values.shape))}\nspace directions: {directions}\n"
            f"kinds: domain domain domain\nendian: little\nencoding: {encoding}\nspace origin: ({','.join(map(str, origin))})\n{more}\n")
    data = values.tobytes(order="F")
    file.write_bytes(head.encode() + (gzip.compress(data) if encoding == "gzip" else data))


def write_mha(file, values, axes=np.eye(3), compressed=False, local=True):
    data = values.tobytes(order="F")
    data = zlib.compress(data) if compressed else data
    matrix = " ".join(f"{v:.12g}" for v in axes.T.ravel())
    kind = {"uint8": "MET_UCHAR", "int16": "MET_SHORT"}[values.dtype.name]
    head = (f"ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\nCompressedData = {compressed}\n"
            f"TransformMatrix = {matrix}\nOffset = {' '.join(map(str, ORIGIN))}\nElementSpacing = {' '.join(map(str, SPACING))}\n"
            f"DimSize = {' '.join(map(str, values.shape))}\nElementType = {kind}\nElementDataFile = {'LOCAL' if local else file.stem + '.raw'}\n")
    if local:
        file.write_bytes(head.encode() + data)
    else:
        file.write_text(head)
        file.with_suffix(".raw").write_bytes(data)


def write_nifti(file, values, axes=np.eye(3)):
    """By nibabel, in RAS: x and y of the other sign."""
    import nibabel

    affine = np.eye(4)
    affine[:3, :3], affine[:3, 3] = axes * SPACING, ORIGIN
    image = nibabel.Nifti1Image(values, np.diag([-1.0, -1, 1, 1]) @ affine)
    image.header.set_xyzt_units("mm")
    nibabel.save(image, str(file))


def write_dicom(folder, values, axes=np.eye(3), intercept=0, order=None, modality="CT"):
    """Slices across the third axis, in files whose names are in another order."""
    import pydicom
    from pydicom.dataset import FileDataset, FileMetaDataset

    folder.mkdir()
    for number, k in enumerate(order or reversed(range(values.shape[2]))):
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = pydicom.uid.CTImageStorage, f"1.2.3.{k}"
        meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
        one = FileDataset(str(folder / f"{number}.dcm"), {}, file_meta=meta, preamble=b"\0" * 128)
        one.is_little_endian, one.is_implicit_VR = True, False
        one.SOPClassUID, one.SOPInstanceUID, one.SeriesInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID, "1.2.3"
        one.Modality, one.SamplesPerPixel, one.PhotometricInterpretation = modality, 1, "MONOCHROME2"
        one.Columns, one.Rows = values.shape[:2]
        one.BitsAllocated = one.BitsStored = 16
        one.HighBit, one.PixelRepresentation = 15, 1
        one.PixelSpacing = [SPACING[1], SPACING[0]]
        one.ImageOrientationPatient = [*axes[:, 0], *axes[:, 1]]
        one.ImagePositionPatient = list(np.array(ORIGIN) + axes[:, 2] * SPACING[2] * k)
        one.RescaleSlope, one.RescaleIntercept = 1, intercept
        one.PixelData = (values[:, :, k].T - intercept).astype(np.int16).tobytes()
        one.save_as(str(folder / f"{number}.dcm"))


class Orientation(MeshTest):
    """The same labels through each format give the same cells at the same places of the patient."""

    def expected(self, axes):
        index = np.argwhere(labels() > 0)
        return np.array(ORIGIN) + (index * SPACING) @ axes.T, labels()[tuple(index.T)]

    def check(self, file, axes):
        out = self.folder / "out.msh"
        self.text = self.succeed("image", file, "-o", out, "--name", "1=bone", "--name", "7=callus")
        mesh = self.read(out)
        corners, region = mesh.cells["hexahedron"]
        places, label = self.expected(axes)
        found = np.column_stack([mesh.points[corners].mean(axis=1), np.array([1, 7])[region]])
        wanted = np.column_stack([places, label])
        np.testing.assert_allclose(found[np.lexsort(np.round(found, 6).T)], wanted[np.lexsort(np.round(wanted, 6).T)], atol=1e-6)
        self.assertGreater(mesh.volumes(mesh.shapes()[0]).min(), 0)
        return mesh

    def test_formats(self):
        for name, axes in (("straight", np.eye(3)), ("oblique", TURNED), ("flipped", FLIPPED)):
            with self.subTest(name):
                write_nrrd(self.folder / "a.nrrd", labels(), axes)
                write_mha(self.folder / "a.mha", labels(), axes, compressed=True)
                write_mha(self.folder / "a.mhd", labels(), axes, local=False)
                write_nifti(self.folder / "a.nii.gz", labels(), axes)
                for file in ("a.nrrd", "a.mha", "a.mhd", "a.nii.gz"):
                    with self.subTest(file):
                        self.check(self.folder / file, axes)

    def test_space_of_nrrd(self):
        """The same places written in RAS."""
        write_nrrd(self.folder / "ras.nrrd", labels(), FLIPPED @ TURNED, FLIPPED @ ORIGIN, space="right-anterior-superior", encoding="raw")
        self.check(self.folder / "ras.nrrd", TURNED)

    def test_left_handed_image(self):
        """An axis that runs the other way (feet to head or head to feet): cells are not inside out."""
        write_nrrd(self.folder / "feet.nrrd", labels(), np.diag([1.0, 1, -1]))
        self.check(self.folder / "feet.nrrd", np.diag([1.0, 1, -1]))
        self.assertIn("axes of the image run to LPS", self.text)

    def test_dicom(self):
        write_dicom(self.folder / "series", labels().astype(np.int16), TURNED)
        self.check(self.folder / "series", TURNED)
        self.check(self.folder / "series" / "2.dcm", TURNED)

    def test_dicom_is_rescaled(self):
        """HU: the pixels of the scanner plus the intercept."""
        values = (labels().astype(np.int16) * 400 - 1000)
        write_dicom(self.folder / "series", values, intercept=-1024)
        image = read_image(self.folder / "series")
        np.testing.assert_array_equal(image.values, values)
        self.assertEqual((image.modality, image.values.dtype.kind), ("CT", "i"))

    def test_names_of_ends(self):
        write_nrrd(self.folder / "a.nrrd", labels())
        mesh = self.check(self.folder / "a.nrrd", np.eye(3))
        area = {name: round(float(sum(abs(facet_area(mesh.points, part)).sum() for part in parts)), 9) for name, parts in mesh.surfaces.items()}
        self.assertEqual(area["z_low"], round(4 * 0.5 * 3 * 0.6, 9))
        self.assertEqual(area["z_high"], round(2 * 0.5 * 3 * 0.6, 9))
        self.assertEqual(set(area), {"x_low", "x_high", "y_low", "y_high", "z_low", "z_high", "bone_outer", "callus_outer"})


def facet_area(points, facets):
    x = points[facets]
    return 0.5 * np.linalg.norm(np.cross(x[:, 2] - x[:, 0], x[:, 3] - x[:, 1]), axis=1)


def triangle_area(points, facets):
    x = points[facets]
    return 0.5 * np.linalg.norm(np.cross(x[:, 1] - x[:, 0], x[:, 2] - x[:, 0]), axis=1)


class Labels(MeshTest):
    def image(self, values, *options, **how):
        write_nrrd(self.folder / "a.nrrd", values, spacing=(1, 1, 1), origin=(0, 0, 0), **how)
        self.text = self.succeed("image", self.folder / "a.nrrd", "-o", self.folder / "out.msh", *options)
        return self.read(self.folder / "out.msh")

    def test_names_from_a_file_and_from_the_image(self):
        slicer = "Segment0_Name:=femur\nSegment0_LabelValue:=1\nSegment1_Name:=healing tissue\nSegment1_LabelValue:=7\n"
        self.assertEqual(self.image(labels(), more=slicer).regions, ["femur", "healing tissue"])
        spec = self.write("names.txt", "subsection Labels\n  set 7 = callus   # the gap\nend\n")
        self.assertEqual(self.image(labels(), "--labels", spec).regions, ["label_1", "callus"])

    def test_coarsening_takes_the_label_of_most_voxels(self):
        values = np.zeros((4, 4, 4), dtype=np.uint8)
        values[:2] = 1
        values[2:, :2] = 2
        values[3, 3, 3] = 3  # one of eight
        values[2:, 2:, :2] = 3
        mesh = self.image(values, "--coarsen", "2")
        self.assertEqual(mesh.cells["hexahedron"][1].tolist().count(2), 1)
        np.testing.assert_allclose(np.ptp(mesh.points, axis=0), (4, 4, 4))
        self.assertEqual((mesh.n_cells(), mesh.points.min()), (7, -0.5))

    def test_coarsening_along_one_axis(self):
        values = np.ones((2, 2, 8), dtype=np.uint8)
        self.assertEqual(self.image(values, "--coarsen", "1,1,4").n_cells(), 8)

    def test_thresholds(self):
        values = np.zeros((4, 4, 4), dtype=np.int16)
        values[:, :, 1] = 300
        values[:, :, 2] = 900
        mesh = self.image(values, "--threshold", "cortical=700..", "--threshold", "trabecular=200..700")
        self.assertEqual((mesh.regions, np.bincount(mesh.cells["hexahedron"][1]).tolist()), (["cortical", "trabecular"], [16, 16]))
        mesh = self.image(values, "--threshold", "bone=otsu..")
        self.assertEqual(mesh.n_cells(), 16, "Otsu: 0 and 300 against 900 leaves less variance than 0 against 300 and 900")

    def test_largest_component(self):
        values = np.zeros((5, 5, 60), dtype=np.uint8)
        values[:3, :3] = 1
        values[4, 4, 59] = 1
        write_nrrd(self.folder / "a.nrrd", values, spacing=(1, 1, 1), origin=(0, 0, 0))
        message = self.refused("image", self.folder / "a.nrrd", "-o", self.folder / "out.msh")
        self.assertEqual(message, "a.nrrd: found 1 loose piece of up to 1 cell, the largest at (4, 4, 59) mm, expected a body whose parts hang "
                         "together by their faces. Leave them out: --largest component.")
        self.assertEqual(self.image(values, "--largest", "component").n_cells(), 9 * 60)

    def test_tetrahedra(self):
        """A cylinder in two halves through the whole image: volumes, flat ends, quality, the place of an oblique image."""
        x, y, _ = np.meshgrid(*(np.arange(n) for n in (24, 24, 20)), indexing="ij")
        values = (((x - 11.5) ** 2 + (y - 11.5) ** 2 < 100)).astype(np.uint8)
        values[:, :, 10:] *= 3
        write_nrrd(self.folder / "a.nrrd", values, TURNED, spacing=(0.5, 0.5, 0.5))
        self.text = self.succeed("image", self.folder / "a.nrrd", "-o", self.folder / "out.msh", "--cells", "tetrahedra", "--name", "1=bone",
                                 "--name", "3=callus")
        mesh = self.read(self.folder / "out.msh")
        shape, = mesh.shapes()
        self.assertEqual((mesh.regions, shape.name), (["bone", "callus"], "tetrahedron"))
        for number, label in enumerate((1, 3)):
            volume = mesh.volumes(shape)[mesh.region_of(shape) == number].sum()
            self.assertAlmostEqual(volume / ((values == label).sum() * 0.125), 1, delta=0.04)
        self.assertGreater(mean_ratio(mesh, shape).min(), 0.1)
        for name, height in (("z_low", 30 - 0.25), ("z_high", 30 + 19.5 * 0.5)):
            facets = np.concatenate(mesh.surfaces[name])
            np.testing.assert_allclose(mesh.points[facets][..., 2], height, atol=1e-6)
            self.assertAlmostEqual(triangle_area(mesh.points, facets).sum() / (np.pi * 25), 1, delta=0.06)
        middle = np.array(ORIGIN) + TURNED @ (11.5 * 0.5, 11.5 * 0.5, 9.5 * 0.5)
        np.testing.assert_allclose(mesh.points.mean(axis=0), middle, atol=0.15)
        self.assertEqual(set(mesh.surfaces), {"z_low", "z_high", "bone_outer", "callus_outer"})
        before = (self.folder / "out.msh").read_bytes()
        self.succeed("image", self.folder / "a.nrrd", "-o", self.folder / "out.msh", "--cells", "tetrahedra", "--name", "1=bone", "--name",
                     "3=callus")
        self.assertEqual((self.folder / "out.msh").read_bytes(), before, "the same image gives the same mesh")

    @unittest.skipUnless((DATA / "tibia_defect_labels.nrrd").exists(), "skipped: the label image of the tibia is not there")
    def test_tibia(self):
        self.succeed("image", DATA / "tibia_defect_labels.nrrd", "-o", self.folder / "out.msh", "--coarsen", "3")
        mesh = self.read(self.folder / "out.msh")
        self.assertEqual(len(mesh.regions), 6)
        self.assertAlmostEqual(mesh.volumes(mesh.shapes()[0]).sum() / 98759, 1, delta=0.01)


if __name__ == "__main__":
    unittest.main()
