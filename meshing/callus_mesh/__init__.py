# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The modules behind callus-mesh: a folder for each sub-command, and beside them what all of these share."""
import pathlib
import sys

sys.path.insert(1, str(pathlib.Path(__file__).resolve().parents[2] / "scripts"))  # parameter_text
