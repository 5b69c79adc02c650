// Turns the leaves of a wall that holds more than is seen from the chairs: whole cards only, with how
// many more there are. Goes on by itself in calm steps, but not while updates are paused, nor for
// whoever has asked for less motion: they press. Without a script the wall scrolls.
(() => {
  const root = document.querySelector('[data-behaviour~="wall"]');
  const region = root?.querySelector(".r-wall__scroll");
  if (!region) return;
  const CALM = 15000;
  const button = document.getElementById("wall_next");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const starts = new Map(); // where each list begins just now, by its name
  const ends = new Map();

  const lists = () => [...region.querySelectorAll(".r-col > .r-hang, .r-wall__rank")];
  // What is shown or not as one: a note, a group nobody has put anything in, a row of the result.
  const leaves = (list) => [...list.querySelectorAll(".r-note, .r-group:not(:has(.r-note)), :scope > li")];
  const show = (leaf, isShown) => {
    leaf.hidden = !isShown;
    const group = leaf.parentElement.closest(".r-group");
    if (group) group.hidden = !group.querySelector(".r-note:not([hidden])");
  };
  const fits = (list) => {
    const bottom = region.getBoundingClientRect().bottom + 1;
    return list.parentElement.getBoundingClientRect().bottom <= bottom && list.scrollWidth <= list.clientWidth + 1;
  };
  const fit = (list) => {
    const all = leaves(list), more = list.parentElement.querySelector("[data-more]");
    more.hidden = true;
    all.forEach((leaf) => show(leaf, true));
    if (fits(list)) {
      starts.delete(list.id);
      ends.set(list.id, all.length);
      return false;
    }
    const start = (starts.get(list.id) || 0) < all.length ? starts.get(list.id) || 0 : 0;
    more.hidden = false;
    all.forEach((leaf) => show(leaf, false));
    let end = start;
    while (end < all.length) {
      show(all[end], true);
      if (!fits(list) && end > start) { show(all[end], false); break; }
      end += 1;
    }
    more.textContent = more.dataset.more.replace(/\d+/, all.length - (end - start));
    starts.set(list.id, start);
    ends.set(list.id, end);
    return end - start < all.length;
  };
  const lay = () => {
    region.scrollTop = 0;
    const isMore = lists().map(fit).some(Boolean);
    if (button) button.hidden = !isMore;
  };
  const turn = () => {
    lists().forEach((list) => starts.set(list.id, ends.get(list.id) || 0));
    lay();
  };
  let timer;
  const wait = () => {
    clearInterval(timer);
    timer = setInterval(() => still.matches || "held" in document.body.dataset || document.hidden || turn(), CALM);
  };
  button?.addEventListener("click", () => { turn(); wait(); });
  document.addEventListener("drawn", lay);
  new ResizeObserver(lay).observe(region); // the window, and the foot when it says more
  document.fonts.ready.then(lay);
  lay();
  wait();
})();
