"""The archive's page: what came, what it gave, where it went, and what may be done about it."""

from browser_case import BrowserCase
from fake_archive import FakeArchive, archived, delivery

HOSTILE = '"><img src=x onerror=alert(1)>\u202e\x00' + "W" * 200


class ArchiveCase(BrowserCase):
    def setUp(self):
        super().setUp()
        self.page.wait_for_selector(".header nav a:has-text('Archive')")

    def text(self, selector):
        return " ".join(super().text(selector).split())

    def show(self, path="archive"):
        self.go(path)
        self.page.wait_for_selector(".object-row")

    def row(self, number):
        return self.page.locator(f".object-row:has-text('A{1000 + number}')")

    def detail(self, number):
        return self.page.locator(f"#object-{number}")


class Archive(ArchiveCase):
    def test_lists_what_came_newest_first(self):
        self.show()
        rows = [" ".join(row.split()) for row in self.page.locator(".object-row").all_inner_texts()]
        self.assertEqual(len(rows), 8)
        self.assertIn("waiting", rows[0])
        for words in ("CR_ROOM_2", "CR · PA · CHEST", "28 Nov 2026", "A1002", "Positive", "Pneumonia", "93.4 %", "done", "ORTHANC 3/3"):
            self.assertIn(words, rows[6])
        self.assertIn("Negative", rows[7])
        self.assertRegex(rows[5], r"Refused.+This is no chest radiograph")
        self.assertRegex(rows[2], r"ORTHANC 1/1.+ARCHIVE2 0/2")
        self.assertRegex(rows[4], r"failed.+the object ends in the middle of its pixels")
        self.assertRegex(self.text(".node-line"), r"HILUM port 11112 412 GB free accepting")

    def test_counts_are_filters(self):
        self.show()
        self.assertRegex(self.text(".state-filter"), r"All 8 Waiting 1 Reading 1 Sending 1 Done 3 Failed 2")
        self.page.click(".state-filter a:has-text('Failed')")
        self.page.wait_for_selector(".object-list li:nth-child(2):last-child")
        self.assertEqual(self.page.locator(".object-row .chip.state-failed:text-is('failed')").count(), 2)
        self.page.reload()
        self.page.wait_for_selector(".object-list li:nth-child(2):last-child")
        self.server.archive.objects = self.server.archive.objects[:1]
        self.page.wait_for_selector("text=No object is in this state.")

    def test_a_row_opens_by_keyboard_on_picture_report_and_deliveries(self):
        self.show()
        self.row(6).focus()
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector(".object-picture img")
        self.page.wait_for_selector("text=What weighed most lies in the right lower zone.")
        self.assertEqual(self.row(6).get_attribute("aria-expanded"), "true")
        natural = self.page.evaluate("document.querySelector('.object-picture img').naturalWidth")
        self.assertEqual(natural, 400)
        text = self.text("#object-6")
        self.assertRegex(text, r"ARCHIVE2 Structured report waiting until \d\d:\d\d:\d\d after 3 attempts")
        self.assertIn("does not answer: connection refused", text)
        self.assertEqual(self.detail(6).locator("button").count(), 0, "nothing failed that could be tried again")
        self.page.keyboard.press("Enter")
        self.detail(6).wait_for(state="detached")

    def test_what_is_not_read_is_not_asked_for(self):
        self.show()
        self.row(7).click()
        self.detail(7).wait_for()
        self.assertEqual([path for path in self.server.asked if path.startswith("/archive/")], [])

    def test_a_failed_object_is_tried_again(self):
        self.show("archive/failed")
        self.row(5).click()
        self.assertIn("data set does not match SOP class", self.text("#object-5"))
        self.detail(5).locator("button").focus()
        self.page.keyboard.press("Enter")
        self.row(5).wait_for(state="detached")
        self.assertEqual(self.server.archive.retried, ["5"])
        self.assertIn("Waiting 2", self.text(".state-filter"))
        focused = self.page.evaluate("document.activeElement.getAttribute('aria-label')")
        self.assertEqual(focused, "Objects, newest first", "the focus does not fall out of the list")

    def test_hostile_text_stays_text(self):
        self.server.archive.objects = [
            archived(1, "failed", calling_ae=HOSTILE, accession_number=HOSTILE, modality=HOSTILE, study_date=HOSTILE,
                     error=HOSTILE * 9, prediction=HOSTILE, deliveries=[delivery("<b>", HOSTILE, "failed", error=HOSTILE)])
        ]  # fmt: skip
        for width in (360, 1280):
            self.open(self.server.url, (width, 800))
            self.show()
            self.page.click(".object-row")
            self.page.wait_for_selector(".object-picture img")
            text = self.text(".object-list")
            self.assertIn('"><img src=x onerror=alert(1)>', text)
            self.assertNotIn("\u202e", text, "nothing turns the text beside it")
            self.assertEqual(self.page.locator(".object-list img").count(), 1, "the picture and no other")
            wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            self.assertLessEqual(wide, 0, "nothing hangs out of the page")

    def test_not_accepting_is_said(self):
        self.server.archive.accepting = False
        self.show()
        self.assertIn("not accepting", self.text(".node-line"))

    def test_what_is_off_is_not_shown(self):
        self.server.archive = None
        self.page.reload()
        self.page.wait_for_selector(".explanation a")
        self.assertEqual(self.page.locator(".header nav a:has-text('Archive')").count(), 0)
        self.go("archive")
        self.page.wait_for_selector("text=hilum serve --dicom PORT")
        self.assertNotIn("/archive", self.server.asked)


