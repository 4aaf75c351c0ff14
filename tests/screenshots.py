"""`make screenshots` takes the pictures of the README anew: of the sample clinic, into .readme/."""

import struct
import tempfile
import threading
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import flask_migrate
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import make_server

from tests import chromium
from tests.chromium import DESK, PHONE, Window
from tests.conftest import Quiet, make_app
from tests.journeys.walks import answer
from tests.journeys.world.learners import key_of
from tests.journeys.world.sample import persona
from trainer.db import db
from trainer.demo import actions as demo
from trainer.demo.cast import PERSONAS
from trainer.quizzes import actions as quizzes
from trainer.quizzes.offers import offers

FOLDER = Path(__file__).parent.parent / ".readme"
SEED = 7
PEOPLE = 60  # with fewer no alert is raised
MODULE = "pneumothorax-risk"
HERE = 7  # the question that is shown
SHEET = 1080  # wide enough for an article or a certificate
LARGEST = 150_000  # bytes


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="trainer-screenshots.") as folder:
        app = make_app(Path(folder), f"sqlite:///{folder}/trainer.db", DEMO="1", PUBLIC_URL="", SMTP_URL="")
        with app.app_context():
            flask_migrate.upgrade()
            for _ in demo.load(PEOPLE, 20 * PEOPLE, SEED):
                db.session.commit()
            attempt_id = begin_quiz()
            with served(app) as address, sync_playwright() as playwright:
                browser = chromium.start(playwright)
                take_all(Camera(browser, address), attempt_id)
                browser.close()
            db.session.remove()
            db.engine.dispose()


def begin_quiz() -> int:
    """An attempt in the middle, the same whenever the pictures are taken."""
    newcomer = persona("newcomer")
    offer = offers(newcomer, MODULE)[0]
    attempt = quizzes.start(newcomer, offer.clinic, offer.adoption, offer.version, seed=SEED)
    for number in range(1, HERE):
        quizzes.answer(attempt, number, key_of(attempt, number), number + 1)
    quizzes.flag(attempt, 3, True)
    db.session.commit()
    return attempt.id


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
        self.dark_room = browser.new_page()
        FOLDER.mkdir(exist_ok=True)
        for old in FOLDER.glob("*.png"):
            old.unlink()

    def page(self, who: str = "", *, width: int = DESK, theme: str = "light") -> Page:
        """The front page of a visitor who has become this persona by the button, or the page with those buttons."""
        context = self.browser.new_context(base_url=self.address, device_scale_factor=2 if width == PHONE else 1)
        window = Window(context, self.address)
        window.set(width=width, theme=theme)
        page = window.open("/demo")
        if who:
            name = next(persona.name for persona in PERSONAS if persona.key == who)
            page.get_by_role("button", name=f"Be {name}").click()
            expect(page.get_by_role("heading", level=1)).to_have_text(f"Welcome, {name}")
        return page

    def take(self, name: str, page: Page) -> None:
        page.wait_for_load_state("networkidle")
        picture = with_few_colors(page.screenshot(), self.dark_room)
        assert len(picture) < LARGEST, f"{name} is too large: {len(picture):,} bytes"
        (FOLDER / f"{name}.png").write_bytes(picture)
        print(f"{len(picture):>9,}  .readme/{name}.png")


def take_all(camera: Camera, attempt_id: int) -> None:
    take_article(camera)
    take_question(camera, attempt_id)
    take_result(camera)
    take_certificate(camera)
    take_roster(camera)
    take_review(camera)
    take_numbers(camera)
    take_report(camera)
    take_correction(camera)


def take_article(camera: Camera) -> None:
    page = camera.page("newcomer", width=SHEET)
    page.goto(f"/modules/{MODULE}/")
    page.locator(".passage:has(.figure)").first.evaluate("passage => scrollTo(0, passage.offsetTop - 300)")
    camera.take("article", page)


def take_question(camera: Camera, attempt_id: int) -> None:
    page = camera.page("newcomer", width=PHONE)
    page.goto(f"/attempts/{attempt_id}/questions/{HERE}")
    answer(page)
    camera.take("question", page)


