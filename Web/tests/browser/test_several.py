"""Models of three classes and of fourteen findings."""

import csv
import io

from accessibility import Accessibility
from browser_case import NORMAL, PNEUMONIA, BrowserCase
from fake_several import fourteen_findings, three_classes


class Several(Accessibility, BrowserCase):
    model = None

    def setUp(self):
        super().setUp()
        self.several = self.server.several = type(self).model()
        self.page.reload()
        self.page.wait_for_selector(".explanation a")

    def bars(self):
        return [text.replace("\xa0", " ") for text in self.page.locator(".finding-name").all_inner_texts()]

    def note(self):
        return self.text(".heat-note")

    def export(self):
        with self.page.expect_download() as download:
            self.page.click(".worklist button:has-text('CSV')")
        return list(csv.DictReader(io.StringIO(download.value.path().read_bytes().decode(), newline="")))


class ThreeClasses(Several):
    model = staticmethod(three_classes)

    def test_reading_and_heat_map_of_a_chosen_class(self):
        self.several.probabilities = [0.2, 0.3, 0.5]
        self.read(PNEUMONIA)
        self.assertIn("Virus", self.text(".decision-word"))
        self.assertIn("80.0 % for anything but normal is at or above the threshold of 50.0 %", self.text(".decision"))
        self.assertEqual(self.bars(), ["Virus", "Bacteria", "Normal"])
        self.page.wait_for_selector(".heat-note:has-text('virus')")
        own = self.page.locator(".viewer").screenshot()
        self.page.check(".finding:has-text('Bacteria') input")
        self.page.wait_for_selector('canvas[aria-label*="with heat-map"]')
        self.assertIn("bacteria", self.note())
        self.assertNotEqual(self.page.locator(".viewer").screenshot(), own, "it is another map")
        self.page.keyboard.press("ArrowUp")
        self.page.wait_for_selector(".heat-note:has-text('virus')")
        self.page.keyboard.press("ArrowDown")
        self.page.wait_for_selector(".heat-note:has-text('bacteria')")
        self.assertEqual(self.several.explained, ["BACTERIA"], "asked for once")
        self.assertEqual(len(self.server.readings), 1, "a heat-map is no reading")

    def test_table_history_and_opinion(self):
        self.several.probabilities = [0.2, 0.3, 0.5]
        self.read(PNEUMONIA)
        self.page.click(".feedback button:has-text('Bacteria')")
        self.page.wait_for_selector(".feedback [role=status]:has-text('you disagree')")
        row = self.export()[0]
        self.assertEqual([row["leading"], row["feedback"], row["positive_class"]], ["VIRUS", "BACTERIA", "not NORMAL"])
        self.assertEqual(row["findings"], "NORMAL=0.2;BACTERIA=0.3;VIRUS=0.5*")
        self.go("history")
        self.page.wait_for_selector(".history-table .disagree")
        self.page.click(".past-findings summary")
        self.assertIn("not called", self.text(".past-findings"))
        self.page.click(".history-table button:has-text('Virus')")
        self.page.wait_for_selector(".history-table .agree")

    def test_model_page(self):
        self.go("models")
        self.page.wait_for_selector(".class-table")
        self.assertIn("0.941", self.text(".metric-grid >> nth=0"))
        self.assertIn("0.927–0.953", self.text("section[aria-labelledby=averages-title]"))
        self.assertEqual(self.page.locator(".class-table tbody tr").count(), 3)
        self.assertIn("37.0 %", self.text(".class-table tr:has-text('Bacteria')"))
        self.assertEqual(self.page.locator(".confusion >> nth=0 >> td.wrong").count(), 6)
        self.page.select_option(".curves-of select", "VIRUS")
        self.page.wait_for_selector("text=called not virus")
        self.assertIn("33.0 %", self.text(".explorer"))


