import base64
import csv
import io

from browser_case import NORMAL, PNEUMONIA, BrowserCase, given
from fake_server import png


class Reading(BrowserCase):
    def test_dropped_file_is_read_and_explained(self):
        self.hand_over("drop", PNEUMONIA)
        self.wait_read(1)
        meter = self.page.locator(".result [role=meter]")
        share = float(meter.get_attribute("aria-valuenow"))
        self.assertIn("the threshold is 52.7 %", meter.get_attribute("aria-valuetext"))
        self.assertIn(
            f"{share:.1f} % is {'at or above' if share >= 52.7 else 'below'} the threshold", self.text(".decision")
        )
        self.assertEqual(self.page.locator(".classes li").count(), 2)
        self.assertIn("chest, version 1 (MobileNetV2)", self.text(".facts"))
        self.assertIn("Research software, not a medical device", self.text(".header"))
        self.assertIn("Transfer learning", self.text(".explanation"))
        self.assertIn("1 108", self.text(".explanation"))

    def test_report_is_shown_and_copied(self):
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.read(PNEUMONIA)
        self.assertIn("for pneumonia.", self.text(".sentences"))
        self.page.click(".sentences button")
        self.page.wait_for_selector('.sentences [role=status]:has-text("Copied.")')
        copied = self.page.evaluate("navigator.clipboard.readText()").split("\n")
        self.assertEqual([copied[0], *copied[2:4]], ["Findings:", "", "Impression:"])
        self.assertEqual(copied[4], "Research software, not a medical device; not for diagnosis.")

    def test_pasted_file_is_read(self):
        self.hand_over("paste", NORMAL)
        self.wait_read(1)

    def test_example_is_read(self):
        self.page.click("text=a chest with pneumonia")
        self.wait_read(1)
        self.assertIn("example-pneumonia.jpeg", self.text(".stage-head"))

    def test_picture_and_overlay_answer_to_keys(self):
        self.read(PNEUMONIA)
        viewer = self.page.locator(".viewer")
        self.assertTrue(viewer.evaluate("element => element === document.activeElement"), "the viewer has the focus")
        self.page.wait_for_selector('canvas[aria-label*="with heat-map"]')
        spoke = "pneumonia" if self.server.readings[0]["prediction"] == "PNEUMONIA" else "normal"
        self.assertIn(f"what spoke for “{spoke}”", viewer.inner_text())
        with_heat = viewer.screenshot()
        self.page.keyboard.press("h")
        self.page.wait_for_selector('.toggle[aria-pressed="false"]')
        self.assertNotEqual(viewer.screenshot(), with_heat, "H takes the heat-map away")
        self.page.keyboard.press("h")
        self.page.wait_for_selector('.toggle[aria-pressed="true"]')
        self.assertEqual(viewer.screenshot(), with_heat, "H brings it back")
        self.page.keyboard.press("]")
        self.assertIn("55 %", self.text(".heat-tools"))
        self.page.keyboard.press("c")
        self.assertEqual(self.page.input_value(".heat-tools select"), "viridis")
        self.page.keyboard.press("i")
        self.assertEqual(self.page.get_attribute('[aria-label^="Invert"]', "aria-pressed"), "true")
        self.page.keyboard.press("+")
        self.assertEqual(self.text(".zoom-figure"), "125 %")
        self.page.keyboard.press("0")
        self.assertEqual(self.text(".zoom-figure"), "100 %")

    def test_window_and_level_follow_a_drag_and_the_wheel_zooms(self):
        self.read(NORMAL)
        box = self.page.locator(".viewer").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.keyboard.press("w")
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x - 100, y + 50, steps=4)
        self.page.mouse.up()
        self.assertIn("195", self.text(".grey-sliders"))
        self.assertIn("108", self.text(".grey-sliders"))
        self.page.mouse.wheel(0, -400)
        self.page.wait_for_selector('.zoom-figure:has-text("182 %")')
        self.page.dblclick(".viewer")
        self.assertEqual(self.text(".zoom-figure"), "100 %")

    def test_single_keys_can_be_turned_off(self):
        self.read(NORMAL)
        self.page.click('[aria-label="Keyboard shortcuts"]')
        self.page.uncheck("dialog input[type=checkbox]")
        self.page.keyboard.press("Escape")
        self.page.focus(".viewer")
        self.page.keyboard.press("h")
        self.assertEqual(self.page.get_attribute(".toggle", "aria-pressed"), "true")

    def test_dicom_is_shown_as_the_server_renders_it(self):
        self.read(given("chest.dcm", bytes(128) + b"DICM" + bytes(64)))
        self.page.wait_for_selector('canvas[aria-label*="with heat-map"]')

    def test_file_with_several_frames(self):
        self.server.frames = 3
        self.read(given("cine.dcm", bytes(128) + b"DICM" + bytes(64)))
        self.page.wait_for_selector(".frames :text('1 of 3')")
        share = self.page.get_attribute(".result [role=meter]", "aria-valuenow")
        self.assertTrue(self.page.is_disabled('[aria-label^="Previous frame"]'))
        self.page.click('[aria-label^="Next frame"]')
        self.page.focus(".viewer")
        self.page.keyboard.press(".")
        self.page.wait_for_selector(".facts :text('3 of 3')")
        self.assertNotEqual(self.page.get_attribute(".result [role=meter]", "aria-valuenow"), share)
        self.assertEqual(self.server.predictions, 2, "the frame in passing was not read")
        self.page.wait_for_selector('canvas[aria-label*="with heat-map"]')
        with self.page.expect_download() as download:
            self.page.click(".worklist button:has-text('CSV')")
        self.assertIn("cine.dcm,2,done", download.value.path().read_text())

    def test_bad_file_is_named_and_the_others_are_read(self):
        self.expected_errors = True
        self.read(
            given("notes.jpeg", b"these are notes", "image/jpeg"),
            NORMAL,
            given("small.png", png(9, 9, lambda x, y: x * 20)),
        )
        self.assertIn("This is neither JPEG, PNG nor DICOM.", self.text(".result [role=alert]"))
        self.assertIn("Hilum reads JPEG, PNG and DICOM files.", self.text(".result [role=alert]"))
        self.assertEqual(self.page.locator(".worklist-row .mini-bar").count(), 2)

    def test_worklist_by_keyboard_sorting_and_csv(self):
        self.expected_errors = True
        files = [
            given(f"x{index}.png", png(8, 8, lambda x, y, index=index: (x * index) % 256), "image/png")
            for index in range(1, 7)
        ]
        self.read(*files, given("=bad.txt", b"text"))
        self.page.select_option(".worklist select", "probability")
        shares = [float(text.split()[0]) for text in self.page.locator(".worklist-row .number").all_text_contents()]
        self.assertEqual(shares, sorted(shares, reverse=True))
        self.page.focus(".worklist [role=listbox]")
        self.page.keyboard.press("Home")
        first = self.text(".worklist-row[aria-selected=true] .file-name")
        self.page.keyboard.press("ArrowDown")
        self.assertNotEqual(self.text(".worklist-row[aria-selected=true] .file-name"), first)
        with self.page.expect_download() as download:
            self.page.click(".worklist button:has-text('CSV')")
        rows = list(csv.DictReader(io.StringIO(download.value.path().read_bytes().decode(), newline="")))
        self.assertEqual(len(rows), 7)
        self.assertEqual([round(float(row["probability"]) * 100, 1) for row in rows if row["probability"]], shares)
        self.assertEqual(rows[-1]["file"], "'=bad.txt")
        self.assertIn("neither JPEG", rows[-1]["problem"])

    def test_two_hundred_files_leave_the_page_responsive(self):
        # The files are made in the page beforehand: handing them over takes Playwright half a second of the page's own time.
        # A JPEG may be followed by anything: each file is another, the pictures are real.
        self.page.evaluate(
            """(picture) => {
              const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
              window.given = new DataTransfer();
              for (let index = 0; index < 200; index++) {
                const name = `${String(index).padStart(3, "0")}.jpeg`;
                window.given.items.add(new File([bytes, new Uint8Array([index])], name, { type: "image/jpeg" }));
              }
            }""",
            base64.b64encode(NORMAL.read_bytes()).decode(),
        )
        self.page.evaluate("""() => {
          window.longest = 0; let before = performance.now();
          const beat = (now) => { window.longest = Math.max(window.longest, now - before); before = now; requestAnimationFrame(beat); };
          requestAnimationFrame(beat);
          const input = document.querySelector("input[type=file]");
          input.files = window.given.files;
          input.dispatchEvent(new Event("change", { bubbles: true }));
        }""")
        self.page.wait_for_selector(".worklist-row >> nth=199")
        self.page.keyboard.press("h")
        self.page.wait_for_selector('.toggle[aria-pressed="false"], .toggle[disabled]')
        self.wait_read(200, timeout=60_000)
        self.assertEqual(self.page.locator(".worklist-row .mini-bar").count(), 200)
        self.assertEqual(self.server.predictions, 200)
        self.assertLess(self.page.evaluate("window.longest"), 400, "the longest time without a frame, in ms")

    def test_feedback_is_noted(self):
        self.read(PNEUMONIA)
        self.page.click(".feedback button:has-text('Pneumonia')")
        self.page.wait_for_selector(".feedback [role=status]")
        self.assertEqual(self.server.readings[0]["feedback"], "PNEUMONIA")


    def test_no_opinion_is_asked_for_where_none_is_kept(self):
        self.server.audit = False
        self.page.reload()
        self.read(PNEUMONIA)
        self.page.wait_for_selector(".decision")
        self.assertEqual(self.page.locator(".feedback").count(), 0)


