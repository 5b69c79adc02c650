// Follows a board: puts what the server draws in its place, resumes after a break, and asks now and
// then where there is no stream. Says what it did by the event "drawn" on the document.
(() => {
  const root = document.querySelector('[data-behaviour~="stream"]');
  if (!root) return;
  const { stream, changes } = root.dataset;
  let number = root.dataset.after, source, timer;
  const byId = (id) => document.getElementById(id);
  const place = (element) => {
    const home = byId(element.dataset.in), latest = root.querySelector("[data-latest]");
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
  const draw = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    [...template.content.children].forEach(put);
    document.dispatchEvent(new CustomEvent("drawn", { detail: html }));
  };
  const say = (what) => {
    const text = root.querySelector(`template[data-say="${what}"]`), line = byId("live_state");
    if (text && line?.dataset.said !== what) line.replaceChildren(text.content.cloneNode(true));
    if (line) line.dataset.said = what;
  };
  const at = (address) => `${address}${address.includes("?") ? "&" : "?"}after=${number}`;
  const take = (event) => { number = event.lastEventId || number; draw(event.data); };
  const follow = () => {
    clearTimeout(timer);
    source = new EventSource(at(stream));
    source.onopen = () => say("live");
    source.addEventListener("change", take);
    source.addEventListener("snapshot", take);
    source.onerror = () => {
      say("lost");
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(ask, 1000, 0);
    };
  };
  const ask = async (times) => {
    const answer = await fetch(at(changes), { mode: "same-origin" }).catch(() => null);
    if ([401, 403, 404].includes(answer?.status)) return location.reload();
    if (answer?.ok) say("live");
    if (answer?.status === 200) {
      const told = await answer.json();
      number = told.number;
      told.events.forEach((event) => draw(event.html));
    }
    timer = times < 10 ? setTimeout(ask, 3000, times + 1) : setTimeout(follow, 0);
  };
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  follow();
})();