def take_result(camera: Camera) -> None:
    """The module that was failed once, as its page of conditions lists it."""
    page = camera.page("underway", width=PHONE)
    for slug in page.locator("a[href^='/modules/'][href$='/']").evaluate_all("links => links.map(a => a.pathname)"):
        page.goto(f"{slug}quiz")
        if (failed := page.get_by_role("link", name="Not passed with")).count():
            failed.first.click()
            return camera.take("result", page)
    raise AssertionError("the persona has not failed anything")


def take_certificate(camera: Camera) -> None:
    page = camera.page("holder", width=SHEET)
    page.get_by_role("link", name="My certificate").first.click()
    page.locator(".certificate").evaluate("certificate => scrollTo(0, certificate.offsetTop - 60)")
    camera.take("certificate", page)


def take_roster(camera: Camera) -> None:
    page = camera.page("director")
    page.get_by_role("link", name="Roster", exact=True).first.click()
    camera.take("roster", page)


def take_review(camera: Camera) -> None:
    """The question that is being mended, as whoever did not write it sees it."""
    page = camera.page("other-director")
    page.locator("summary", has_text="Questions").click()
    page.get_by_role("link", name="To review", exact=True).click()
    page.get_by_role("link", name="A 2017 meta-analysis").click()
    camera.take("review", page)


def take_numbers(camera: Camera) -> None:
    page = camera.page("educator")
    page.goto("/numbers/evidence-and-communication/")
    page.get_by_role("heading", name="Alerts").evaluate("alerts => scrollTo(0, alerts.offsetTop - 40)")
    camera.take("numbers", page)


def take_report(camera: Camera) -> None:
    page = camera.page("educator")
    page.get_by_role("link", name="Studies", exact=True).click()
    page.get_by_role("link", name="Report of study").click()
    camera.take("study", page)


def take_correction(camera: Camera) -> None:
    page = camera.page("director")
    page.locator("summary", has_text="Clinic").click()
    page.get_by_role("link", name="Corrections", exact=True).click()
    page.get_by_role("link", name="Correction 1").first.click()
    camera.take("correction", page)


def with_few_colors(picture: bytes, page: Page) -> bytes:
    """The same picture as a PNG of at most 256 colors: a third of the bytes, and no eye sees it on a page of text."""
    found = page.evaluate(FEW_COLORS, b64encode(picture).decode())
    width, height, pixels = found["width"], found["height"], b64decode(found["pixels"])
    rows = b"".join(b"\0" + pixels[y * width : (y + 1) * width] for y in range(height))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, data)
        for kind, data in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", bytes(found["palette"])),
            (b"IDAT", zlib.compress(rows, 9)),
            (b"IEND", b""),
        )
    )


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


# The 256 commonest colors stay, every other becomes the nearest of them.
FEW_COLORS = """async (picture) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, height).getContext('2d');
  canvas.drawImage(image, 0, 0);
  const seen = new Uint32Array(canvas.getImageData(0, 0, width, height).data.buffer).map(color => color & 0xffffff);
  const times = new Map();
  for (const color of seen) times.set(color, (times.get(color) ?? 0) + 1);
  const kept = [...times.keys()].sort((one, other) => times.get(other) - times.get(one)).slice(0, 256);
  const parts = color => [color & 255, color >> 8 & 255, color >> 16];
  const palette = kept.map(parts);
  const place = new Map(kept.map((color, number) => [color, number]));
  for (const color of times.keys()) {
    if (place.has(color)) continue;
    const [r, g, b] = parts(color);
    let least = Infinity;
    palette.forEach(([x, y, z], number) => {
      const distance = (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2;
      if (distance < least) { least = distance; place.set(color, number); }
    });
  }
  const pixels = Uint8Array.from(seen, color => place.get(color));
  let text = '';
  for (let at = 0; at < pixels.length; at += 32768) text += String.fromCharCode(...pixels.subarray(at, at + 32768));
  return { width, height, palette: palette.flat(), pixels: btoa(text) };
}"""


if __name__ == "__main__":
    main()
