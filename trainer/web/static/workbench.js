// While somebody writes: what stands in the way and the preview follow, rows come and go without a new page.
// Everything works without this, by the buttons Check, Preview, Add, Up, Down and Take out.
const WAIT = 350; // ms without a key
const form = document.getElementById("part-form");
const frame = document.querySelector("iframe[name=preview]");
let timer, turn = 0, isChanged = "typed" in form.dataset;

form.addEventListener("input", () => {
  isChanged = true;
  clearTimeout(timer);
  timer = setTimeout(follow, WAIT);
});
document.querySelector(".part-preview").addEventListener("change", follow);
form.addEventListener("submit", (event) => {
  const doing = event.submitter?.value ?? "save";
  if (event.submitter?.id === "preview-button" || doing === "check") {
    event.preventDefault();
    follow();
  } else if (/^(add|drop|up|down|paste|copy|off) /.test(doing)) {
    event.preventDefault();
    changeRows(event.submitter);
  } else {
    isChanged = false;
  }
});
/* Leaving with unsaved words asks first; saving does not. */
window.addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });
frame.addEventListener("load", arrive);
arrive();

/** The frame comes with what was saved; where that is not what stands in the fields, they are shown. */
function arrive() {
  calm();
  if ("typed" in form.dataset) follow();
}

/** Ask for both at once; an answer that a later one has overtaken is dropped. */
async function follow() {
  clearTimeout(timer);
  const mine = ++turn;
  await Promise.all([
    sent(form.dataset.check, "check").then((page) => { if (page && mine === turn) put(page); }),
    sent(form.dataset.preview, "").then((page) => { if (page && mine === turn) show(page); }),
  ]);
}

async function sent(address, doing) {
  const fields = new FormData(form);
  fields.set("do", doing);
  try {
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams(fields), redirect: "error" });
    if (!answer.ok) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null; // no connection: what was found last stays, and saving will say so
  }
}

/** Put what is found beside the fields; what is being typed is not touched. */
function put(page) {
  for (const fresh of page.querySelectorAll("[data-live]")) {
    const old = document.getElementById(fresh.id);
    if (!old || old.innerHTML === fresh.innerHTML || old.contains(document.activeElement)) continue;
    old.replaceChildren(...fresh.childNodes);
  }
}

/** The frame keeps its place; its own policy stays in force. */
function show(page) {
  const shown = frame.contentDocument;
  if (!shown) return;
  const top = shown.scrollingElement?.scrollTop ?? 0;
  const { bsTheme } = page.documentElement.dataset;
  if (bsTheme) shown.documentElement.dataset.bsTheme = bsTheme;
  shown.body.replaceWith(page.body);
  shown.scrollingElement.scrollTop = top;
  calm();
}

/** Nothing in the frame leads anywhere. */
function calm() {
  for (const link of frame.contentDocument?.querySelectorAll("a[href]") ?? []) {
    link.addEventListener("click", (event) => { if (!link.getAttribute("href").startsWith("#")) event.preventDefault(); });
  }
}

/** Only the list that the button is about comes anew; what was unfolded stays so. */
async function changeRows(button) {
  const [verb, name, at] = button.value.split(" ");
  const list = document.getElementById(button.dataset.to ?? name)?.closest("[data-rows]") ?? button.closest("[data-rows]");
  const page = await sent(form.dataset.check, button.value);
  const fresh = page?.getElementById(list.id);
  if (!fresh) return form.requestSubmit(button);
  isChanged = true;
  for (const { id } of list.querySelectorAll("details[open][id]")) fresh.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  list.replaceWith(fresh);
  focusRow(fresh, button.dataset.to ?? name, verb, Number(at));
  form.dispatchEvent(new Event("rows"));
  follow();
}

/** A new row is there to be written in; one that moved keeps the focus on its button; else the next one has it. */
function focusRow(list, name, verb, at) {
  const row = (number) => document.getElementById(`${name}-${number}`);
  let many = 0;
  while (row(many)) many++;
  const next = verb === "copy" ? document.getElementById(`${name}-${at}-pasted`)?.parentElement
    : row({ add: many - 1, off: many - 1, up: at - 1, down: at + 1, paste: at }[verb] ?? Math.min(at, many - 1));
  for (let around = next; around; around = around.parentElement.closest("details")) if (around.matches("details")) around.open = true;
  const button = next && [...next.querySelectorAll(`button[value^="${verb} ${name} "]`)].at(-1);
  const field = next?.querySelector("input:not([type=hidden]), textarea, select");
  (verb === "up" || verb === "down" ? button ?? field : field ?? list.querySelector("button"))?.focus();
}
