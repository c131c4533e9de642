# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""callus-mesh defect: a bone, a defect in it, a scaffold and a fixation, from a small text file to a tagged mesh."""
