#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""commands_test.py CALLUS SOURCE_DIR: the commands with their words, exit codes and files, as scripts rely on them."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

CALLUS, SOURCE = os.path.abspath(sys.argv.pop(1)), pathlib.Path(sys.argv.pop(1)).resolve()
FILES = SOURCE / "parameter_files"
COARSE = FILES / "tutorials/sheep_metatarsus/coarse.prm"
WELL_MIXED = FILES / "published/trejo_kojouharov/trejo_kojouharov.prm"
CYTOKINE = """library
subsection Fields
  subsection cells
    set Unit = 1e6 cells/mL
    set Kind = cell
    set Diffusivity = 0.1 mm2/day [assumed]
  end
  subsection old_cells
    set Unit = 1e6 cells/mL
    set Kind = cell
  end
  subsection signal
    set Unit = ng/mL
    set Kind = signal
  end
  subsection drug
    set Unit = ng/mL
    set Kind = signal
  end
end
subsection Quantities
  subsection effective_drug
    set Form      = positive part
    set Unit      = ng/mL
    set Of        = drug
    set Threshold = 0.1 ng/mL [assumed]
  end
end
subsection Processes
  subsection secretion
    set Form  = secretion
    set Field = signal
    set By    = cells
    set Rate  = 1 ng/mL/day/(1e6 cells/mL) [assumed]
    subsection Modifiers
      subsection effective_drug
        set Form            = inhibition
        set Half saturation = 1 ng/mL [assumed]
      end
    end
  end
  subsection loss
    set Form  = decay
    set Field = signal
    set Rate  = 1 1/day [assumed]
  end
  subsection rescue
    set Form  = decay
    set Field = cells
    set Rate  = 1 1/day [assumed]
    subsection Modifiers
      subsection signal
        set Form            = inhibition
        set Half saturation = 1 ng/mL [assumed]
      end
    end
  end
  subsection ageing
    set Form = conversion
    set From = cells
    set To   = old_cells
    set Rate = 1 1/day [assumed]
    subsection Modifiers
      subsection drug
        set Form                    = dose response with optimum
        set Rise                    = 1 [assumed]
        set Half saturation of rise = 0.1 ng/mL [assumed]
        set Half saturation of fall = 1 ng/mL [assumed]
      end
    end
  end
  subsection calling
    set Form        = chemotaxis
    set Field       = cells
    set Towards     = signal
    set Coefficient = 0.1 mm2/day/(ng/mL) [assumed]
  end
  subsection application
    set Form     = surface flux
    set Field    = drug
    set Surfaces = wound
    set Flux     = 1 (ng/mL) (mm/day) [assumed]
  end
  subsection clearance
    set Form            = uptake
    set Field           = drug
    set By              = old_cells
    set Rate            = 1 ng/mL/day/(1e6 cells/mL) [assumed]
    set Half saturation = 1 ng/mL [assumed]
  end
  subsection off
    set Form   = decay
    set Field  = cells
    set By     = old_cells
    set Rate   = 1 1/day/(1e6 cells/mL) [assumed]
    set Active = false
  end
end
"""
ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMP_NUM_THREADS="1")


