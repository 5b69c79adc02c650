// Turns the leaves of a wall that holds more than is seen from the chairs: whole notes only, with how
// many more there are. Goes on by itself in calm steps, but not while updates are paused, nor for
// whoever has asked for less motion: they press. Without a script the wall scrolls.
(() => {
  const root = document.querySelector('[data-behaviour~="wall"]'), region = root?.querySelector(".r-wall__scroll");
  if (!region) return;
  const CALM = 15000;
  const button = document.getElementById("wall_next"), still = matchMedia("(prefers-reduced-motion: reduce)");
  const seen = new Map(); // what hung on the leaves before, by the name of its list
  let open = [], first = 0; // the lists on a full leaf, and which of them comes first

  const lists = () => [...region.querySelectorAll(".r-col > .r-hang, .r-wall__rank")];
  // What is shown or not as one: a note, a group nobody has put anything in, a row of the result.
  const leaves = (list) => [...list.querySelectorAll(".r-note, .r-group:not(:has(.r-note)), :scope > li")];
  const name = (leaf) => leaf.id || leaf.textContent;
  const isSeen = (list, leaf) => Boolean(seen.get(list.id)?.has(name(leaf)));
  const show = (leaf, isShown) => {
    leaf.hidden = !isShown;
    const group = leaf.parentElement.closest(".r-group");
    if (group) group.hidden = !group.querySelector(".r-note:not([hidden])");
  };
  const say = (list, number) => {
    const more = (list.closest(".r-col") || root).querySelector("[data-more]");
    more.hidden = !number;
    more.textContent = more.dataset.more.replace(/\d+/, number);
  };
  const clear = (list) => {
    list.parentElement.hidden = false;
    ["data-wide", "data-lanes"].forEach((key) => list.parentElement.removeAttribute(key));
    leaves(list).forEach((leaf) => show(leaf, true));
    say(list, 0);
  };
  const fits = (list) => list.scrollWidth <= list.clientWidth + 1
    && list.parentElement.getBoundingClientRect().bottom <= region.getBoundingClientRect().bottom + 1;
  // All lists side by side; where they have no room, as many as have, in turn.
  const spread = (busy, heights) => {
    for (let count = busy.length; count; count -= 1) {
      open = busy.filter((_list, at) => (at + busy.length - first % busy.length) % busy.length < count);
      busy.forEach((list) => { list.parentElement.hidden = !open.includes(list); });
      const detail = { lists: open, heights, leaves, isSeen, show, say };
      if (document.dispatchEvent(new CustomEvent("leaf", { detail, cancelable: true }))) return;
    }
    show(leaves(open[0]).find((leaf, at, all) => !isSeen(open[0], leaf) || at === all.length - 1), true); // it scrolls
  };
  const lay = () => {
    const all = lists(), busy = all.filter((list) => leaves(list).length);
    region.scrollTop = 0;
    root.removeAttribute("data-full");
    all.forEach(clear);
    open = busy;
    const isFull = busy.length > 0 && (!all.every(fits) || region.scrollWidth > region.clientWidth + 1);
    const heights = new Map(all.map((list) => [list, list.scrollHeight]));
    root.toggleAttribute("data-full", isFull);
    if (isFull) spread(busy, heights);
    const waiting = open.map((list) => leaves(list).filter((leaf) => leaf.hidden).length);
    open.forEach((list, at) => say(list, waiting[at]));
    if (button) button.hidden = open.length === busy.length && !waiting.some(Boolean);
  };
  const turn = () => {
    open.forEach((list) => {
      const hung = leaves(list).filter((leaf) => !leaf.hidden), before = seen.get(list.id) || [];
      const isOver = leaves(list).every((leaf) => !leaf.hidden || isSeen(list, leaf));
      // The next tour begins after what was shown once more, at the end of this one.
      seen.set(list.id, new Set(isOver ? hung.filter((leaf) => isSeen(list, leaf)).map(name) : [...before, ...hung.map(name)]));
    });
    first += open.length;
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
