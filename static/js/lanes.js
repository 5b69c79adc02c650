// Shares a full wall between its columns: on the event "leaf" on the document, with the lists that
// hang on it. The fullest gets the most lanes. Refuses by preventDefault() where the lists have no
// room beside one another.
(() => {
  // How wide a lane is, in hundredths of the height as all on the wall: a column's only one at least, one
  // more of a column that is much fuller, any that is good to read, a row of the result.
  const LEAST = 30, SLIM = 34, GOOD = 45, ROW = 70;
  const MOST = 4; // lanes of one list: the style sheet knows as many

  const lanesFor = (list) => {
    const board = list.closest(".r-board") || list.parentElement, gap = parseFloat(getComputedStyle(list).columnGap);
    const empty = [...board.querySelectorAll(":scope > .r-col:not(:has(.r-note, .r-group))")];
    const width = empty.reduce((sum, column) => sum - column.offsetWidth - gap, board.clientWidth + gap);
    return (least) => Math.floor(width / (least * innerHeight / 100 + gap));
  };
  const most = (lists) => {
    const lanes = lanesFor(lists[0]);
    if (lists[0].matches(".r-wall__rank")) return { good: Math.max(1, lanes(ROW)), slim: 1 };
    return { good: Math.max(1, lanes(GOOD), Math.min(lists.length, lanes(LEAST))), slim: lanes(SLIM) };
  };
  // Of all ways to share the lanes, the one that is through all the notes in the fewest leaves. Slim
  // lanes take more lines for the same words: only where they help a good deal.
  const share = (heights, { good, slim }) => {
    const lanes = heights.map(() => 1);
    let best, least = Infinity;
    for (let number = heights.length; number <= Math.max(good, slim); number += 1) {
      const left = heights.map((height, at) => height / lanes[at]), longest = Math.max(...left);
      if (longest * number <= least * (number > good ? .9 : 1)) { best = [...lanes]; least = longest * number; }
      const fullest = left.indexOf(longest);
      if (lanes[fullest] === MOST) break;
      lanes[fullest] += 1;
    }
    return best;
  };
  document.addEventListener("leaf", (event) => {
    const { lists, heights } = event.detail, room = most(lists);
    if (lists.length > room.good) { event.preventDefault(); return; }
    const lanes = share(lists.map((list) => heights.get(list)), room);
    lists.forEach((list, at) => {
      list.parentElement.dataset.wide = lanes[at];
      list.parentElement.dataset.lanes = lanes[at];
    });
  });
})();
