"""Pictures of every page at three widths, light and dark, to be looked at.

python3 pictures.py URL FOLDER FILE...     URL of a running server, X-rays to read
"""

import pathlib
import sys

from playwright.sync_api import sync_playwright

from browser_case import CHROMIUM

SIZES = {360: 780, 1280: 800, 2560: 1440}
PAGES = {
    "compare": ".change",
    "models": ".metric-grid",
    "history": "main h1",
    "live": "main h1",
    "report/1": ".sheet-pictures",
}


def take(url, folder, files):
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for width, height in SIZES.items():
            for scheme in ("light", "dark"):
                page = browser.new_page(
                    viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
                )

                def keep(name, **options):
                    page.wait_for_timeout(800)
                    page.screenshot(path=folder / f"{name.split('/')[0]}-{width}-{scheme}.png", **options)

                page.goto(url)
                page.wait_for_selector(".explanation a")
                keep("empty")
                page.set_input_files("input[type=file]", files)
                page.wait_for_selector(f'.worklist-head .number:text-is("{len(files)} of {len(files)} done")')
                keep("read")
                for name, landmark in PAGES.items():
                    page.goto(f"{url}/#/{name}")
                    page.wait_for_selector(landmark)
                    keep(name, full_page=name == "models")
                page.close()
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:])
