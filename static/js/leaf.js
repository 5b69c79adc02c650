// Hangs one leaf of a full wall: on the event "leaf" on the document, with the lists that have got
// their lanes. As many whole notes as there is room for; where one that is next in turn is too tall,
// its list gets fewer and wider lanes. Refuses by preventDefault() where that is not enough.
(() => {
  const AHEAD = 24; // how many notes are tried for the room that is left in a lane

  const isRank = (list) => list.matches(".r-wall__rank");
  const bottom = (element) => element.getBoundingClientRect().bottom;
  const left = (leaf) => leaf.getBoundingClientRect().left;
  // A lane more than there is room for makes the list wider; what is taller than a lane is broken, or hangs out.
  const isWhole = (list, leaf) => list.scrollWidth <= list.clientWidth + 1 && leaf.getClientRects().length === 1
    && bottom(leaf) <= bottom(list) + 1;

  const take = (list, { leaves, isSeen, show, say }) => {
    const all = leaves(list), isNew = (leaf) => !isSeen(list, leaf), queue = all.some(isNew) ? all.filter(isNew) : all;
    say(list, all.length); // the room for it is kept free
    const heights = new Map(all.map((leaf) => [leaf, leaf.offsetHeight]));
    return { show, all, heights, queue, again: all.filter((leaf) => !queue.includes(leaf)) };
  };
  // In order. Where the next would leave a hole in its lane, a later one that fills it comes before:
  // the next is then the first of the next leaf. A result keeps its order.
  const hang = (list, { show, all, heights, queue, again }) => {
    const waiting = [...queue];
    let hung = 0, last, next;
    all.forEach((leaf) => show(leaf, false));
    do {
      const hole = last && !isRank(list) ? bottom(list) - bottom(last) : 0;
      const tried = waiting.slice(0, AHEAD).filter((leaf, at) => !at || heights.get(leaf) < hole);
      next = undefined;
      tried.some((leaf) => {
        show(leaf, true);
        const isIn = isWhole(list, leaf), stays = isIn && (!last || Math.abs(left(leaf) - left(last)) < leaf.offsetWidth / 2);
        show(leaf, false);
        if (stays || (isIn && !next)) next = leaf;
        return stays;
      });
      if (next) {
        show(next, true);
        last = next;
        hung += 1;
        waiting.splice(0, waiting.indexOf(next) + 1);
      }
    } while (next);
    // The end of a tour: what is left of the room goes to the beginning of the next.
    if (last && !waiting.length && !isRank(list)) {
      again.slice(0, AHEAD).forEach((leaf) => {
        show(leaf, true);
        if (!isWhole(list, leaf)) show(leaf, false);
      });
    }
    return hung;
  };
  const hangs = (list, detail) => {
    const { dataset } = list.parentElement, taken = take(list, detail);
    let hung = hang(list, taken);
    while (hung < Math.min(dataset.lanes, taken.queue.length) && dataset.lanes > 1) {
      dataset.lanes -= 1;
      hung = hang(list, taken);
    }
    return hung > 0;
  };
  document.addEventListener("leaf", (event) => {
    const { lists } = event.detail, all = () => lists.map((list) => hangs(list, event.detail)).every(Boolean);
    if (event.defaultPrevented || all()) return;
    lists.forEach((list) => Object.assign(list.parentElement.dataset, { wide: 1, lanes: 1 }));
    if (!all()) event.preventDefault();
  });
})();
