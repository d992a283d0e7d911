"""A real browser on the pages: who comes in, what a page must hold to, and its picture."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from leafledger.assembly import LeafLedger
from leafledger.dashboard.app import create_dashboard
from leafledger.people.roles import Role
from tests.conftest import CHROMIUM

# A page answers in milliseconds; a busy machine may take many times that.
STEP_MS_MAX = 10_000
START_SECONDS_MAX = 20
# What is typed wrong or overtaken is answered so.
REFUSALS = (409, 422)
SCREENS = Path("build/screens")
CHROMIUM_WORDS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDTHS = {"wide": (1280, 860), "narrow": (390, 844)}
# What keeps somebody from using a page; the milder findings are matters of taste.
FAULTS = {"serious", "critical"}


@contextmanager
def served(ledger: LeafLedger) -> Iterator[str]:
    """The dashboard over real HTTP on a free loopback port: its address."""
    app = create_dashboard(ledger, secure_cookies=False)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + START_SECONDS_MAX
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.started, "the dashboard did not start"
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(START_SECONDS_MAX)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser. Start it after the ledger: its engine must not meet the driver's event loop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=CHROMIUM_WORDS)
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, address: str, also: tuple[str, ...] = (), *, refusals: bool = False
) -> Iterator[Page]:
    """A page of a new visitor; it fails when it complains or reaches for another host.

    `also` are hosts that a person is led to. With `refusals` a page that says what was not done
    (409, 422), which the console tells of, too, is no complaint.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    page = context.new_page()
    page.set_default_timeout(STEP_MS_MAX)
    complaints: list[str] = []

    def said(what: ConsoleMessage) -> None:
        elsewhere = bool(also) and what.location["url"].startswith(also)
        refused = refusals and any(f"status of {one}" in what.text for one in REFUSALS)
        if what.type == "error" and not elsewhere and not refused:
            complaints.append(what.text)

    page.on("console", said)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda asked: (
            complaints.append(asked.url)
            if not asked.url.startswith((address, "data:", *also))
            else None
        ),
    )
    yield page
    context.close()
    assert complaints == [], complaints


def come_in(page: Page, address: str, sign_in: str, password: str) -> None:
    """Sign in and see the front page."""
    page.goto(address)
    page.get_by_label("Sign-in name").fill(sign_in)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()


def pictures(page: Page, name: str, *, also: Sequence[str] = ("light", "dark")) -> None:
    """Keep pictures of the page as it stands, light and dark, wide and narrow, and hold it to law.

    It fits its window, and axe-core finds no serious fault in it, in either colours.
    """
    for scheme in also:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for width, (across, down) in WIDTHS.items():
            page.set_viewport_size({"width": across, "height": down})
            picture(page, name, scheme, width)
        page.set_viewport_size({"width": 1280, "height": 860})
        found = faults(page)
        assert not found, f"{name} in {scheme} colours: " + "; ".join(found)
    page.emulate_media(color_scheme="light")


def picture(page: Page, name: str, scheme: str, width: str) -> None:
    """Keep a picture, and hold the page to its window: nothing sticks out sideways."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}-{scheme}-{width}.png", full_page=True)
    sticks_out = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert sticks_out <= 0, f"{name} is {sticks_out} px wider than its window"


def faults(page: Page) -> list[str]:
    """The serious faults that axe-core finds in a page, each with where it is."""
    found = Axe().run(page)
    return [
        f"{one['id']}: {one['help']} in {node['html'][:120]}"
        for one in found.response["violations"]
        if one["impact"] in FAULTS
        for node in one["nodes"]
    ]


def enter_as(page: Page, address: str, role: Role, password: str) -> None:
    """Come in as the person of a role."""
    come_in(page, address, role.value, password)
