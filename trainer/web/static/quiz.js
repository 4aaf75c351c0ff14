/* The question page with JavaScript: an answer is saved as it is given, a flag without leaving the page, and the clock counts.
   Without it the same form does the same by its buttons. Only what the server received is shown as saved. */

const form = document.getElementById("question");
const saved = document.getElementById("saved");
const flagButton = form.querySelector(".quiz-flag");
let sending = Promise.resolve(); // one request after the other, so that the last choice is the last to arrive
let underWay = 0;
const answerNames = [...new Set([...form.elements].map((field) => field.name))].filter((name) => /^(answer(-|$)|sure$)/.test(name));
const isUntouched = [...form.elements].every(isAsReceived);
let lastSent = isUntouched && !saved.classList.contains("is-unsaved") ? JSON.stringify(answerFields()) : "";
let typing = 0;

form.addEventListener("change", save);
form.addEventListener("input", (event) => { // what is typed is saved in the pauses
  if (event.target.type !== "text") return;
  clearTimeout(typing);
  typing = setTimeout(save, 800);
});
window.addEventListener("online", save); // what could not be sent goes out as soon as there is a line again

/** What stands in the fields of the answer, as [name, value] pairs: nothing for a box that is not ticked.
    How sure one is goes along with an answer, never alone. */
function answerFields() {
  const data = new FormData(form);
  const fields = answerNames.flatMap((name) => data.getAll(name).map((value) => [name, value]));
  return fields.some(([name, value]) => name !== "sure" && value !== "") ? fields : fields.filter(([name]) => name !== "sure");
}

/** Whether a field stands as the page came: who is quick, or came back, may have answered before this program was there. */
function isAsReceived(field) {
  if (field.type === "radio" || field.type === "checkbox") return field.checked === field.defaultChecked;
  if (field.type === "select-one") return field.selectedIndex === Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
  return field.type !== "text" || field.value === field.defaultValue;
}

let isWaiting = false; // whether a save stands in the queue: it takes what is in the fields when its turn comes

function save() {
  clearTimeout(typing);
  const given = JSON.stringify(answerFields());
  if (given === lastSent || (given === "[]" && !form.elements.whole)) return;
  show("Saving…", false);
  if (isWaiting) return;
  isWaiting = true;
  sending = sending.then(sendAnswer);
}

async function sendAnswer() {
  isWaiting = false;
  const fields = answerFields();
  lastSent = JSON.stringify(fields);
  const receipt = await send(form.elements.whole ? [...fields, ["whole", "1"]] : fields);
  if (!receipt) {
    lastSent = "";
    return;
  }
  form.elements.was.value = receipt.given;
  form.elements.was_sure.value = receipt.sure;
  show(receipt.saved ? `Saved ${receipt.saved}` : "Saved", true);
  markHere("is-answered", receipt.given !== "");
}

/* Next, Previous and the palette wait for what is on its way: else the older answer could arrive last, and count. */
form.addEventListener("submit", async (event) => {
  if (!underWay) return;
  event.preventDefault();
  await sending;
  setTimeout(() => form.requestSubmit(event.submitter)); // a form cannot be sent from within its own sending
});

flagButton.addEventListener("click", (event) => {
  event.preventDefault();
  const wanted = flagButton.value;
  sending = sending.then(() => send([["flag", wanted]])).then((receipt) => {
    if (!receipt) return;
    const isOn = wanted === "on";
    flagButton.value = isOn ? "off" : "on";
    flagButton.setAttribute("aria-pressed", String(isOn));
    flagButton.querySelector("span").textContent = isOn ? "Flagged" : "Flag";
    markHere("is-flagged", isOn);
  });
});

/** Send one change; the receipt, or null after saying what went wrong. The answer stays chosen either way. */
async function send(change) {
  underWay += 1;
  const body = new FormData();
  body.set("csrf_token", form.elements.csrf_token.value);
  body.set("was", form.elements.was.value);
  body.set("was_sure", form.elements.was_sure.value);
  for (const [name, value] of change) body.append(name, value);
  try {
    const response = await fetch(form.action, {
      method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual",
    });
    if (response.ok) return await response.json();
    const problem = await response.json().catch(() => ({}));
    show(response.status === 401 ? "Not saved: your session has ended. Press Next to sign in; your answer is kept."
      : `Not saved: ${problem.error ?? "the page is out of date; reload it."}`, false);
  } catch {
    show("Not saved: no connection. It is sent again as soon as there is one.", false);
  } finally {
    underWay -= 1;
  }
  return null;
}

