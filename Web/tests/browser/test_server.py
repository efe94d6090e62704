"""The page with Hilum's own server and real files.

TEST_PROGRAM=hilum TEST_MODEL=BUNDLE TEST_XRAYS=DIR TEST_DICOM=FILE tests/run.sh
"""

import os
import pathlib
import re
import socket
import statistics
import subprocess
import tempfile
import time
import unittest
import urllib.request

from browser_case import BrowserCase
from fake_server import WEB

PROGRAM, MODEL, XRAYS, DICOM = (
    os.environ.get(name) for name in ("TEST_PROGRAM", "TEST_MODEL", "TEST_XRAYS", "TEST_DICOM")
)


@unittest.skipUnless(PROGRAM and MODEL, "TEST_PROGRAM and TEST_MODEL name no server and no model")
class RealServer(BrowserCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        models = pathlib.Path(folder.name) / "models" / "chest"
        models.mkdir(parents=True)
        (models / "1").symlink_to(pathlib.Path(MODEL).resolve())
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--models", str(models.parent), "--port", str(port), "--web", str(WEB / "dist")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.addCleanup(self.process.wait)
        self.addCleanup(self.process.terminate)
        url = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{url}/health").close()
                break
            except OSError:
                time.sleep(0.1)
        self.open(url)

    @unittest.skipUnless(XRAYS, "TEST_XRAYS names no folder of X-rays")
    def test_real_files_are_read(self):
        files = sorted(pathlib.Path(XRAYS).rglob("*.jpeg"))[:12]
        self.read(*files)
        self.assertEqual(self.page.locator(".worklist-row .mini-bar").count(), len(files))
        self.page.wait_for_selector('canvas[aria-label*="with heat-map"]')

    @unittest.skipUnless(DICOM, "TEST_DICOM names no file")
    def test_real_dicom_is_read_and_shown(self):
        self.read(pathlib.Path(DICOM))
        self.page.wait_for_selector(".decision")
        self.page.wait_for_selector('canvas[aria-label*="with heat-map"]')

    def test_server_that_is_stopped_says_so(self):
        self.expected_errors = True
        self.process.terminate()
        self.process.wait()
        self.choose(WEB / "public" / "examples" / "normal.jpeg")
        self.page.wait_for_selector("text=The server does not answer.")

    def test_card_and_models(self):
        self.go("models")
        self.page.wait_for_selector(".metric-grid")
        self.page.click("[role=tab]:has-text('Model card')")
        self.page.wait_for_selector(".prose table")

    @unittest.skipUnless(XRAYS, "TEST_XRAYS names no folder of X-rays")
    def test_from_drop_to_overlay_in_150_ms(self):
        """Median over 2-megapixel JPEGs; the machine should be quiet."""
        files = [path for path in sorted(pathlib.Path(XRAYS).rglob("*.jpeg")) if 1.6e6 < pixels(path) < 2.6e6]
        spent = []
        for index, path in enumerate(files * 3):
            self.page.evaluate("performance.clearMarks()")
            self.choose(path)
            self.wait_read(index + 1)
            self.page.wait_for_selector(f'.stage-head h2:has-text("{path.name}")')
            self.page.wait_for_selector('canvas[aria-label*="with heat-map"]')
            self.page.wait_for_timeout(100)
            spent.append(self.page.evaluate("""() => {
              const at = (name) => performance.getEntriesByName(name).pop().startTime;
              return at("hilum:shown") - at("hilum:drop");
            }"""))
        print(
            f"\nfrom drop to overlay: median {statistics.median(spent):.0f} ms, {min(spent):.0f} to {max(spent):.0f}, n {len(spent)}"
        )
        self.assertLess(statistics.median(spent), 150)


def pixels(path):
    """Width times height of a JPEG, from its frame header."""
    found = re.search(rb"\xff[\xc0-\xc2]..\x08(..)(..)", path.read_bytes(), re.DOTALL)
    return int.from_bytes(found[1], "big") * int.from_bytes(found[2], "big") if found else 0
