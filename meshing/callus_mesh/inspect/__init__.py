# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The sub-command `inspect`: what is in a mesh or in a surface."""
