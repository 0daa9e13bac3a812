"""The demo's page in a real browser: choose a person, type, press, see the card change, turn the clock."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium")
_STARTS_WITHIN_S = 120

pytestmark = [
    pytest.mark.browser,
    pytest.mark.process,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"),
        reason="no chromium: apt install chromium fonts-noto-cjk",
    ),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo, running as its own process on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("demo")
    rapport = Path(sys.executable).with_name("rapport")
    log = (folder / "log").open("w")
    demo = subprocess.Popen(
        [rapport, "demo", "--port", str(port), "--data", str(folder)], stdout=log, stderr=log
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/", demo)
        yield f"http://127.0.0.1:{port}/"
    finally:
        demo.terminate()
        demo.wait(20)
        log.close()


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(address)
        yield page
        browser.close()


def test_a_visitor_logs_a_complaint_and_sees_the_card_turn_red(page: Page) -> None:
    expect(page).to_have_title(re.compile("Rapport"))
    page.get_by_text("Anna Li", exact=True).first.click()

    _say(page, "chen wei")
    expect(page.locator("#messages")).to_contain_text("Green: keep in touch")
    page.get_by_role("button", name="Why?", exact=True).last.click()
    expect(page.locator("#messages")).to_contain_text("everyone starts here")
    page.get_by_role("button", name="Back", exact=True).last.click()

    _say(page, "Called Chen Wei. His watch has been in service three weeks, nobody told him.")
    page.get_by_role("button", name="✓ Save", exact=True).last.click()
    expect(page.locator("#messages")).to_contain_text("Chen Wei is now red")
    page.get_by_text("Boris Zhou", exact=True).first.click()
    expect(page.locator("#messages")).to_contain_text("Red: act now · Chen Wei")

    page.get_by_role("button", name="+4 h", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("Red, overdue", timeout=60_000)


def test_a_lead_reads_the_team_in_chinese(page: Page) -> None:
    page.get_by_text("梁敏", exact=True).first.click()

    _say(page, "/team")

    expect(page.locator("#messages")).to_contain_text(re.compile(r"Harbour · \d+月\d+日"))


def _say(page: Page, text: str) -> None:
    page.locator("#text").fill(text)
    page.locator("#text").press("Enter")


def _wait_for(address: str, demo: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _STARTS_WITHIN_S
    while time.monotonic() < until and demo.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=1).close()  # noqa: S310 - an address of this machine
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the demo did not start")
