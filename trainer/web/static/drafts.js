// Drafts by keyboard. Whatever carries data-key is pressed by that key; everything works by buttons and links alone, too.
const KEPT = "single keys";
const ALIAS = { ArrowRight: "j", ArrowLeft: "k" };
const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select";

/* A file that is too large is told before it travels. */
const upload = document.querySelector("input[type=file][data-largest]");
if (upload) {
  const look = () => {
    const isTooLarge = (upload.files[0]?.size ?? 0) > Number(upload.dataset.largest);
    upload.setCustomValidity(isTooLarge ? "This file is too large. Choose a smaller one, or paste a part of it." : "");
    return upload.reportValidity();
  };
  upload.addEventListener("change", look);
  upload.form.addEventListener("submit", (event) => { if (!look()) event.preventDefault(); });
}

/* A form is sent once, however often somebody presses. */
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    else if (!event.defaultPrevented) form.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-once]")) delete form.dataset.sent;
});

/* Single keys can be switched off (WCAG 2.1.4): who speaks or mistypes would decide without wanting to. */
const keysAreOn = document.getElementById("single-keys");
if (keysAreOn) {
  keysAreOn.closest("label").hidden = false;
  keysAreOn.checked = kept() !== "off";
  keysAreOn.addEventListener("change", () => keep(keysAreOn.checked ? "on" : "off"));
  document.addEventListener("keydown", press);
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null; // storage is blocked: the choice lasts as long as the page
  }
}

function keep(choice) {
  try {
    localStorage.setItem(KEPT, choice);
  } catch {
    return;
  }
}

function press(event) {
  if (event.key === "Escape") return closePanel();
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !keysAreOn.checked) return;
  if (event.target.matches(TYPING)) return;
  const panel = document.querySelector(".draft-panel[open]");
  if (panel) return choose(panel, event);
  if (event.target.matches("input") && ALIAS[event.key]) return; // the arrows belong to the radios there
  const key = ALIAS[event.key] ?? event.key.toLowerCase();
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return;
  event.preventDefault();
  target.click();
  const opened = target.closest("details");
  if (opened?.matches(".draft-panel")) firstField(opened)?.focus(); // at once: the next key is a word already
  else if (opened) target.focus();
}

function firstField(panel) {
  return panel.querySelector("form input:not([type=hidden]), form textarea");
}

/** In the open panel a digit chooses a reason; Enter sends, as in any form. */
function choose(panel, event) {
  const reason = panel.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
  if (!reason) return;
  event.preventDefault();
  reason.checked = true;
  reason.focus();
}

function closePanel() {
  const panel = document.querySelector(".draft-panel[open]");
  if (!panel) return;
  panel.open = false;
  panel.querySelector("summary").focus();
}

for (const panel of document.querySelectorAll(".draft-panel")) {
  const first = () => firstField(panel);
  const isInside = () => panel.querySelector("form").contains(document.activeElement); // a digit was faster
  panel.addEventListener("toggle", () => { if (panel.open && !isInside()) first()?.focus(); });
  if (panel.open) first()?.focus();
}

/* The blueprint: what a quiz comes to, and a cell that asks for more than was accepted says so at once. */
const length = document.getElementById("form-length");
if (length) {
  const cells = [...document.querySelectorAll("input[data-there]")];
  const tell = () => {
    const asked = cells.map((cell) => Number(cell.value) || 0);
    const gaps = cells.filter((cell, at) => asked[at] > Number(cell.dataset.there));
    for (const cell of cells) {
      if (gaps.includes(cell)) cell.setAttribute("aria-invalid", "true");
      else cell.removeAttribute("aria-invalid");
    }
    const sum = asked.reduce((one, other) => one + other, 0);
    length.textContent = `${length.dataset.words} ${sum} ${sum === 1 ? "item" : "items"}.`
      + (gaps.length ? ` ${gaps.length} ${gaps.length === 1 ? "cell asks" : "cells ask"} for more than is accepted: lower it, or accept more.` : "");
  };
  for (const cell of cells) cell.addEventListener("input", tell);
  tell();
}