class Commands(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def callus(self, *words, code=0):
        run = subprocess.run([CALLUS, *map(str, words)], cwd=self.folder, env=ENVIRONMENT, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=200)
        self.assertEqual(run.returncode, code, run.stdout + run.stderr)
        return run.stdout if code == 0 else run.stderr

    def write(self, name, text):
        (self.folder / name).write_text(text)
        return self.folder / name

    def test_version_and_help(self):
        version = (SOURCE / "VERSION").read_text().split()[0]
        self.assertTrue(self.callus("--version").startswith(f"Callus {version} "))
        self.assertIn("callus run FILE.prm", self.callus("--help"))

    def test_every_list_is_json(self):
        for topic in ["fields", "drivers", "quantities", "processes", "equations", "laws", "materials", "parameters"]:
            with self.subTest(topic):
                items = json.loads(self.callus("list", topic, "--json"))
                self.assertGreater(len(items), 1)
                key = "path" if topic == "parameters" else "name"
                names = [item[key] for item in items]
                kinds = [(item[key], item.get("kind")) for item in items]
                self.assertEqual(len(kinds), len(set(kinds)), "nothing is listed twice")
                text = self.callus("list", topic)
                self.assertTrue(all(name in text for name in names))

    def test_processes_say_what_they_do(self):
        for process in json.loads(self.callus("list", "processes", "--json")):
            self.assertEqual(set(process), {"name", "form", "equation", "description", "reads", "changes", "sources", "rows",
                                            "row_origins", "active", "file", "modifiers"})
            self.assertTrue(pathlib.Path(process["file"]).is_file(), process["name"])
            own = {origin["row"] for origin in process["row_origins"]}
            of_modifiers = {origin["row"] for modifier in process["modifiers"] for origin in modifier["row_origins"]}
            self.assertEqual(set(process["rows"]), own | of_modifiers, process["name"])
            self.assertTrue(process["changes"], process["name"])
            self.assertTrue(process["equation"], process["name"])

    def test_equations_name_every_active_process(self):
        text = self.callus("list", "equations", WELL_MIXED)
        items = json.loads(self.callus("list", "equations", WELL_MIXED, "--json"))
        for process in json.loads(self.callus("list", "processes", WELL_MIXED, "--json")):
            for field in process["changes"]:
                terms = next(item["terms"] for item in items if item["name"] == field)
                self.assertEqual(process["active"], any(term["process"] == process["name"] for term in terms), field)
        for item in items:
            for term in item.get("terms", [item]):
                for value in term.get("values", []) if isinstance(term.get("values"), list) else []:
                    self.assertIn(value["symbol"], term["equation"], "each value is that of a symbol")
                    self.assertIn(f"{value['symbol']} = {value['value']}", text)

    def test_a_parameter_has_one_value(self):
        """A symbol with the number of its process means the same wherever it stands."""
        meaning = {}
        for item in json.loads(self.callus("list", "equations", "--json")):
            if item["kind"] == "quantity":  # each line for itself
                self.assertEqual(len(item["values"]), len({value["symbol"] for value in item["values"]}), item["name"])
                continue
            for term in item.get("terms", [item]):
                for value in term.get("values", []):
                    self.assertEqual(meaning.setdefault(value["symbol"], value["value"]), value["value"], value["symbol"])
        self.assertGreater(len(meaning), 100)

    def test_network_is_a_graph(self):
        case = self.write("case.prm", CYTOKINE)
        arrows = {(a["from"], a["to"], a["kind"], a["direction"]) for a in json.loads(self.callus("list", "network", case, "--json"))}
        self.assertEqual(arrows, {("cells", "signal", "influence", "raises"), ("drug", "signal", "influence", "lowers"),
                                  ("drug", "cells -> old_cells", "influence", "both"), ("signal", "cells", "influence", "raises"),
                                  ("cells", "old_cells", "conversion", "raises"), ("signal", "cells", "movement", "raises"),
                                  ("wound", "drug", "supply", "raises"), ("old_cells", "drug", "influence", "lowers")})
        graph = self.callus("list", "network", case)
        self.assertTrue(graph.startswith("digraph biology {") and graph.endswith("}\n"))
        self.assertIn('"drug" -> "signal" [color="#c62828", arrowhead=tee, tooltip="secretion"];', graph)
        if shutil.which("dot"):
            drawing = subprocess.run(["dot", "-Tsvg"], input=graph, text=True, check=True, capture_output=True)
            self.assertEqual(drawing.stderr, "")
        part = json.loads(self.callus("list", "network", case, "--acting-on", "signal", "--json"))
        self.assertEqual({(a["from"], a["to"]) for a in part}, {("cells", "signal"), ("drug", "signal")})
        part = json.loads(self.callus("list", "network", case, "--among", "signal,cells", "--json"))
        self.assertEqual({(a["from"], a["to"]) for a in part}, {("cells", "signal"), ("signal", "cells")})

    def test_network_of_what_is_there_only(self):
        self.assertIn("Did you mean 'stem_cells'?", self.callus("list", "network", "--acting-on", "stem_cell", code=1))
        self.assertIn("behind --among", self.callus("list", "network", "--among", "oxigen", code=1))
        self.assertIn("--acting-on only with 'list network'",
                      self.callus("list", "fields", "--acting-on", "stem_cells", code=1))

    def test_every_parameter_is_documented(self):
        for entry in json.loads(self.callus("list", "parameters", COARSE, "--json")):
            self.assertTrue(entry["description"], entry["path"])
            if entry["kind"] in ("quantity", "quantities", "number"):
                self.assertTrue(entry["unit"], entry["path"])
            if entry["kind"] in ("quantity", "quantities") and entry["value"] not in ("", "none"):
                self.assertTrue(entry["source"], entry["path"])

    def test_list_of_a_file(self):
        fields = json.loads(self.callus("list", "fields", WELL_MIXED, "--json"))
        shipped = json.loads(self.callus("list", "fields", "--json"))
        self.assertNotEqual([f["name"] for f in fields], [f["name"] for f in shipped])

    def test_well_mixed_writes_and_repeats(self):
        self.callus("well-mixed", WELL_MIXED, "--output", "first")
        history = (self.folder / "first/history.csv").read_text()
        self.assertTrue(history.startswith("day,"))
        self.assertTrue(all(" [" in name for name in history.splitlines()[0].split(",")[1:]))
        manifest = json.loads((self.folder / "first/manifest.json").read_text())
        self.assertEqual(manifest["status"], "completed")
        self.callus("well-mixed", "first/parameters.used.prm", "--output", "second")
        self.assertEqual(history, (self.folder / "second/history.csv").read_text())
        self.assertEqual((self.folder / "first/parameters.used.prm").read_text(),
                         (self.folder / "second/parameters.used.prm").read_text())

    def test_results_are_not_overwritten_by_accident(self):
        self.callus("well-mixed", WELL_MIXED)
        self.assertTrue((self.folder / "output/trejo_kojouharov/history.csv").exists())
        self.assertIn("--overwrite", self.callus("well-mixed", WELL_MIXED, code=1))
        self.callus("well-mixed", WELL_MIXED, "--overwrite", "--set", "Time/End = 5 day")
        history = (self.folder / "output/trejo_kojouharov/history.csv").read_text()
        self.assertEqual(history.splitlines()[-1].split(",")[0], "5")

    def test_well_mixed_takes_sizes_and_events_from_the_case(self):
        event = ["--set", "Events/no monocytes/Day = 1 day", "--set", "Events/no monocytes/Change = process",
                 "--set", "Events/no monocytes/Process = monocytes_from_marrow",
                 "--set", "Events/no monocytes/Factor = 0 [assumed]"]
        end = ["--set", "Time/End = 3 day"]
        self.callus("well-mixed", COARSE, "--output", "with", *end)
        self.callus("well-mixed", COARSE, "--output", "without", *end, *event)
        rows = [[(self.folder / name / "history.csv").read_text().splitlines()[day] for day in (2, 4)]
                for name in ("with", "without")]
        self.assertEqual(rows[0][0], rows[1][0], "the same until day 1")
        self.assertNotEqual(rows[0][1], rows[1][1])

    def test_check(self):
        self.callus("check", COARSE)
        self.assertEqual(list(self.folder.iterdir()), [], "nothing is written")
        message = self.callus("check", COARSE, "--set", "Time/End = 3 mm", "--set", "Tmie/End = 3 day", code=1)
        self.assertIn("Time/End", message)
        self.assertIn("Did you mean 'Time'?", message)

    def test_check_without_a_mesh(self):
        self.assertIn("callus well-mixed", self.callus("check", WELL_MIXED))
        message = self.callus("check", WELL_MIXED, "--set", "Tmie/End = 3 day", code=1)
        self.assertIn("Did you mean 'Time'?", message)
        self.assertIn("Mesh/File", self.callus("check", WELL_MIXED, "--set", "Regions/callus/Role = healing", code=1))

    def test_input_errors_name_file_and_line(self):
        case = self.write("case.prm", f"include {COARSE}\nsubsection Time\n  set Ned = 3 day\nend\n")
        for command in ["run", "check", "well-mixed"]:
            self.assertIn(f"{case}:3: in Time/Ned", self.callus(command, case, code=1))
        self.assertFalse((self.folder / "output").exists())

    def test_dimension_became_geometry(self):
        message = self.callus("check", COARSE, "--set", "Dimension = 2", code=1)
        self.assertEqual(message.count("is now called 'Geometry'"), 1, message)

    def test_missing_file(self):
        for words in [["run"], ["check"], ["well-mixed"], ["list", "fields"]]:
            message = self.callus(*words, "nothing.prm", code=1)
            self.assertIn("nothing.prm: found no file", message)
            self.assertNotIn("Mesh", message)

    def test_numerical_failure(self):
        message = self.callus("run", COARSE, "--output", "run", "--set", "Time/End = 1 day",
                              "--set", "Transport/Largest number of iterations = 1", code=2)
        self.assertIn("The computation failed", message)
        manifest = json.loads((self.folder / "run/manifest.json").read_text())
        self.assertTrue(manifest["status"].startswith("failed"), manifest["status"])

    def test_run_writes_everything_and_repeats(self):
        self.callus("run", COARSE, "--output", "first", "--set", "Time/End = 1 day")
        for name in ["history.csv", "diagnostics.csv", "fields.pvd", "parameters.used.prm", "manifest.json", "log.txt"]:
            self.assertTrue((self.folder / "first" / name).stat().st_size > 0, name)
        self.callus("run", "first/parameters.used.prm", "--output", "second")
        self.assertEqual((self.folder / "first/history.csv").read_text(), (self.folder / "second/history.csv").read_text())

    def test_what_mpirun_writes_to_a_file_has_no_progress_line(self):
        """Open MPI gives each process a terminal, though nobody sees it."""
        environment = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMPI_MCA_rmaps_base_oversubscribe="1")
        run = subprocess.run(["mpirun", "-n", "2", CALLUS, "run", COARSE, "--output", "parallel", "--set", "Time/End = 0.1 day"],
                             cwd=self.folder, env=environment, timeout=120, stdout=subprocess.PIPE, check=True)
        self.assertIn(b"time: reading", run.stdout)
        self.assertNotIn(b"\033", run.stdout)


if __name__ == "__main__":
    unittest.main()
