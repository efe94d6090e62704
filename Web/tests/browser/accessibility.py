"""What axe-core finds on a page, and whether it is too wide."""

import pathlib

import axe_playwright_python

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Accessibility:
    """Goes with `BrowserCase`, whose page it looks at."""

    def assert_accessible(self, where):
        self.page.evaluate(AXE)
        found = self.page.evaluate("(rules) => axe.run({ runOnly: rules })", RULES)
        words = [
            f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:240]}"
            for one in found["violations"]
        ]
        self.assertEqual(words, [], where)
        self.assertGreater(len(found["passes"]), 15, "the rules were applied")

    def assert_narrow(self):
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        self.assertLessEqual(wide, 0, "nothing hangs out of the page")
