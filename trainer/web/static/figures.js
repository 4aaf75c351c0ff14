// A drawing is read as soon as its file is chosen: the server makes a figure of it and says what it took out.
// Without this, the button Check does it.
const form = document.getElementById("part-form");

form.addEventListener("change", async ({ target }) => {
  if (target.id !== "drawing" || !target.files.length) return;
  const fields = new FormData(form);
  fields.set("do", "check");
  try {
    const answer = await fetch(form.dataset.check, { method: "POST", body: fields, redirect: "error" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    take(page.getElementById("figure-drawing"));
  } catch {
    form.requestSubmit(form.querySelector("[name=do][value=check]")); // it will say what is the matter
  }
});

function take(fresh) {
  document.getElementById("figure-drawing").replaceWith(fresh);
  (document.getElementById("figure-told") ?? document.getElementById("drawing")).focus();
  form.dispatchEvent(new Event("input", { bubbles: true }));
}