class Faults(BrowserCase):
    expected_errors = True

    def test_key_is_asked_for_once_and_kept_for_the_tab(self):
        self.server.key = "secret"
        self.choose(NORMAL, PNEUMONIA)
        self.page.wait_for_selector("dialog[open] input[type=password]")
        self.page.fill("dialog input", "wrong")
        self.page.keyboard.press("Enter")
        self.page.wait_for_timeout(200)
        self.page.fill("dialog[open] input", "secret")
        self.page.keyboard.press("Enter")
        self.wait_read(2)
        self.assertEqual(self.page.locator(".worklist-row .mini-bar").count(), 2)
        self.page.reload()
        self.page.wait_for_selector(".explanation a")
        self.assertEqual(self.page.locator("dialog[open]").count(), 0)
        self.assertEqual(self.page.evaluate("localStorage.length + document.cookie.length"), 0)

    def test_without_a_key_it_says_so(self):
        self.server.key = "secret"
        self.choose(NORMAL)
        self.page.click("dialog[open] button:has-text('Not now')")
        self.wait_read(1)
        self.assertIn("This server wants a key.", self.text(".result [role=alert]"))

    def test_busy_server_is_asked_again(self):
        for status in (429, 503):
            self.server.fault = (status, "busy", "too many", {"Retry-After": "1"}, 2)
            self.choose(given(f"{status}.png", png(8, 8, lambda x, y: status % 256)))
            self.page.wait_for_selector(".result :text('Trying again by itself')")
        self.wait_read(2)
        self.assertEqual(self.page.locator(".worklist-row .mini-bar").count(), 2)

    def test_refusals_in_plain_words(self):
        for status, words in (
            (413, "Send a smaller picture"),
            (422, "Use a frontal chest X-ray"),
            (500, "Try again; if it stays"),
        ):
            with self.subTest(status=status):
                self.server.fault = (status, "x", "the picture was refused", {}, 1)
                self.choose(NORMAL)
                self.page.wait_for_selector(f".result [role=alert]:has-text('{words}')")
                self.assertIn("The picture was refused.", self.text(".result [role=alert]"))
                self.page.click(".worklist button:has-text('Clear')")

    def test_server_that_goes_away_during_an_upload(self):
        self.server.hang_up = True
        self.choose(given("large.jpeg", NORMAL.read_bytes() + bytes(20_000_000), "image/jpeg"))
        self.page.wait_for_selector(".result [role=alert]")
        self.assertIn("The server does not answer.", self.text(".result [role=alert]"))
        self.assertIn("hilum serve", self.text(".result [role=alert]"))
        self.server.hang_up = False
        self.page.click(".result [role=alert] button")
        self.page.wait_for_selector(".decision")

    def test_answers_that_make_no_sense(self):
        self.server.odd = True
        self.choose(NORMAL)
        self.page.wait_for_selector(".result [role=alert]:has-text('could not be understood')")
        self.page.reload()
        self.page.wait_for_selector("text=Something in this page went wrong")
        self.assertTrue(self.console, "React says what it caught")
        self.console.clear()

    def test_page_without_its_server(self):
        self.server.hang_up = True
        self.go("history")
        self.page.wait_for_selector("[role=alert]")
        self.assertIn("The server does not answer.", self.text("[role=alert]"))
