"""Taking a quiz as a browser does, word by word."""

START, NEXT = "Start the quiz", "Next"


def start(browser, slug="lungs", button=START):
    browser.open(f"/modules/{slug}/quiz")
    return browser.press(button)


def give(browser, word, button=None):
    """Choose the option that ends in this word ("right", "wrong"), and go on."""
    card = next(c for c in browser.page.select(".option-card") if c.get_text().strip().endswith(word))
    form = browser.page.select_one("#question")
    last = "Review answers" in form.get_text()
    return browser.press(button or ("Review answers" if last else NEXT), answer=card.select_one("input")["value"])


def take(browser, *words, hand_in=True):
    start(browser)
    for word in words:
        give(browser, word)
    if hand_in:
        browser.press(next(b.text.strip() for b in browser.page.select("button") if "Hand in" in b.text))
    return browser.page
