#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Runs every command that a page shows.

    test_commands_in_documents.py BUILD_DIR PAGE.md...
    test_commands_in_documents.py BUILD_DIR --self-test

The blocks of a page (indented or fenced) that begin with a command run one after the other, as a reader would, in a scratch copy of
the repository with the built callus on PATH. What a reader waits for is shortened by a comment in front of the block, which the
rendered page does not show:

    <!-- test: run with --set "Time/End = 1 day" -->   appended to each `callus run` of the block
    <!-- test: file heavier.prm -->                    the block is written to that file, for the commands that follow
    <!-- test: fails with 1 -->                        the block ends with this exit code
    <!-- test: synopsis -->                            a summary: its commands and options are those of --help
    <!-- test: checked elsewhere by NAME -->           not run; NAME is a CTest, or a file of the repository with the same command in it
    <!-- test: not run, REASON -->                     nothing here can run it: another machine's folders, a container engine

Any other comment that begins with `test:` is an error, and so is a block of commands that does not run."""
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parents[2]
COPIED = ("parameter_files", "meshes", "meshing", "postprocess", "benchmarks", "cluster", "scripts", "docs", "bootstrap.sh", "VERSION")
FOLDERS = ("build", "parameter_files", "meshes", "meshing", "postprocess", "benchmarks", "cluster", "scripts", "docs", "tests", "cmake", ".ci")
COMMANDS = set("""callus mpirun srun sbatch squeue scancel scontrol sacct sinfo module apt-get sudo docker podman cmake ctest ninja git
    cd export source bash kill python3 ls cat head tail grep mkdir cp mv rm echo ssh scp rsync tar paraview""".split())
COMMENT = re.compile(r"^<!--\s*test:\s*(.*?)\s*-->$")
LONGEST = 240  # s


class Block:
    def __init__(self, line, language):
        self.line, self.language, self.lines, self.conventions = line, language, [], []

    @property
    def text(self):
        return "\n".join(self.lines).rstrip() + "\n"

    def is_shell(self):
        if self.language in ("sh", "bash", "console"):
            return True
        first = next((line for line in self.lines if line.strip() and not line.lstrip().startswith("#")), "")
        words = [word for word in first.split() if not re.fullmatch(r"[A-Z_]+=\S*", word)]
        return not self.language and bool(words) and is_command(words[0])


def is_command(word):
    """Known commands, and whatever is called by a path that begins in the repository."""
    return word in COMMANDS or word.startswith("./") or "/" in word and word.split("/")[0] in FOLDERS


def blocks_of(text):
    """The indented and fenced blocks, each with the `test:` comments that stand before it."""
    blocks, conventions, block, fence, after_blank = [], [], None, None, True
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if fence:
            if stripped == fence:
                fence = block = None
            else:
                block.lines.append(line)
            continue
        opening = re.match(r"^(`{3,}|~{3,})\s*(\w*)$", stripped)
        indented = line.startswith("    ") and stripped
        if opening or indented and (block or after_blank):
            if opening or not block:
                block = Block(number, opening[2] if opening else "")
                block.conventions, conventions = conventions, []
                blocks.append(block)
            if opening:
                fence = opening[1]
            else:
                block.lines.append(line[4:])
        elif not stripped:
            if block:
                block.lines.append("")
        else:
            block = None
            comment = COMMENT.match(stripped)
            if comment:
                conventions.append(comment[1])
            else:
                conventions = []
        after_blank = not stripped or bool(COMMENT.match(stripped))
    return blocks


def with_options(script, options):
    """The script with the options behind each `callus run`, whose continued lines are joined."""
    lines = []
    for line in re.sub(r"\\\n\s*", " ", script).splitlines():
        command, comment, rest = line.partition(" #")
        lines.append(" ".join([command.rstrip()] + options) + comment + rest if "callus run " in command else line)
    return "\n".join(lines) + "\n" if options else script


class Page:
    """Runs the blocks of one page; problems are lines to print."""

    def __init__(self, build, name, text):
        self.build, self.name, self.text = build, name, text
        self.problems, self.n_run = [], 0

    def problem(self, block, message):
        self.problems.append(f"{self.name}:{block.line}: {message}\n" + "".join(f"    {line}\n" for line in block.lines))

    def run(self):
        with tempfile.TemporaryDirectory() as folder:
            self.folder = pathlib.Path(folder) / "callus"
            self.folder.mkdir()
            for block in blocks_of(self.text):
                if block.conventions or block.is_shell():
                    self.run_block(block)
        return self.problems

    def run_block(self, block):
        options, expected = [], 0
        for convention in block.conventions:
            word, _, rest = convention.partition(" ")
            if convention.startswith("not run, "):
                return None
            if word == "synopsis":
                return self.check_synopsis(block)
            if word == "file" and rest:
                return self.write(rest, block.text)
            if convention.startswith("checked elsewhere by "):
                return self.check_elsewhere(block, convention[len("checked elsewhere by "):])
            if convention.startswith("run with "):
                options.append(convention[len("run with "):])
            elif re.fullmatch(r"fails with \d+", convention):
                expected = int(convention.split()[-1])
            else:
                return self.problem(block, f"no such convention: '{convention}'; see the head of {pathlib.Path(__file__).name}")
        return self.execute(block, options, expected)

    def write(self, name, text):
        self.prepare()
        (self.folder / name).write_text(text)

    def check_synopsis(self, block):
        """Lines `callus COMMAND ... [--option ...]`: command and options are known to --help."""
        text = subprocess.run([self.build / "callus", "--help"], env=self.environment(), capture_output=True, text=True).stdout
        for line in block.lines:
            words = line.split()
            if words[:1] != ["callus"]:
                continue
            known = words[1].startswith("--") or f"callus {words[1]}" in text
            missing = [option for option in re.findall(r"--[a-z][a-z-]*", line) if option not in text]
            if not known or missing:
                self.problem(block, f"'callus --help' does not know {', '.join(missing) or words[1]}")

    def check_elsewhere(self, block, name):
        file = SOURCE / name
        if file.is_file():
            wanted = [re.sub(r"\s*#.*", "", line).strip() for line in block.lines]
            missing = [line for line in wanted if line and line not in file.read_text()]
            if missing:
                self.problem(block, f"{name} does not run: {'; '.join(missing)}")
            return
        listed = subprocess.run(["ctest", "--test-dir", self.build, "-N"], capture_output=True, text=True).stdout
        if not re.search(r"^\s*Test\s+#\d+: " + re.escape(name) + "$", listed, re.MULTILINE):
            self.problem(block, f"there is no CTest and no file '{name}'")

    def environment(self):
        return dict(os.environ, PATH=f"{self.build}:{os.environ['PATH']}", CALLUS_DATA=str(self.folder if self.n_run else SOURCE),
                    OMP_NUM_THREADS="1", OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1",
                    OMPI_MCA_rmaps_base_oversubscribe="1", PYTHONDONTWRITEBYTECODE="1")

    def prepare(self):
        if self.n_run:
            return
        self.n_run = 1
        for name in COPIED:
            if (SOURCE / name).is_dir():
                shutil.copytree(SOURCE / name, self.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            elif (SOURCE / name).exists():
                shutil.copy(SOURCE / name, self.folder / name)
        (self.folder / "build").mkdir()
        (self.folder / "build/callus").symlink_to(self.build / "callus")

    def execute(self, block, options, expected):
        self.prepare()
        script = with_options(block.text, options)
        if options and script == block.text:
            return self.problem(block, "'run with' stands before a block without 'callus run'")
        start = time.monotonic()
        try:
            run = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=self.folder, env=self.environment(),
                                 stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                 timeout=LONGEST)
        except subprocess.TimeoutExpired:
            return self.problem(block, f"runs longer than {LONGEST} s: shorten it with <!-- test: run with ... -->")
        print(f"{self.name}:{block.line}: {time.monotonic() - start:5.1f} s  {shlex.join(script.split()[:6])}", flush=True)
        if run.returncode != expected:
            self.problem(block, f"exit code {run.returncode}, expected {expected}:\n{run.stdout[-2000:]}\nThe block:")


def self_test(build):
    """Each fault must be found, and nothing else."""
    sound = {
        "runs": "    callus --version\n",
        "other text": "Text.\n\n    set Rate = 1 1/day [assumed]\n\n    dy/dt = P - L y\n",
        "fails as it says": "<!-- test: fails with 1 -->\n    callus check nothing.prm\n",
        "synopsis": "<!-- test: synopsis -->\n    callus run FILE.prm [--output DIR]\n",
        "a file": "<!-- test: file a.prm -->\n    set Title = A\n\nThen\n\n    grep -q Title a.prm\n",
    }
    faults = {
        "unknown option": "    callus list fields --jsno\n",
        "unknown command": "```sh\nno_such_command\n```\n",
        "fails in the middle": "    ls nothing | cat\n    callus --version\n",
        "does not fail": "<!-- test: fails with 1 -->\n    callus --version\n",
        "unknown convention": "<!-- test: ignore -->\n    callus --version\n",
        "unknown test": "<!-- test: checked elsewhere by no:such_test -->\n    callus --version\n",
        "not in that file": "<!-- test: checked elsewhere by .ci/run -->\n    ./bootstrap.sh demmo\n",
        "synopsis of yesterday": "<!-- test: synopsis -->\n    callus run FILE.prm [--outptu DIR]\n",
        "nothing to shorten": "<!-- test: run with --set x -->\n    callus --version\n",
    }
    wrong = [f"sound: {name}: {found}" for name, text in sound.items() for found in Page(build, name, text).run()]
    wrong += [f"not found: {name}" for name, text in faults.items() if len(Page(build, name, text).run()) != 1]
    return wrong


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    build = pathlib.Path(sys.argv[1]).resolve()
    if sys.argv[2] == "--self-test":
        problems = self_test(build)
    else:
        problems = [found for name in sys.argv[2:] for found in Page(build, name, (SOURCE / name).read_text()).run()]
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
