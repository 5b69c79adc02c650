// Keys for what stands on the page anyway: data-key names the key of a link, a button or a field.
// They can be switched off, and never act while somebody writes.
(() => {
  "use strict";
  const STORE = "shortcuts-off";

  function press(target) {
    if (target.matches("input, textarea")) target.focus();
    else if (target.matches("summary")) {
      const details = target.parentElement;
      details.open = target.dataset.focus ? true : !details.open;
      details.querySelector(`[name="${target.dataset.focus}"]`)?.focus();
    } else target.click();
  }

  function attach(page) {
    const toggle = page.querySelector("[data-shortcuts]");
    if (toggle) {
      toggle.closest("label").hidden = false;
      toggle.checked = !localStorage.getItem(STORE);
      toggle.addEventListener("change", () => toggle.checked ? localStorage.removeItem(STORE) : localStorage.setItem(STORE, "1"));
    }
    document.addEventListener("keydown", (event) => {
      const writing = event.target.matches("input:not([type=checkbox]), textarea, select");
      if (event.key === "Escape" && writing) { event.target.blur(); return; }
      if (writing || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(STORE)) return;
      const target = page.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
      if (!target) return;
      event.preventDefault();
      press(target);
    });
  }

  document.querySelectorAll('[data-behaviour="shortcuts"]').forEach(attach);
})();