function show(words, isSaved) {
  saved.classList.toggle("is-unsaved", !isSaved);
  const line = document.createElement("span");
  line.textContent = words;
  saved.replaceChildren(...(words === "Saving…" ? [] : [icon(isSaved ? "check" : "alert")]), line);
}

/** A copy of one of the icons that the page carries for us. */
function icon(name) {
  return document.querySelector(`template[data-icon="${name}"]`).content.cloneNode(true);
}

function markHere(name, isOn = true) {
  const here = document.querySelector('.palette-number[aria-current="step"]');
  here.classList.toggle(name, isOn);
  if (name === "is-flagged") {
    here.querySelectorAll("svg, .flag-word").forEach((part) => part.remove());
    if (isOn) here.append(icon("flag"));
  }
  const cells = [...document.querySelectorAll(".palette-number")];
  const counted = (word) => cells.filter((cell) => cell.classList.contains(word)).length;
  document.getElementById("progress").textContent =
    `${counted("is-answered")} of ${form.dataset.length} answered, ${counted("is-flagged")} flagged`;
}

/* A, B, C choose, as on paper, while the focus is among the options: elsewhere a letter belongs to whoever listens there. */
const options = form.querySelector(".options");
options.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1) return;
  if (!["radio", "checkbox"].includes(event.target.type)) return;
  const chosen = options.querySelectorAll(".option-input")["abcdefgh".indexOf(event.key.toLowerCase())];
  if (!chosen) return;
  chosen.checked = chosen.type === "radio" || !chosen.checked;
  chosen.focus();
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
});

/* A figure to point at: its regions press the boxes below it, which the keyboard reaches by itself. */
const hotspot = options.querySelector("[data-hotspot]");
if (hotspot) {
  const boxes = [...options.querySelectorAll(".option-input")];
  const mark = () => boxes.forEach((box) => {
    hotspot.querySelector(`[data-region="${box.value}"]`).classList.toggle("is-mine", box.checked);
  });
  hotspot.addEventListener("click", (event) => {
    const region = event.target.closest("[data-region]");
    if (region) boxes.find((box) => box.value === region.dataset.region).click();
  });
  options.addEventListener("change", mark);
  mark();
}

/* Steps to put in order: buttons move them, and the places follow. The places alone do as well. */
if (options.hasAttribute("data-ordering")) {
  const rows = () => [...options.querySelectorAll(".order-row")];
  const place = (row) => row.querySelector("select");
  const isWhole = () => new Set(rows().map((row) => place(row).value).filter(Boolean)).size === rows().length;
  if (isWhole()) rows().sort((one, other) => place(one).value - place(other).value).forEach((row) => options.append(row));
  options.addEventListener("click", (event) => {
    const button = event.target.closest(".order-up, .order-down");
    if (!button) return;
    const row = button.closest(".order-row");
    const isUp = button.classList.contains("order-up");
    const other = isUp ? row.previousElementSibling : row.nextElementSibling;
    if (other?.classList.contains("order-row")) (isUp ? other.before(row) : other.after(row));
    rows().forEach((one, number) => { place(one).value = String(number); });
    button.focus();
    const step = row.querySelector(".order-step").textContent;
    options.querySelector("[data-moved]").textContent = `${step}: place ${Number(place(row).value) + 1} of ${rows().length}`;
    save();
  });
  options.querySelectorAll(".order-moves").forEach((moves) => { moves.hidden = false; });
}

/* The clock: minutes left, said once a minute; the last five count in words the eye finds. */
const clock = document.querySelector(".quiz-clock");
const deadline = new Date(clock.dataset.deadline);
function tick() {
  const minutes = Math.ceil((deadline - Date.now()) / 60000);
  const words = clock.querySelector("span");
  words.textContent = minutes > 0 ? `${minutes} min left` : "Time is up: hand in what is saved";
  clock.classList.toggle("is-short", minutes <= 5);
}
tick();
setInterval(tick, 15000);

if (!isUntouched) save();
