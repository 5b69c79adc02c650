// Tick everything on the page at once, and see how many are ticked.
(() => {
  "use strict";

  function attach(form) {
    const all = form.querySelector("[data-all]"), count = form.querySelector("[data-count]");
    const boxes = [...form.querySelectorAll("[name=chosen]")];
    if (!all || !boxes.length) return;
    all.hidden = false;
    const tell = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      count.textContent = `${ticked} ${count.dataset.words}`;
      all.checked = ticked === boxes.length;
    };
    all.addEventListener("change", () => { boxes.forEach((box) => { box.checked = all.checked; }); tell(); });
    form.addEventListener("change", tell);
    tell();
  }

  document.querySelectorAll('[data-behaviour="ticks"]').forEach(attach);
})();
