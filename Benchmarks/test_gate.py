"""Tests of what runs are written and compared by: python3 -m unittest discover Benchmarks"""
import contextlib
import io
import json
import pathlib
import tempfile
import unittest

import chart
import compare
import record


def run(ratios, processor="a", date="2026-11-28T10:00:00+00:00", commit="c0ffee1"):
    """A run with these ratios of times."""
    rows = [record.row(name, "ms", record.figure(1.0), record.figure(ratio)) for name, ratio in ratios.items()]
    machine = {"processor": processor, "cores": 2, "memory_gigabytes": 8, "load": 0}
    return {"date": date, "commit": commit, "machine": machine, "rows": rows}


class RecordTests(unittest.TestCase):
    def test_ratio_is_how_many_times_better(self):
        self.assertEqual(record.row("t", "ms", record.figure(2.0), record.figure(6.0))["ratio"], 3)
        self.assertEqual(record.row("r", "readings/s", record.figure(6.0), record.figure(2.0))["ratio"], 3)
        self.assertIsNone(record.row("alone", "ms", record.figure(2.0))["ratio"])

    def test_memory_is_a_ratio_of_its_own(self):
        row = record.row("p", "s", record.figure(1.0, 100), record.figure(2.0, 300))
        self.assertEqual(record.ratios({"rows": [row]}), {"p": 2, "p: memory": 3})

    def test_written_runs_are_read_back_and_named_by_day_commit_and_processor(self):
        with tempfile.TemporaryDirectory() as folder:
            file = record.write(run({"t": 2.0}, "Intel(R) Xeon(R) @ 2 GHz"), pathlib.Path(folder))
            self.assertEqual(file.name, "2026-11-28-c0ffee1-intel-r-xeon-r-2-ghz.json")
            self.assertEqual(record.read(file), run({"t": 2.0}, "Intel(R) Xeon(R) @ 2 GHz"))
            self.assertEqual([one.name for one in pathlib.Path(folder).iterdir()], [file.name])


class CompareTests(unittest.TestCase):
    def check(self, old, new, *words):
        """The exit code and what is printed."""
        with tempfile.TemporaryDirectory() as folder:
            files = [pathlib.Path(folder, name) for name in ("old.json", "new.json")]
            for file, one in zip(files, (old, new)):
                file.write_text(one if isinstance(one, str) else json.dumps(one))
            out = io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
                code = compare.main([*map(str, files), *words])
            return code, out.getvalue()

    def test_what_fell_is_named(self):
        code, text = self.check(run({"a": 2.0, "b": 4.0}), run({"a": 2.1, "b": 3.0}))
        self.assertEqual(code, 1)
        self.assertEqual(text, "fell by 25 %: b: 4.00× → 3.00×\n")

    def test_within_the_tolerance_nothing_fell(self):
        self.assertEqual(self.check(run({"a": 2.0}), run({"a": 1.91}))[0], 0)
        self.assertEqual(self.check(run({"a": 2.0}), run({"a": 1.89}))[0], 1)
        self.assertEqual(self.check(run({"a": 2.0}), run({"a": 1.89}), "--tolerance", "0.1")[0], 0)

    def test_what_only_one_run_has_is_named(self):
        code, text = self.check(run({"a": 2.0, "gone": 1.0}), run({"a": 2.0, "added": 1.0}))
        self.assertEqual(code, 0)
        self.assertIn("no longer measured: gone\nnew: added\n", text)

    def test_other_machines_and_other_files_are_refused(self):
        self.assertEqual(self.check(run({"a": 2.0}), run({"a": 2.0}, "b"))[0], 2)
        self.assertEqual(self.check(run({"a": 2.0}), run({"a": 2.0}, "b"), "--any-machine")[0], 0)
        self.assertEqual(self.check(run({"a": 2.0}), "no JSON")[0], 2)
        self.assertEqual(self.check(run({"a": 2.0}), {"rows": []})[0], 2)


class ChartTests(unittest.TestCase):
    def test_ratios_are_drawn_by_machine_in_the_order_of_time(self):
        runs = [run({"a": 2.0}, date="2026-11-28T12:00:00+00:00", commit="later"),
                run({"a": 3.0}, date="2026-11-28T09:00:00+00:00", commit="sooner"), run({"a": 1.0, "<b>": 2.0}, "other")]
        svg = chart.ratios(runs)
        self.assertEqual(svg.count('class="panel"'), 2)
        self.assertLess(svg.index("sooner"), svg.index("later"))
        self.assertIn("&lt;b&gt;", svg)

    def test_a_curve_has_a_line_for_each_side(self):
        points = [{"connections": n, "rate": 10.0 * n, "p50": 5.0, "p99": 9.0} for n in (1, 8, 64)]
        svg = chart.curve(run({}) | {"curves": {"peer": points, "int8": points}})
        self.assertEqual(svg.count('class="panel"'), 3)
        self.assertEqual(svg.count("<polyline"), 6)


if __name__ == "__main__":
    unittest.main()
