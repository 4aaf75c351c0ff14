/* The question page with JavaScript: an answer is saved as it is given, a flag without leaving the page, and the clock counts.
   Without it the same form does the same by its buttons. Only what the server received is shown as saved. */

const form = document.getElementById("question");
const saved = document.getElementById("saved");
const flagButton = form.querySelector(".quiz-flag");
let sending = Promise.resolve(); // one request after the other, so that the last choice is the last to arrive
let underWay = 0;
let lastSent = form.elements.was.value;

form.addEventListener("change", save);
window.addEventListener("online", save); // what could not be sent goes out as soon as there is a line again

function save() {
  const given = new FormData(form).get("answer");
  if (given === null || given === lastSent) return;
  lastSent = given;
  show("Saving…", false);
  sending = sending.then(() => send({ answer: given })).then((receipt) => {
    if (!receipt) {
      lastSent = form.elements.was.value;
      return;
    }
    form.elements.was.value = receipt.given;
    show(`Saved ${receipt.saved}`, true);
    markHere("is-answered");
  });
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
  sending = sending.then(() => send({ flag: wanted })).then((receipt) => {
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
  for (const [name, value] of Object.entries(change)) body.set(name, value);
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

/* A to E choose, as on paper, while the focus is among the options: elsewhere a letter belongs to whoever listens there. */
const options = form.querySelector(".options");
options.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1) return;
  const chosen = options.querySelectorAll('input[name="answer"]')["abcde".indexOf(event.key.toLowerCase())];
  if (!chosen) return;
  chosen.checked = true;
  chosen.focus();
  save();
});

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
