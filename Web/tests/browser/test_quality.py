"""What holds on every page: accessibility, width, weight and speed of the first load."""

from accessibility import Accessibility
from browser_case import NORMAL, PNEUMONIA, BrowserCase, given
from fake_server import WEB

PAGES = {
    "read": ".decision",
    "compare": ".change",
    "models": ".explorer",
    "history": ".history-table",
    "archive": ".object-list",
    "live": ".legend",
    "report/2": ".sheet",
}


class Quality(Accessibility, BrowserCase):
    def test_every_page_is_accessible_at_every_width_and_theme(self):
        self.expected_errors = True
        for size in ((360, 780), (1280, 800), (2560, 1440)):
            for scheme in ("light", "dark"):
                self.open(self.server.url, size, scheme)
                self.page.wait_for_selector(".explanation a")
                self.assert_accessible(f"before anything is read, {size[0]} {scheme}")
                self.server.frames = 12
                self.read(given("cine.dcm", bytes(128) + b"DICM" + bytes(64)))
                self.page.wait_for_selector(".frames")
                self.assert_accessible(f"a file with several frames, {size[0]} {scheme}")
                self.assert_narrow()
                self.page.click(".worklist button:has-text('Clear')")
                self.read(NORMAL, PNEUMONIA, given("notes.txt", b"notes"))
                for page, landmark in PAGES.items():
                    with self.subTest(page=page, width=size[0], scheme=scheme):
                        self.go(page)
                        self.page.wait_for_selector(landmark)
                        self.assert_accessible(f"{page} {size[0]} {scheme}")
                        self.assert_narrow()

    def test_dialogs_are_accessible(self):
        self.read(NORMAL)
        self.page.click('[aria-label="Keyboard shortcuts"]')
        self.assert_accessible("shortcuts")

    def test_everything_is_within_reach_of_the_keyboard(self):
        self.read(NORMAL)
        self.page.evaluate("document.activeElement.blur()")
        reached = set()
        for _ in range(60):
            self.page.keyboard.press("Tab")
            reached.add(self.page.evaluate("""() => document.activeElement.getAttribute("aria-label")
              ?? document.activeElement.textContent.trim().slice(0, 40)"""))
        for wanted in (
            "Skip to the content",
            "Compare",
            "Add files",
            "Heat-map",
            "Keyboard shortcuts",
            "CSV",
            "Report",
            "Files",
        ):
            self.assertIn(wanted, reached)

    def test_theme_is_kept(self):
        self.page.click('[aria-label="Change to the dark theme"]')
        self.page.reload()
        self.assertEqual(self.page.get_attribute("html", "data-theme"), "dark")

    def test_first_load_is_small_and_quick(self):
        weight = sum(path.stat().st_size for path in (WEB / "dist").rglob("*.gz"))
        self.assertLess(weight, 300_000, "bytes, compressed")
        spent = self.page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
        self.assertLess(spent, 1000, "ms")

    def test_nothing_comes_from_elsewhere(self):
        self.read(PNEUMONIA)
        hosts = self.page.evaluate("""() => [...new Set(
          performance.getEntriesByType("resource").map(({ name }) => new URL(name, location).origin))]""")
        self.assertEqual(hosts, [self.server.url])
