# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Where each member is, from the status.json that the program keeps up to date."""
import json
import os
import socket
from dataclasses import dataclass

NOT_STARTED, READING, RUNNING, STOPPED = "not started", "reading", "running", "stopped"
INTERRUPTED, COMPLETED, FAILED = "interrupted", "completed", "failed"


@dataclass
class Progress:
    state: str = NOT_STARTED
    day: object = None
    end: object = None
    checkpoint_day: object = None
    remaining_seconds: object = None
    message: str = ""

    @property
    def is_done(self):
        return self.state == COMPLETED


def of(member):
    try:
        status = json.loads((member.folder / "status.json").read_text())
    except FileNotFoundError:
        return Progress()
    except (OSError, ValueError) as error:
        return Progress(state=FAILED, message=f"status.json: {error}")
    checkpoint = status.get("last_checkpoint") or {}
    progress = Progress(status.get("state", ""), status.get("day"), status.get("end"), checkpoint.get("day"),
                        status.get("remaining_seconds"), status.get("message") or "")
    if progress.state in (READING, RUNNING) and is_dead(status):
        progress.state = INTERRUPTED
    return progress


def is_dead(status):
    """A killed run leaves 'running' behind: only on its own machine can it be told from one that runs."""
    process = status.get("process")
    if status.get("host") != socket.gethostname() or not process:
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False


def spell_seconds(seconds):
    if seconds is None:
        return ""
    minutes = round(seconds / 60)
    return f"{seconds:.0f} s" if seconds < 90 else f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"


def _day(value):
    return "" if value is None else f"{value:.4g}"


def row(member):
    """Texts for the table of `study.py status`."""
    progress = of(member)
    reached = f"{_day(progress.day)} of {_day(progress.end)}" if progress.day is not None else ""
    return [member.name, progress.state, reached, _day(progress.checkpoint_day),
            spell_seconds(progress.remaining_seconds) if progress.state == RUNNING else "", *(value.shown for value in member.values)]


def counts(members):
    """How many members are in which state, as a line."""
    states = [of(member).state for member in members]
    return ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))
