"""A real browser. `python -m tests.chromium` finds one, or installs it, or says how."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, Request, sync_playwright

from tests import colors
from tests.judged import PIECES

# The first draws pages only, without the windows and menus around them: the same engine at a third of the work.
SHELLS = ["chromium-headless-shell", "chrome-headless-shell"]
NAMES = [*SHELLS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"]
MAC = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
]
MEND = (
    "Install Chromium or Chrome (Debian and Ubuntu: `apt-get install chromium`; Fedora: `dnf install chromium`; "
    "macOS: `brew install --cask google-chrome`), or name its program in CHROMIUM, then run `make test` again."
)
# A browser that calls nobody, and that also starts as root.
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--no-opt,--no-maglev",  # no page lives long enough for its code to be worth optimizing
]
PHONE, DESK = 390, 1280
THUMB, MOUSE = (44, True), (24, False)  # how large what is tapped must be, in pixels, and whether in any case
AXE_STAYED_OUT = "the document's frame is sandboxed and the 'allow-scripts' permission is not set"  # as it should
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {
        "target-size": {"enabled": True},  # axe leaves this WCAG 2.2 rule off unless asked
        "color-contrast": {"enabled": False},  # tests/colors.py asks it, for each look once
    },
    "resultTypes": ["violations"],
}


def find() -> str | None:
    """The program of a Chromium or Chrome on this machine."""
    if named := os.environ.get("CHROMIUM"):
        return named if Path(named).exists() else None
    return next((path for name in NAMES if (path := shutil.which(name))), None) or next(
        (path for path in [*MAC, playwrights_own()] if Path(path).exists()), None
    )


def playwrights_own() -> str:
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def problem() -> str | None:
    """Why the browser does not start, if it does not."""
    if find() is None:
        return "there is none on this machine"
    try:
        with sync_playwright() as playwright:
            start(playwright).close()
    except Error as problem:
        return f"{find()} does not start: {problem.message.splitlines()[0]}"
    return None


def install() -> None:
    """What can be done without asking anybody: Playwright's own browser, and as root the system's packages."""
    print("The browser tests need Chromium or Chrome. Installing it ...", flush=True)
    run(sys.executable, "-m", "playwright", "install", "chromium")
    if may_use_apt() and find():
        run(sys.executable, "-m", "playwright", "install-deps", "chromium")
    elif may_use_apt():
        run("apt-get", "update", "-qq")
        for package in ("chromium-headless-shell", "chromium"):
            run("apt-get", "install", "-y", "-qq", "--no-install-recommends", package, "fonts-dejavu-core")
            if not problem():
                break


def install_shell() -> None:
    """Where the system's packages may be asked for, the quicker one of the same version beside the browser found."""
    print("Installing the browser without windows, which the tests need less time with ...", flush=True)
    run("apt-get", "update", "-qq")
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium-headless-shell")


def may_use_apt() -> bool:
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def run(*command: str) -> None:
    subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL)  # whether it helped is seen by trying again


def start(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=find(), args=OPTIONS)


