// Words marked with mouse, finger or keyboard go into the coding form: the words themselves, and
// where they stand, counted in code points as the server counts (a face is one sign, not two).
(() => {
  "use strict";

  function attach(text) {
    const form = document.getElementById(text.dataset.marks);
    if (!form) return;
    const { words, start, stop } = form.elements;
    const heading = form.querySelector("[data-heading]");
    const runs = [...text.querySelectorAll("[data-at]")];
    // Between two runs there is nothing but line breaks.
    const signs = [];
    for (const run of runs) {
      while (signs.length < Number(run.dataset.at)) signs.push("\n");
      signs.push(...run.textContent);
    }

    function place(node, offset) {
      for (const run of runs) {
        const inside = document.createRange();
        inside.selectNodeContents(run);
        const where = inside.comparePoint(node, offset);
        if (where < 0) return Number(run.dataset.at);
        if (where > 0) continue;
        inside.setEnd(node, offset);
        return Number(run.dataset.at) + [...inside.toString()].length;
      }
      return signs.length;
    }

    function show(from, to) {
      start.value = to > from ? from : "";
      stop.value = to > from ? to : "";
      words.value = signs.slice(from, to).join("");
      heading.textContent = words.value ? form.dataset.part : form.dataset.whole;
    }

    function marked() {
      const selection = getSelection();
      if (!selection.rangeCount || !text.contains(selection.anchorNode)) return;
      const range = selection.getRangeAt(0);
      let from = place(range.startContainer, range.startOffset), to = place(range.endContainer, range.endOffset);
      while (from < to && /\s/u.test(signs[from])) from += 1;
      while (to > from && /\s/u.test(signs[to - 1])) to -= 1;
      show(from, to);
    }

    let waiting;
    document.addEventListener("selectionchange", () => { clearTimeout(waiting); waiting = setTimeout(marked, 120); });
    form.addEventListener("submit", () => { clearTimeout(waiting); });
    words.addEventListener("input", () => {
      start.value = stop.value = "";
      heading.textContent = words.value.trim() ? form.dataset.part : form.dataset.whole;
    });
  }

  document.querySelectorAll('[data-behaviour="marking"]').forEach(attach);
})();
