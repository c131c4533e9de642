#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Controls see an effect that is left over, and take back just the factors of an overlay."""
import pathlib
import sys
import tempfile
import unittest

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from controls import TOLERANCE, entry, largest_difference, undone  # noqa: E402

OVERLAY = """# An overlay with a factor, a bias, and something that is neither.
subsection Quantities
  subsection glucose
    set Form     = sum
    set Constant = 1.8 [assumed]
  end
  subsection dose_dependent
    set Form     = sum
    set Of       = dose
    set Constant = 1 [assumed]
  end
  subsection m1_bias
    set Of += glucose, dose_dependent
  end
end
subsection Processes
  subsection switch
    set Rate *= 0.5 [assumed]  # half as fast
    set Rows += 15
  end
  subsection death
    set Rate = 0.3 1/day [assumed]
  end
end
"""


class Controls(unittest.TestCase):
    def test_factors_are_taken_back_and_nothing_else(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            (folder / "made.prm").write_text(OVERLAY)
            self.assertEqual(undone("made", folder=folder), entry("Quantities/glucose/Constant", "1") + entry("Processes/switch/Rate", "* 2.0"))

    def test_shipped_overlays_of_factors(self):
        for name in ("aged", "diabetic", "mettl3_silencing", "mmp_inhibition", "anti_rankl", "electrical_stimulation", "exosome_blocker", "carrier_gel"):
            with self.subTest(name):
                self.assertIn("Rate *= ", undone(name))

    def test_an_effect_that_is_left_over_shows(self):
        day = numpy.linspace(0, 10, 11)
        course = {"day": day, "bone": 0.1 * day, "debris": 10 - day, "never": 0 * day}
        self.assertEqual(largest_difference(course, course), (0, ""))
        other = dict(course, debris=course["debris"] + 2 * TOLERANCE * 10 * (day == 7))
        difference, field = largest_difference(other, course)
        self.assertEqual(field, "debris")
        self.assertGreater(difference, TOLERANCE)

    def test_a_field_of_the_overlay_alone_is_not_compared(self):
        day = numpy.linspace(0, 10, 11)
        self.assertEqual(largest_difference({"day": day, "bone": day, "drug": 1 + day}, {"day": day, "bone": day}), (0, ""))


if __name__ == "__main__":
    unittest.main()