class LiveArchive(ArchiveCase):
    def test_changes_show_and_open_rows_focus_and_scroll_stay(self):
        archive = self.server.archive = FakeArchive([archived(number) for number in range(1, 61)])
        self.show()
        self.row(30).click()
        self.page.wait_for_selector(".object-picture img")
        self.page.evaluate("document.querySelector('.object-picture img').dataset.kept = 'yes'")
        place = lambda: self.row(30).bounding_box()["y"]
        before = place()
        with archive.lock:
            archive.objects += [archived(number, "reading") for number in range(61, 90)]
            archive.find("29").update(state="failed", error="the disk is full")
        self.page.wait_for_selector("text=the disk is full")
        self.page.wait_for_selector("text=A1089", state="attached")
        self.assertAlmostEqual(place(), before, delta=2, msg="what is looked at stays where it is")
        self.assertEqual(self.page.evaluate("document.activeElement.textContent.includes('A1030')"), True)
        self.assertEqual(self.page.locator(".object-picture img[data-kept]").count(), 1, "the picture is not fetched anew")
        self.assertEqual(self.row(11).count(), 1, "rows that were shown stay while one is open")

    def test_older_objects_come_when_asked_for(self):
        self.server.archive.objects = [archived(number) for number in range(1, 121)]
        self.show()
        self.assertEqual(self.page.locator(".object-row").count(), 50)
        self.page.click("text=Show older objects")
        self.page.wait_for_selector(".object-list li:nth-child(100):last-child")
        self.page.click("text=Show older objects")
        self.page.wait_for_selector(".object-list li:nth-child(120):last-child")
        self.assertEqual(self.page.locator("text=Show older objects").count(), 0)

    def test_stops_when_told_and_when_hidden(self):
        self.show()
        archive = self.server.archive
        self.page.click(".live-toggle")
        self.page.wait_for_load_state("networkidle")
        asked = archive.asked
        self.page.wait_for_timeout(2500)
        self.assertEqual(archive.asked, asked)
        self.page.click(".live-toggle")
        self.page.evaluate("""() => {
          Object.defineProperty(document, "visibilityState", { get: () => window.seen ? "visible" : "hidden" });
          document.dispatchEvent(new Event("visibilitychange"));
        }""")
        self.page.wait_for_timeout(300)
        asked = archive.asked
        self.page.wait_for_timeout(2500)
        self.assertEqual(archive.asked, asked, "a hidden page asks for nothing")
        self.page.evaluate("() => { window.seen = true; document.dispatchEvent(new Event('visibilitychange')); }")
        self.page.wait_for_timeout(300)
        self.assertEqual(archive.asked, asked + 1, "and asks at once when it is seen again")


class BrokenArchive(ArchiveCase):
    expected_errors = True

    def test_a_server_that_goes_away_leaves_its_rows_and_is_found_again(self):
        self.show()
        self.server.hang_up = True
        self.page.wait_for_selector("main [role=alert]:has-text('does not answer')")
        self.assertEqual(self.page.locator(".object-row").count(), 8)
        self.server.hang_up = False
        self.page.click("main [role=alert] button")
        self.page.locator("main [role=alert]").wait_for(state="detached")

    def test_an_answer_that_makes_no_sense_is_a_sentence(self):
        self.server.archive.odd = True
        self.go("archive")
        self.page.wait_for_selector("main [role=alert]:has-text('could not be understood')")

    def test_what_is_not_kept_any_more_is_said(self):
        self.show()
        self.server.archive.find = lambda name: None
        self.row(2).click()
        self.page.wait_for_selector("text=No picture is kept of this object.")
        self.page.wait_for_selector("text=No report is kept of this object.")

    def test_does_not_ask_for_a_key_again_and_again(self):
        self.server.key = "secret"
        self.go("archive")
        self.page.click("dialog[open] button:has-text('Not now')")
        self.page.wait_for_selector("main [role=alert]")
        self.page.wait_for_timeout(5000)
        self.assertEqual(self.page.locator("dialog[open]").count(), 0)
