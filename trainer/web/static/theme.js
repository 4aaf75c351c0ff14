// Loaded in the head, before anything is painted, so that a chosen theme never flashes. Without it the style sheet follows
// the system by itself; a choice that equals the system's is forgotten, so that the page follows the system again.
"use strict";
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  function current() {
    return root.dataset.bsTheme || (system.matches ? "dark" : "light");
  }

  function kept() {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage is blocked: the choice lasts as long as the page
    }
  }

  function keep(theme) {
    try {
      if (theme) localStorage.setItem("theme", theme);
      else localStorage.removeItem("theme");
    } catch {
      return;
    }
  }

  function apply(theme) {
    if (theme === "light" || theme === "dark") root.dataset.bsTheme = theme;
    else delete root.dataset.bsTheme;
  }

  function label(button) {
    const next = current() === "dark" ? "light" : "dark";
    button.dataset.next = next;
    button.setAttribute("aria-label", `Switch to ${next} colors`);
    for (const icon of button.querySelectorAll("[data-theme]")) icon.toggleAttribute("hidden", icon.dataset.theme !== next);
    button.hidden = false;
  }

  function change(button) {
    const next = button.dataset.next;
    const choice = next === (system.matches ? "dark" : "light") ? null : next;
    keep(choice);
    apply(choice);
    label(button);
  }

  apply(kept());
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme-button");
    if (!button) return;
    label(button);
    button.addEventListener("click", () => change(button));
    system.addEventListener("change", () => label(button));
  });
})();
