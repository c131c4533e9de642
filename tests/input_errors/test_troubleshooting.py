#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The messages in the headings of docs/user/troubleshooting.md exist: in the sources, or in the expectations of this folder."""
import pathlib
import re
import unittest

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
PAGE = SOURCE / "docs/user/troubleshooting.md"


def quoted_messages(page):
    """Code in headings, cut at '...', which stands for the user's words."""
    for heading in re.findall(r"^###? (.*)$", page, re.MULTILINE):
        for message in re.findall(r"`([^`]+)`", heading):
            yield from (part.strip(" '") for part in message.split("...") if part.strip(" '"))


def texts_of_the_program():
    text = ""
    for file in sorted((SOURCE / "src").rglob("*.cc")) + sorted((SOURCE / "src").rglob("*.h")):
        # adjacent literals are one text, whatever the formatter did to them
        text += re.sub(r'"\s*\n\s*"', "", file.read_text())
    for file in sorted(HERE.rglob("*.expected")):
        text += file.read_text()
    return text


class Troubleshooting(unittest.TestCase):
    def test_quoted_messages_exist(self):
        messages, program = list(quoted_messages(PAGE.read_text())), texts_of_the_program()
        self.assertGreater(len(messages), 20)
        for message in messages:
            with self.subTest(message):
                self.assertIn(message, program)

    def test_an_invented_message_is_found(self):
        invented = list(quoted_messages("### `found a unicorn, ... which is no horse`\n"))
        self.assertEqual(invented, ["found a unicorn,", "which is no horse"])
        self.assertNotIn(invented[0], texts_of_the_program())


if __name__ == "__main__":
    unittest.main()
