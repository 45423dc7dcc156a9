// The little that pages do beyond their forms and links. Everything works without it.
"use strict";

// After a page with problems has loaded, the reader's place is at the problems.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector(".problems")?.focus();
});

// A form sent twice by an impatient click goes once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  window.addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
});

// Choices marked so are applied as soon as they are made.
document.addEventListener("change", (event) => {
  if (event.target.dataset?.applies !== undefined) event.target.form.requestSubmit();
});

// A button that chooses every box of a name, for long lists; without scripts it is not there.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-chooses]").forEach((button) => (button.hidden = false));
});
document.addEventListener("click", (event) => {
  const name = event.target.dataset?.chooses;
  if (!name) return;
  const boxes = [...event.target.form.elements].filter((one) => one.type === "checkbox" && one.name === name);
  boxes.forEach((box) => (box.checked = true));
});
