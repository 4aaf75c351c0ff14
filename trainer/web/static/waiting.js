// Work that goes on in the background: whatever carries data-under-way is looked at again and shown as it is by then.
// Only its end is announced, politely; without this module a link on the page looks again.
const PAUSE = 2_000;
const LONGEST_PAUSE = 15_000;
const news = document.getElementById("news");
let pause = PAUSE;

const waits = () => document.querySelectorAll("[data-under-way]");
const word = (place) => place.querySelector("[data-news]")?.textContent.replace(/\.$/, "") ?? "";
const title = (place) => place.querySelector("h2")?.textContent ?? document.querySelector("h1").textContent;

async function look() {
  if (document.hidden) return later();
  let fresh;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return; // signed out meanwhile: the page stays as it is
    fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return later(); // no network for a moment
  }
  for (const place of waits()) show(place, fresh);
  later();
}

function show(place, fresh) {
  const found = fresh.getElementById(place.id);
  if (!found) return ended(place, fresh);
  if (place.contains(document.activeElement)) return;
  const before = word(place);
  const now = document.importNode(found, true);
  if (place.innerHTML !== now.innerHTML) pause = PAUSE;
  place.replaceWith(now);
  if (!now.hasAttribute("data-under-way") && word(now) !== before) news.textContent = `${title(now)}: ${word(now)}`;
}

/* The page has become another one: that is said, also in its first sentence, and whoever is here looks at it when they
   like. */
function ended(place, fresh) {
  const [lead, now] = [document, fresh].map((page) => page.querySelector("main .lead"));
  if (lead && now) lead.replaceWith(document.importNode(now, true));
  place.remove();
  news.textContent = fresh.getElementById("news")?.dataset.end ?? "This is done. Look again.";
}

function later() {
  if (!waits().length) return;
  setTimeout(look, pause);
  pause = Math.min(pause * 1.3, LONGEST_PAUSE);
}

later();
