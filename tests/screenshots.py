"""`make screenshots` draws the pictures of the README anew, from the sample clinic, into .readme/."""

import struct
import tempfile
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import flask_migrate
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from tests import chromium
from tests.chromium import DESK, PHONE, Window
from tests.conftest import Quiet, make_app
from trainer.banks import queries as banks
from trainer.db import db
from trainer.demo import actions as demo
from trainer.demo.cast import PERSONAS
from trainer.people.models import Person
from trainer.quizzes.models import Attempt

FOLDER = Path(__file__).parent.parent / ".readme"
SEED = 7
SLUG = "pneumothorax-risk"
LARGEST = 150_000  # bytes
SHADES = 255 // 15  # pictures of few colors are small; nobody sees the difference on a page of text


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="trainer-screenshots.") as folder:
        app = make_app(Path(folder), f"sqlite:///{folder}/trainer.db", DEMO="1", PUBLIC_URL="")
        with app.app_context():
            flask_migrate.upgrade()
            for _ in demo.load(25, 500, SEED):
                pass
            with served(app) as address, sync_playwright() as playwright:
                browser = chromium.start(playwright)
                Camera(browser, address).take_all()
                browser.close()
            db.session.remove()
            db.engine.dispose()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


class Camera:
    def __init__(self, browser: Browser, address: str):
        self.browser, self.address = browser, address

    def take_all(self) -> None:
        FOLDER.mkdir(exist_ok=True)
        for old in FOLDER.glob("*.png"):
            old.unlink()
        self.take("personas", self.window().open("/demo"))
        self.take_practitioners()
        self.take_directors()
        self.take_educators()

    def window(self, who: str = "", *, width: int = DESK, theme: str = "light") -> Window:
        """A window of a visitor, who becomes a persona by the button of the page."""
        window = Window(self.browser.new_context(base_url=self.address), self.address)
        window.set(width=width, theme=theme)
        if who:
            name = next(persona.name for persona in PERSONAS if persona.key == who)
            window.open("/demo").get_by_role("button", name=f"Be {name}").click()
        return window

    def take(self, name: str, page: Page, height: int | None = None) -> None:
        """What is seen without scrolling, or so many pixels of it."""
        size = page.viewport_size or {"width": DESK, "height": 900}
        page.set_viewport_size({"width": size["width"], "height": height or size["height"]})
        page.wait_for_load_state("networkidle")
        file = FOLDER / f"{name}.png"
        file.write_bytes(with_fewer_colors(page.screenshot(), page))
        weight = file.stat().st_size
        assert weight < LARGEST, f"{file.name} has {weight:,} bytes"
        print(f"{weight:>9,}  {file.relative_to(FOLDER.parent)}")