class Window:
    """A window of the browser, at a size and in a theme. Whatever goes wrong inside it fails the test."""

    def __init__(self, context: BrowserContext, home: str):
        self.context, self.home, self.problems = context, home, []  # type: tuple[BrowserContext, str, list[str]]
        self.holds_axe = False
        self.page: Page = context.new_page()
        self.page.on("console", lambda line: self.note(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("request", self.note_request)

    def note(self, error: str) -> None:
        if AXE_STAYED_OUT not in error:
            self.problems.append(error)

    def note_request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.problems.append(f"asked another server: {request.url}")

    def open(self, path: str) -> Page:
        self.page.goto(self.home + path)
        return self.page

    def close(self) -> None:
        self.context.close()
        assert not self.problems, f"the browser complained: {self.problems}"

    def set(self, *, width: int, theme: str) -> None:
        self.set_width(width)
        self.set_theme(theme)

    def set_width(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 844 if width < 600 else 900})

    def set_theme(self, theme: str) -> None:
        self.page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")

    def assert_good(self) -> None:
        """On phone and desk, light and dark: accessible, nothing sticks out, everything is large enough to tap."""
        assert not (found := self.flaws()), "\n".join(found)

    def flaws(self) -> list[str]:
        self.page.wait_for_function(IS_DRESSED)  # a click does not wait for what it leads to
        found = []
        for width in (PHONE, DESK):
            self.set(width=width, theme="light")
            judged = self.violations() if width == PHONE else self.violations_of_the_rest()
            found += [f"{self.page.url} at {width} px: {flaw}" for flaw in judged]
            found += [f"{self.page.url} at {width} px: sticks out: {element}" for element in self.sticking_out()]
            small = self.too_small_to_tap(*THUMB if width == PHONE else MOUSE)
            found += [f"{self.page.url} at {width} px: too small: {element}" for element in small]
        for width in (DESK, PHONE):  # all that another theme can change: theme.css gives other colors to the same page
            self.set(width=width, theme="dark")
            found += [f"{self.page.url} at {width} px, dark: {flaw}" for flaw in in_words(colors.violations(self.page))]
        return found

    def violations(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA, one line each."""
        if not self.holds_axe:  # each page after this one will have it from the beginning
            self.holds_axe = True
            self.context.add_init_script(AXE_SCRIPT)
            self.page.evaluate(AXE_SCRIPT)
        return in_words([*self.page.evaluate(VIOLATIONS, AXE_OPTIONS), *colors.violations(self.page)])

    def violations_of_the_rest(self) -> list[str]:
        """After another width: what axe finds in that which was not to be seen there. A menu is judged once, not on
        each page anew; how large things are and how colors meet is asked at every width.
        """
        found, judged = self.page.evaluate(VIOLATIONS_OF_THE_REST, [AXE_OPTIONS, PIECES.all()])
        if not found:
            PIECES.add(judged)
        return in_words([*found, *colors.violations(self.page)])

    def sticking_out(self) -> list[str]:
        return self.page.evaluate(STICKING_OUT)

    def too_small_to_tap(self, least: int = THUMB[0], is_for_thumbs: bool = True) -> list[str]:
        return self.page.evaluate(TOO_SMALL, [least, is_for_thumbs])


def in_words(violations: list[dict[str, Any]]) -> list[str]:
    return [
        f"{rule['id']}: {node['target']}: {' '.join((node.get('failureSummary') or '').split())}"
        for rule in violations
        for node in rule["nodes"]
    ]


# Without styles all is small. Not the page's own "load": a download that begins before it keeps it from coming.
IS_DRESSED = """() => document.readyState !== 'loading'
  && [...document.querySelectorAll('link[rel=stylesheet]')].every(link => link.sheet)
  && [...document.images].every(image => image.complete)"""

VISIBLE = "document.body.querySelectorAll('*')].filter(one => one.checkVisibility({ visibilityProperty: true }))"

VIOLATIONS = f"""options => {{
  window.judged = new WeakSet([...{VISIBLE});
  return axe.run(options).then(({{ violations }}) => violations);
}}"""

VIOLATIONS_OF_THE_REST = f"""async ([options, known]) => {{
  const rest = [...{VISIBLE}.filter(one => !window.judged.has(one));
  const outermost = rest.filter(one => !rest.includes(one.parentElement) && !known.includes(one.outerHTML));
  if (outermost.length === 0) return [[], []];
  const {{ violations }} = await axe.run({{ include: outermost }}, options);
  return [violations, outermost.map(one => one.outerHTML)];
}}"""

STICKING_OUT = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.body.querySelectorAll('*')]
    .filter(element => element.getBoundingClientRect().right > room + 1)
    .map(element => element.outerHTML.slice(0, 120)).slice(0, 5);
}"""

# A link in a line of text may be as small as the text (WCAG 2.5.8 says so too); a radio is tapped by its label. What is
# smaller will do where nothing else is as near as that (WCAG 2.5.8, spacing), but not for a thumb.
TOO_SMALL = """([least, isForThumbs]) => {
  const inText = element => {
    const parent = element.parentElement;
    return element.tagName === 'A' && getComputedStyle(element).display === 'inline'
      && parent.textContent.trim().length > element.textContent.trim().length;
  };
  const isTappedByLabel = element => element.matches('input[type=radio], input[type=checkbox]') && element.labels[0];
  const box = element => (isTappedByLabel(element) || element).getBoundingClientRect();
  const isSmall = ({ width, height }) => width > 0 && (height < least - 0.5 || width < least - 0.5);
  const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter(element => element.checkVisibility({ visibilityProperty: true }) && !inText(element))
    .filter(element => !element.closest('[aria-hidden=true]'))
    .map(element => [element, box(element)]);
  const middle = its => [its.left + its.width / 2, its.top + its.height / 2];
  const isNear = (its, other) => {
    const [x, y] = middle(its), [left, top] = isSmall(other) ? middle(other) : [other.left, other.top];
    const [right, bottom] = isSmall(other) ? [left, top] : [other.right, other.bottom];
    const away = Math.hypot(x - Math.min(Math.max(x, left), right), y - Math.min(Math.max(y, top), bottom));
    return away < (isSmall(other) ? least : least / 2) - 0.5;
  };
  return all.filter(([, its]) => isSmall(its))
    .filter(([element, its]) => isForThumbs || all.some(([another, other]) => another !== element
      && !another.contains(element) && !element.contains(another) && isNear(its, other)))
    .map(([element, size]) =>
      `${Math.round(size.width)}x${Math.round(size.height)} ${element.outerHTML.slice(0, 120)}`);
}"""


if __name__ == "__main__":
    if "CHROMIUM" not in os.environ and problem():
        install()
    elif "CHROMIUM" not in os.environ and may_use_apt() and not any(map(shutil.which, SHELLS)):
        install_shell()
    if reason := problem():
        sys.exit(f"The browser tests need Chromium or Chrome; {reason}. {MEND}")
    print(f"Browser tests run in {find()}")
