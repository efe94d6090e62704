import re

from browser_case import NORMAL, PNEUMONIA, BrowserCase


class Compare(BrowserCase):
    def test_two_x_rays_share_one_view_and_show_the_change(self):
        self.read(NORMAL, PNEUMONIA)
        self.go("compare")
        viewers = self.page.locator(".viewer")
        self.assertEqual(viewers.count(), 2)
        self.assertRegex(self.text(".change-figure"), r"[+−]\d+\.\d\s+percentage points")
        self.page.wait_for_selector('.compare-side:nth-of-type(2) canvas[aria-label*="with heat-map"]')
        before = [viewers.nth(index).screenshot() for index in (0, 1)]
        viewers.nth(0).focus()
        self.page.keyboard.press("+")
        self.assertEqual(self.text(".zoom-figure"), "125 %")
        self.assertTrue(all(viewers.nth(index).screenshot() != before[index] for index in (0, 1)), "both moved")
        prior = self.page.input_value(".compare-side:nth-of-type(1) select")
        self.page.click("text=Change places")
        self.assertEqual(self.page.input_value(".compare-side:nth-of-type(2) select"), prior)

    def test_asks_for_what_is_missing(self):
        self.go("compare")
        self.assertIn("Add the two X-rays", self.text("main"))


class Models(BrowserCase):
    def test_threshold_moves_every_figure(self):
        self.go("models")
        self.page.wait_for_selector(".explorer")
        self.assertIn("0.990", self.text(".metric-grid"))
        self.assertIn("0.985–0.995", self.text(".metric-grid"))
        before = self.text(".confusion"), self.text(".tiles"), self.text(".adjusted")
        self.page.focus(".explorer input >> nth=0")
        self.page.keyboard.press("Home")
        self.assertIn("100.0 %", self.text(".tiles div >> nth=0"), "from 0 on everything is positive")
        after = self.text(".confusion"), self.text(".tiles"), self.text(".adjusted")
        self.assertTrue(all(one != other for one, other in zip(before, after)))
        self.page.click("text=Back to 52.7 %")
        self.assertEqual(self.text(".tiles"), before[1])

    def test_films_that_differ_from_the_worst_on(self):
        self.go("models")
        self.page.wait_for_selector("#stress-title")
        panel = self.text("section[aria-labelledby=stress-title]")
        self.assertIn("accuracy 0.884 on the mean of them, 0.702 under the worst, Borders", panel)
        self.assertIn("0.861–0.902", panel)
        self.assertLess(panel.index("Borders\t"), panel.index("Burnt-in text"))

    def test_faster_arithmetic_and_whether_it_agrees(self):
        self.go("models")
        self.page.wait_for_selector("#agreement-title")
        panel = self.text("section[aria-labelledby=agreement-title]")
        self.assertIn("Here the model runs in bf16.", panel)
        self.assertIn("bf16\tyes\t256 as they are\t0.015\t0.016\t1 of 256, 0 clearly", panel)
        self.assertIn("int8\tno\t256 as they are\t0.081", panel)

    def test_prevalence_moves_the_predictive_value(self):
        self.go("models")
        self.page.focus(".explorer input >> nth=1")
        self.page.keyboard.press("Home")
        self.assertIn("At a prevalence of 0.1 %", self.text(".adjusted"))
        self.assertIn("more false alarms than finds", self.text(".adjusted"))

    def test_curves_read_out_their_values(self):
        self.go("models")
        plot = self.page.locator(".plot >> nth=0")
        plot.scroll_into_view_if_needed()
        box = plot.bounding_box()
        self.page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.3)
        self.page.wait_for_selector(".chart .readout:has-text('from probability')")
        plot.focus()
        read = self.text(".chart .readout >> nth=0")
        self.page.keyboard.press("ArrowRight")
        self.assertNotEqual(self.text(".chart .readout >> nth=0"), read)
        self.assertEqual(self.page.locator(".plot").count(), 5)

    def test_card_is_text_never_markup(self):
        self.go("models")
        self.page.click("[role=tab]:has-text('Model card')")
        self.page.wait_for_selector(".prose table")
        self.assertIn("<script>alert(1)</script>", self.text(".prose"))

    def test_failed_version_says_why(self):
        self.go("models/chest/2")
        self.page.wait_for_selector("text=its weights do not match their hash")
        self.assertIn("carries no predictions", self.text(".model-detail"))


