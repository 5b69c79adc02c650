// Puts what the server has drawn in its place: on the event "draw" on the document. Keeps what is
// picked and where the focus is, and says by the event "drawn" that it is done.
(() => {
  const byId = (id) => document.getElementById(id);
  const place = (element) => {
    const home = byId(element.dataset.in), latest = document.querySelector("[data-latest]");
    if (home) {
      const mine = Number(element.dataset.order);
      const below = [...home.children].find((other) => Number(other.dataset.order) > mine);
      home.insertBefore(element, below || null);
    } else if (latest && element.matches(".r-note")) {
      latest.prepend(element);
      [...latest.children].slice(latest.dataset.latest).forEach((old) => old.remove());
    }
  };
  const put = (element) => {
    const known = byId(element.id), focused = document.activeElement?.id;
    // A wall that shows one column of a board that was drawn whole.
    const parts = known ? [] : [...element.children].filter((part) => part.id && byId(part.id));
    if (parts.length) { parts.forEach(put); return; }
    const picked = new Set([...document.querySelectorAll("input:checked")].map((box) => box.id));
    element.querySelectorAll("[id]").forEach((part) => {
      const old = byId(part.id);
      if (old && !known?.contains(old)) old.remove();
    });
    if ("gone" in element.dataset) known?.remove();
    else if (!element.dataset.in) known?.replaceWith(element);
    else {
      if (!known) element.dataset.new = "";
      known?.remove();
      place(element);
    }
    element.querySelectorAll("input[type=checkbox]").forEach((box) => { box.checked = picked.has(box.id); });
    if (focused && document.activeElement?.id !== focused) byId(focused)?.focus({ preventScroll: true });
  };
  document.addEventListener("draw", (event) => {
    const template = document.createElement("template");
    template.innerHTML = event.detail;
    [...template.content.children].forEach(put);
    document.dispatchEvent(new CustomEvent("drawn", { detail: event.detail }));
  });
})();
