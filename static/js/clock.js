// Counts the board's clock down on this screen, each second, without asking: until the time the
// server has set, by the server's own time. Says once when two minutes are left, and when it is over.
(() => {
  const root = document.querySelector('[data-behaviour~="clock"]');
  const said = document.getElementById("clock_said");
  if (!root || !said) return;
  const SOON = 120;
  const [page] = performance.getEntriesByType("navigation");
  // How far the server's time is ahead of this device's: as the page came, and at each new stream.
  let ahead = Number(root.dataset.now) - (performance.timeOrigin + page.responseStart);
  const find = () => document.getElementById("clock");
  let turn = find()?.dataset.turn, before;

  const digits = (left) => [Math.floor(left / 60), left % 60].map((part) => String(part).padStart(2, "0")).join(":");
  const say = (text) => { said.textContent = text || ""; };
  const write = (clock, text, isWords) => {
    const place = clock.querySelector("[data-time]"), word = clock.querySelector("[data-word]");
    if (place.textContent !== text) place.textContent = text;
    word.textContent = isWords ? "" : clock.dataset.left;
    place.parentElement.toggleAttribute("data-words", isWords);
  };
  const fill = (clock, left) => {
    const bar = clock.querySelector(".r-clock-bar");
    if (!bar) return;
    bar.removeAttribute("hidden");
    bar.querySelector(".r-clock-fg").setAttribute("width", Math.min(256, (256 * left) / clock.dataset.seconds));
  };
  const tick = () => {
    const clock = find();
    if (!clock) return;
    const { ends, ended, soon, until, told } = clock.dataset;
    if (Number(clock.dataset.turn) > Number(turn)) {
      turn = clock.dataset.turn;
      before = undefined;
      say(told);
    }
    if (!ends) return;
    const left = Math.max(0, Math.ceil((Number(ends) - Date.now() - ahead) / 1000));
    if (before > SOON && left <= SOON && left) say(soon);
    if (before && !left) say(ended);
    before = left;
    fill(clock, left);
    if (!left) write(clock, ended, true);
    else if ("held" in document.body.dataset) write(clock, until, true);
    else write(clock, digits(left), false);
  };
  document.addEventListener("server-time", (event) => { ahead = event.detail - Date.now(); tick(); });
  for (const name of ["drawn", "hold", "visibilitychange"]) document.addEventListener(name, tick);
  setInterval(tick, 1000);
  tick();
})();
