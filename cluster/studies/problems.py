# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What is wrong with a study."""
from parameter_text.problems import InputError, Place, Problem, Problems, nearest

StudyError = InputError
__all__ = ["Place", "Problem", "Problems", "StudyError", "nearest"]
