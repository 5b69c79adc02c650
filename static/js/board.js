// After something was drawn on a board: counts the notes, and goes on to the next phase. Whoever is
// writing just then is told instead, and goes on when they like.
(() => {
  const root = document.querySelector('[data-behaviour~="board"]');
  if (!root) return;
  const phase = () => document.getElementById("phase")?.dataset.phase;
  const begun = phase();
  let leaving = false;

  const isWriting = () => [...document.querySelectorAll("textarea, input[type=text], input:not([type])")]
    .some((field) => field.value !== field.defaultValue);
  const goOn = () => {
    const news = document.getElementById("phase_news");
    if (news && isWriting()) { news.hidden = false; return; }
    if (leaving) return;
    leaving = true;
    // Not all at once: a hundred phones hear of it in the same moment.
    const wait = "eager" in root.dataset ? 0 : Math.random() * 1500;
    setTimeout(() => location.assign(root.dataset.here || location.href), wait);
  };
  document.addEventListener("drawn", () => {
    document.querySelectorAll("[data-count]").forEach((sum) => {
      sum.textContent = document.querySelectorAll(`#${sum.dataset.count} .r-note`).length;
    });
    if (phase() !== begun) goOn();
  });
})();
