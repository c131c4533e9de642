# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Text files in the grammar of parameter files, for the scripts: statements, sections, values with units, and what is wrong with them."""
