// Holds a page that updates itself still for as long as the reader likes: what is told meanwhile
// waits, in order, and is drawn when they go on. Only the time is let through: it would be wrong.
(() => {
  const box = document.querySelector('[data-behaviour~="hold"]');
  if (!box) return;
  const button = box.querySelector("button"), waits = document.getElementById("hold_waits");
  const status = box.querySelector("[role=status]"), store = `held ${location.pathname}`;
  const waiting = [];
  let held = Boolean(sessionStorage.getItem(store)), count = 0;
  let last = Number(document.querySelector("[data-after]").dataset.after);

  const draw = (html) => document.dispatchEvent(new CustomEvent("draw", { detail: html }));
  const isTimely = (element) => "timely" in element.dataset;
  const show = () => {
    document.body.toggleAttribute("data-held", held);
    box.querySelector("[data-when=live]").hidden = held;
    box.querySelector("[data-when=held]").hidden = !held;
    const { none, one, many } = box.dataset;
    waits.textContent = held ? (count ? (count > 1 ? many : one).replace(/\d+/, count) : none) : "";
    document.dispatchEvent(new CustomEvent("hold"));
  };
  document.addEventListener("told", (event) => {
    const { html, number } = event.detail, news = number - last;
    last = number;
    if (!held) return;
    event.preventDefault();
    const template = document.createElement("template");
    template.innerHTML = html;
    const parts = [...template.content.children], timely = parts.filter(isTimely);
    waiting.push(html); // the time too: what waits before it may hold an older one
    if (timely.length) draw(timely.map((element) => element.outerHTML).join(""));
    if (timely.length === parts.length) return;
    count += news;
    show();
  });
  button.addEventListener("click", () => {
    held = !held;
    if (held) sessionStorage.setItem(store, "1"); else sessionStorage.removeItem(store);
    status.textContent = held ? status.dataset.held : status.dataset.live;
    count = 0;
    show();
    waiting.splice(0).forEach(draw);
  });
  box.hidden = false;
  if (held) status.textContent = status.dataset.held;
  show();
})();
