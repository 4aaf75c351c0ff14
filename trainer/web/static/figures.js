// A drawing is read as soon as its file is chosen: the server makes a figure of it and says what it took out.
// Without this, the button Check does it.
const NOT_READ = "The file could not be read now: there is no connection, or your session has ended. Everything else is kept here.";
const TOO_LARGE = "The file is larger than this page takes.";
const form = document.getElementById("part-form");

form.addEventListener("change", async ({ target }) => {
  if (target.id !== "drawing" || !target.files.length) return;
  const fields = new FormData(form);
  fields.set("do", "check");
  try {
    const answer = await fetch(form.dataset.check, { method: "POST", body: fields, redirect: "error" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    take(page.getElementById("figure-drawing") ?? told(answer.status === 413 ? TOO_LARGE : NOT_READ));
  } catch {
    take(told(NOT_READ));
  }
});

/** As it stands here, with what is the matter: nothing that was typed is lost. */
function told(words) {
  const drawing = document.getElementById("figure-drawing");
  document.getElementById("figure-told")?.remove();
  const notice = Object.assign(document.createElement("p"), { id: "figure-told", className: "form-error", tabIndex: -1, textContent: words });
  notice.setAttribute("role", "alert");
  drawing.querySelector(".form-field").append(notice);
  return drawing;
}

function take(fresh) {
  document.getElementById("figure-drawing").replaceWith(fresh);
  (document.getElementById("figure-told") ?? document.getElementById("drawing")).focus();
  form.dispatchEvent(new Event("input", { bubbles: true }));
}
