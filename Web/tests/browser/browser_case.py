"""What every browser test shares: Chromium, a fake server, a page whose console must stay clean."""

import base64
import pathlib
import shutil
import unittest

from playwright.sync_api import sync_playwright

from fake_server import WEB, FakeServer

EXAMPLES = WEB / "public" / "examples"
NORMAL, PNEUMONIA = EXAMPLES / "normal.jpeg", EXAMPLES / "pneumonia.jpeg"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


def given(name, data, kind=""):
    """A file as Playwright's file inputs take it."""
    return {"name": name, "mimeType": kind, "buffer": data}


class BrowserCase(unittest.TestCase):
    """One browser a class, one server and one page a test."""

    scheme, size, expected_errors = "light", (1280, 800), False

    @classmethod
    def setUpClass(cls):
        if CHROMIUM is None:
            raise unittest.SkipTest("no Chromium here: apt-get install chromium")
        cls.playwright = sync_playwright().start()
        # Chromium refuses its sandbox to root, which is who runs tests in a container.
        cls.browser = cls.playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.playwright.stop()

    def setUp(self):
        self.server = FakeServer()
        self.addCleanup(self.server.stop)
        self.open(self.server.url)

    def open(self, url, size=None, scheme=None):
        width, height = size or self.size
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme or self.scheme,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        self.addCleanup(context.close)
        self.page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.console = []
        # A request that a test makes fail is logged by the browser itself; whatever else is logged is the page's fault.
        self.page.on(
            "console",
            lambda message: message.type in ("error", "warning")
            and not (self.expected_errors and message.text.startswith("Failed to load resource"))
            and self.console.append(message.text),
        )
        self.page.on("pageerror", lambda error: self.console.append(str(error)))
        self.addCleanup(lambda: self.assertEqual(self.console, [], "the console must stay clean"))
        self.url = url
        self.page.goto(url)
        self.page.wait_for_selector(".header")

    def go(self, page):
        self.page.goto(f"{self.url}/#/{page}")

    def choose(self, *files):
        buffers = [given(one.name, one.read_bytes()) if isinstance(one, pathlib.Path) else one for one in files]
        self.page.set_input_files("input[type=file]", buffers)

    def read(self, *files):
        """Chooses files and waits until all are read."""
        self.choose(*files)
        self.wait_read(len(files))

    def wait_read(self, count, timeout=15_000):
        self.page.wait_for_selector(f'.worklist-head .number:text-is("{count} of {count} done")', timeout=timeout)

    def hand_over(self, kind, *files):
        """Drops or pastes files, as a person would."""
        contents = [[path.name, base64.b64encode(path.read_bytes()).decode()] for path in files]
        self.page.evaluate(
            """([kind, contents]) => {
          const carried = new DataTransfer();
          for (const [name, text] of contents)
            carried.items.add(new File([Uint8Array.from(atob(text), (char) => char.charCodeAt(0))], name));
          const event = kind === "paste"
            ? new ClipboardEvent("paste", { clipboardData: carried, bubbles: true })
            : new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true });
          document.body.dispatchEvent(event);
        }""",
            [kind, contents],
        )

    def text(self, selector):
        return self.page.inner_text(selector)