class History(BrowserCase):
    def test_search_feedback_and_live_performance(self):
        self.read(NORMAL, PNEUMONIA)
        self.go("history")
        self.page.wait_for_selector(".history-table tbody tr >> nth=1")
        self.page.click(".history-table tbody tr >> nth=0 >> button:has-text('Normal')")
        self.page.wait_for_selector(".agree, .disagree")
        self.page.wait_for_selector(".tiles :text('1 with an opinion')")
        self.page.fill("input[type=search]", "r-1")
        self.page.wait_for_selector(".history-table tbody tr:only-child")
        self.page.fill("input[type=search]", "nothing at all")
        self.page.wait_for_selector("text=No reading fits this search.")

    def test_older_readings_come_when_asked_for(self):
        self.server.readings = [
            {
                "id": f"r-{index}",
                "time": "2026-11-21T04:30:00Z",
                "model": "chest",
                "version": 1,
                "prediction": "NORMAL",
                "probability": 0.1,
                "positive": False,
                "milliseconds": 9,
                "feedback": None,
            }
            for index in range(70)
        ]
        self.go("history")
        self.page.wait_for_selector(".history-table tbody tr >> nth=49")
        self.page.click("text=Show older readings")
        self.page.wait_for_selector(".history-table tbody tr >> nth=69")
        with self.page.expect_download() as download:
            self.page.click(".history-head button")
        self.assertEqual(download.value.suggested_filename, "hilum-history.csv")

    def test_says_when_it_is_off(self):
        self.server.audit = False
        self.page.reload()
        self.go("history")
        self.page.wait_for_selector("text=History is off")
        self.assertNotIn("/history", self.server.asked, "what is off is not asked for")
        self.assertNotIn("/report", self.server.asked)


class Report(BrowserCase):
    def test_prints_on_one_page(self):
        self.read(PNEUMONIA)
        self.page.click(".result a:has-text('Report')")
        self.page.wait_for_selector(".sheet-pictures canvas")
        self.assertIn("not a medical device", self.text(".sheet-warning"))
        self.assertIn("0.937 (0.907–0.963)", self.text(".sheet-limits"))
        pdf = self.page.pdf(format="A4", print_background=True)
        self.assertEqual(len(re.findall(rb"/Type\s*/Page\b", pdf)), 1)

    def test_without_a_reading_it_says_what_to_do(self):
        self.go("report/7")
        self.assertIn("Read the X-ray", self.text("main"))


class Live(BrowserCase):
    def test_curves_grow_until_the_run_ends(self):
        self.go("live")
        self.page.wait_for_selector("text=Learning: each epoch shows as it ends")
        self.assertEqual(self.page.locator(".plot").count(), 2)
        self.assertRegex(self.text(".how-far"), r"Training, epoch \d+ of 12\s+3 of 70\s+loss 0\.250")
        self.page.wait_for_selector("text=This run has ended; epoch 12")
        self.assertEqual(self.page.locator(".how-far").count(), 0)
        self.assertIn("0.116", self.text(".legend >> nth=0"))

    def test_says_how_to_get_runs(self):
        self.server.runs = False
        self.page.reload()
        self.go("live")
        self.page.wait_for_selector("text=hilum serve --runs DIR")
        self.assertNotIn("/runs", self.server.asked, "what is off is not asked for")

    def test_a_run_that_was_stopped_says_so(self):
        self.server.state = "stopped"
        self.go("live")
        self.page.wait_for_selector("text=This run was stopped before its end; epoch 12")

    def test_a_trainings_own_page_shows_nothing_else(self):
        self.page.wait_for_load_state("networkidle")
        self.server.models = False
        self.server.asked.clear()
        self.page.reload()
        self.page.wait_for_selector("text=This run has ended; epoch 12")
        self.assertEqual(self.page.locator(".header nav a").all_inner_texts(), ["Training"])
        self.assertEqual(self.page.locator(".footer a").count(), 0)
        self.assertNotIn("/models", self.server.asked)
        self.server.hang_up = True
        self.page.wait_for_timeout(2500)
        self.assertEqual(self.page.locator(".plot").count(), 2, "the curves stay when the training is over")
        self.assertEqual(self.page.locator("[role=alert]").count(), 0)


class LockedLive(BrowserCase):
    expected_errors = True

    def test_does_not_ask_for_a_key_again_and_again(self):
        self.server.key = "secret"
        self.go("live")
        self.page.click("dialog[open] button:has-text('Not now')")
        self.page.wait_for_selector("main [role=alert]")
        self.page.wait_for_timeout(6000)
        self.assertEqual(self.page.locator("dialog[open]").count(), 0)
