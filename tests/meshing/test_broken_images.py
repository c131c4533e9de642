#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Images that cannot become a mesh, or moduli: each with its message, exit code 1, nothing written."""
import unittest

import numpy as np

from mesh_test import MeshTest
from test_broken_meshes import POINTER
from test_images import labels, write_dicom, write_mha, write_nrrd


class BrokenImages(MeshTest):
    def message(self, file, *options):
        return self.refused("image", self.folder / file, "-o", self.folder / "out.msh", *options)

    def nrrd(self, values, *options, **how):
        write_nrrd(self.folder / "a.nrrd", values, **how)
        return self.message("a.nrrd", *options)

    def change(self, old, new, *options):
        """The sound image with a piece of its header replaced."""
        write_nrrd(self.folder / "a.nrrd", labels(), encoding="raw")
        data = (self.folder / "a.nrrd").read_bytes()
        self.assertEqual(data.count(old), 1)
        (self.folder / "a.nrrd").write_bytes(data.replace(old, new))
        return self.message("a.nrrd", *options)

    def test_git_lfs_pointer(self):
        for name, what in (("a.nrrd", "an NRRD image"), ("a.mha", "a MetaImage (.mha or .mhd)"), ("a.nii", "a NIfTI image (.nii or .nii.gz)"),
                           ("a.dcm", "a DICOM series of parallel slices")):
            self.write(name, POINTER)
            self.assertEqual(self.message(name), f"{name}: found a Git LFS pointer instead of the file, expected {what}. "
                             "Fetch the file itself with 'git lfs pull'.")
            (self.folder / name).unlink()

    def test_no_image(self):
        self.write("a.png", "x")
        self.assertEqual(self.message("a.png"), "a.png: found a file '.png', expected an image: MHA, MHD, NRRD, NHDR, NIfTI (.nii, .nii.gz), or a "
                         "DICOM series (a folder or one of its files).")

    def test_cut_off(self):
        self.assertEqual(self.change(b"sizes: 4 3 5", b"sizes: 4 3 9"), "a.nrrd: found 60 bytes of data, expected 108 for 4 x 3 x 9 voxels. The "
                         "file is cut off: copy or export it again.")

    def test_damaged(self):
        write_nrrd(self.folder / "a.nrrd", labels())
        data = (self.folder / "a.nrrd").read_bytes()
        (self.folder / "a.nrrd").write_bytes(data[:-40] + b"x" * 40)
        self.assertRegex(self.message("a.nrrd"), r"a\.nrrd: found (data that cannot be unpacked|\d+ bytes of data), expected ")

    def test_nothing_about_the_size_of_voxels(self):
        message = self.change(b"space directions: (0.5,0,0) (0,0.6,0) (0,0,0.75)\n", b"")
        self.assertEqual(message, "a.nrrd: found an image that does not say how large its voxels are, expected spacing in mm. Say it: --spacing "
                         "0.04,0.04,0.04")

    def test_four_dimensions(self):
        self.assertEqual(self.change(b"dimension: 3\nspace: left-posterior-superior\nsizes: 4 3 5", b"dimension: 4\nsizes: 4 3 5 1"),
                         "a.nrrd: found an image of 4 dimensions (4 x 3 x 5 x 1), expected one of three. A time series or overlapping segments: "
                         "export one image (3D Slicer: 'Export visible segments to labelmap').")

    def test_needles(self):
        self.assertEqual(self.nrrd(labels(), spacing=(0.3, 0.3, 3)), "a.nrrd: found voxels of 0.3 x 0.3 x 3 mm, expected edges that differ by less "
                         "than a factor of 5. Coarsen the fine axes (--coarsen 4,4,1), or resample the image.")

    def test_tilted(self):
        axes = np.eye(3)
        axes[:, 2] = (0, 0.5, np.sqrt(0.75))
        self.assertEqual(self.nrrd(labels(), axes=axes), "a.nrrd: found axes of the image that are not at right angles (a tilted gantry, or a damaged "
                         "header), expected axes at right angles. Resample the image on a straight grid, for instance in 3D Slicer.")

    def test_grey_values(self):
        values = np.arange(1000, dtype=np.int16).reshape(10, 10, 10)
        self.assertEqual(self.nrrd(values), "a.nrrd: found 1000 different values between 0 and 999, as grey values have, expected labels: whole "
                         "numbers, at most 64 of them, 0 outside. Give thresholds: --threshold bone=120.. (or 'bone=otsu..'), or segment the image "
                         "first.")

    def test_empty_segmentation(self):
        self.assertEqual(self.nrrd(0 * labels()), "a.nrrd: found no voxel with a label above 0, expected a label image. Is the segmentation empty, "
                         "or the threshold too high?")

    def test_label_that_vanishes(self):
        values = np.ones((6, 6, 6), dtype=np.uint8)
        values[3, :, 3] = 2
        self.assertEqual(self.nrrd(values, "--coarsen", "3", "--name", "2=screws", spacing=(0.2, 0.2, 0.2)), "a.nrrd: found 'screws' (6 voxels), of "
                         "which nothing is left with voxels of 0.6 x 0.6 x 0.6 mm, expected every label to keep some cells. Coarsen less "
                         "(--coarsen), or take the label out of the image.")

    def test_name_of_a_label_that_is_not_there(self):
        self.assertEqual(self.nrrd(labels(), "--name", "2=marrow"), "a.nrrd: found a name for label 2 ('marrow'), which no voxel has, expected "
                         "labels of the image: 1, 7. Names: 1, 7.")

    def test_two_labels_of_one_name(self):
        self.assertEqual(self.nrrd(labels(), "--name", "1=bone", "--name", "7=bone"), "a.nrrd: found two labels of one name: 1 = bone, 7 = bone, "
                         "expected a name for each label.")

    def test_file_of_names(self):
        spec = self.write("names.txt", "subsection Label\n set 1 = bone\nend\n")
        self.assertEqual(self.nrrd(labels(), "--labels", spec), "2 problems in names.txt:\n"
                         "names.txt: found no subsection 'Labels', expected subsection Labels / set 1 = cortical_bone / end.\n"
                         "names.txt:1: in Label: found unknown subsection 'Label', expected a subsection 'Labels'.")

    def test_threshold(self):
        self.assertEqual(self.nrrd(labels(), "--threshold", "bone>3"), "--threshold: found 'bone>3', expected NAME=LOW..HIGH, where one of both may "
                         "be left out, or 'otsu', such as bone=120...")
        self.assertEqual(self.nrrd(labels(), "--threshold", "bone=300.."), "--threshold: found no voxel for 'bone=300..'; the image has values "
                         "from 0 to 7, expected a range that some voxels are in.")

    def test_header_that_makes_no_sense(self):
        self.assertEqual(self.change(b"sizes: 4 3 5", b"sizes: 4 x 5"), "a.nrrd: found a header or data that make no sense (invalid literal for int() "
                         "with base 10: 'x'), expected an image: MHA, MHD, NRRD, NHDR, NIfTI (.nii, .nii.gz), or a DICOM series (a folder or one of "
                         "its files). The file is damaged: copy or export it again.")

    def test_slice_that_is_missing(self):
        write_dicom(self.folder / "series", labels().astype(np.int16), order=(0, 1, 3, 4))
        self.assertEqual(self.message("series"), "series: found 1.5 mm between slices 2 and 3, but 0.75 mm between most, expected slices at even "
                         "distances. A slice is missing: copy the series again.")

    def test_two_series(self):
        write_dicom(self.folder / "series", labels().astype(np.int16))
        import pydicom

        one = pydicom.dcmread(str(self.folder / "series" / "0.dcm"))
        one.SeriesInstanceUID, one.SeriesDescription = "1.2.4", "scout"
        one.save_as(str(self.folder / "series" / "scout.dcm"))
        self.assertEqual(self.message("series"), "series: found 2 series: '' with 5 slices (0.dcm); 'scout' with 1 slice (scout.dcm), expected one "
                         "series. Name one file of the series that you mean instead of the folder.")

    def test_data_file_that_is_not_there(self):
        write_mha(self.folder / "a.mhd", labels(), local=False)
        (self.folder / "a.raw").unlink()
        self.assertEqual(self.message("a.mhd"), "a.raw: found no file that can be read (No such file or directory), expected the data of a.mhd. "
                         "Is the name right?")


if __name__ == "__main__":
    unittest.main()
