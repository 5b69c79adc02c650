// When a note is kept, what was complained of leaves the page, and so does the offer to throw away what had been begun.
(() => {
  "use strict";
  const begun = (form) => form.parentElement.querySelector("[data-begun]");

  function settle(form, title) {
    begun(form)?.remove();
    const wrong = form.querySelector(".r-err");
    if (!wrong) return;
    for (const field of form.querySelectorAll(`[aria-describedby~="${wrong.id}"]`)) {
      field.removeAttribute("aria-invalid");
      const others = field.getAttribute("aria-describedby").split(" ").filter((id) => id !== wrong.id);
      if (others.length) field.setAttribute("aria-describedby", others.join(" "));
      else field.removeAttribute("aria-describedby");
    }
    wrong.remove();
    document.querySelector(".r-errors")?.remove();
    document.title = title;
  }

  document.addEventListener("kept", (event) => settle(event.target, event.detail));
  for (const form of document.querySelectorAll('[data-behaviour="note"]'))
    begun(form)?.addEventListener("submit", () => localStorage.removeItem(form.dataset.store));
})();