class FourteenFindings(Several):
    model = staticmethod(fourteen_findings)

    def test_bars_are_sorted_and_fit(self):
        self.several.probabilities = [0.05] * 4 + [0.9, 0.5] + [0.05] * 8
        self.read(PNEUMONIA)
        self.assertEqual(self.text(".decision-word"), "Mass and Nodule")
        self.assertIn("2 of 14 findings reach their thresholds", self.text(".decision"))
        self.assertEqual(len(self.bars()), 14)
        self.assertEqual(self.bars()[:2], ["Mass", "Nodule"])
        self.assertLess(self.page.locator(".findings").bounding_box()["height"], 560, "at one look")
        self.assertEqual(self.page.locator(".finding-bar s").count(), 13, "one has no interval")
        name = self.page.locator(".finding input >> nth=0").evaluate("input => input.labels[0].textContent")
        for words in ("Mass", "90.0 %", "found", "threshold 28.0 %", "interval 81.0 % to 91.0 %"):
            self.assertIn(words, name)

    def test_nothing_found(self):
        self.several.probabilities = [0.01] * 14
        self.read(PNEUMONIA)
        self.assertEqual(self.text(".decision-word"), "No finding")
        self.page.wait_for_selector(".heat-note:has-text('atelectasis')")

    def test_heat_map_that_fails_can_be_asked_for_again(self):
        self.expected_errors = True
        self.several.probabilities = [0.05] * 4 + [0.9, 0.5] + [0.05] * 8
        self.read(PNEUMONIA)
        self.server.fault = (503, "busy", "too many", {}, 1)
        self.page.check(".finding:has-text('Hernia') input")
        self.page.click(".findings [role=alert] button")
        self.page.wait_for_selector('canvas[aria-label*="with heat-map"]')
        self.assertIn("hernia", self.note())
        self.assertEqual(self.several.explained, ["Hernia"])

    def test_several_opinions_at_once(self):
        self.several.probabilities = [0.05] * 4 + [0.9, 0.5] + [0.05] * 8
        self.read(PNEUMONIA)
        self.page.click(".feedback summary")
        self.page.check(".finding-choice label:has-text('Mass') input")
        self.page.check(".finding-choice label:has-text('Hernia') input")
        self.page.click("text=Note these 2 findings")
        self.page.wait_for_selector(".feedback [role=status]:has-text('about Nodule, Hernia')")
        self.assertEqual(self.server.readings[0]["feedback_findings"], ["Mass", "Hernia"])
        row = self.export()[0]
        self.assertEqual([row["leading"], row["feedback"]], ["Mass", "Mass, Hernia"])
        self.go("history")
        self.page.wait_for_selector(".history-table .disagree")
        self.page.click(".history-table summary:has-text('Mass, Hernia')")
        self.page.uncheck(".history-table .finding-choice label:has-text('Hernia') input")
        self.page.check(".history-table .finding-choice label:has-text('Nodule') input")
        self.page.click(".history-table .finding-choice button")
        self.page.wait_for_selector(".history-table .agree")

    def test_model_page(self):
        self.go("models")
        self.page.wait_for_selector(".class-table")
        rows = self.page.locator(".class-table tbody tr")
        self.assertEqual(rows.count(), 14)
        self.assertIn("0.910–0.950", rows.nth(0).inner_text())
        self.assertIn("14 unknown", rows.nth(0).inner_text())
        self.assertNotIn("0.93", rows.nth(13).inner_text(), "what cannot be computed is not shown")
        self.page.select_option(".curves-of select", "Hernia")
        self.page.wait_for_selector("text=no curve can be drawn")

    def test_every_page_is_accessible_and_fits(self):
        for size, scheme in (((360, 780), "light"), ((1280, 800), "dark")):
            self.open(self.server.url, size, scheme)
            self.page.wait_for_selector(".explanation a")
            self.read(NORMAL, PNEUMONIA)
            self.page.click(".feedback summary")
            for page, landmark in (
                ("read", ".findings"),
                ("compare", ".finding-changes"),
                ("models", ".class-table"),
                ("history", ".history-table"),
                ("report/2", ".sheet-findings"),
            ):
                with self.subTest(page=page, width=size[0]):
                    self.go(page)
                    self.page.wait_for_selector(landmark)
                    self.assert_accessible(f"{page} {size[0]} {scheme}")
                    self.assert_narrow()


del Several
