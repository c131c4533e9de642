# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Runs one case for many values of its inputs, on this machine or as a SLURM array: the modules behind cluster/study.py."""
import pathlib
import sys

sys.path.insert(1, str(pathlib.Path(__file__).resolve().parents[2] / "scripts"))  # parameter_text
