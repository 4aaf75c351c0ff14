// Words of a model's tables are put where one types by pressing them: {case.hours} at the caret of the field used last.
const slots = document.querySelector("[data-slots]");
const form = document.getElementById("part-form");
let field = document.getElementById("stem");

if (slots) {
  slots.hidden = false;
  form.addEventListener("focusin", ({ target }) => {
    if (target.matches("textarea, input:not([type]), input[type=text]")) field = target;
  });
  slots.addEventListener("click", ({ target }) => {
    const { slot } = target.closest("[data-slot]")?.dataset ?? {};
    if (!slot) return;
    const there = field.isConnected ? field : document.getElementById("stem");
    there.setRangeText(slot, there.selectionStart, there.selectionEnd, "end");
    there.focus();
    there.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
