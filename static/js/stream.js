// Follows a board: resumes after a break, and asks now and then where there is no stream. What it
// hears it tells by the event "told" on the document, drawn unless somebody holds it.
(() => {
  const root = document.querySelector('[data-behaviour~="stream"]');
  if (!root) return;
  const { stream, changes } = root.dataset;
  let number = Number(root.dataset.after), source, timer;
  let failed = 0; // questions in a row that nobody answered
  let asked = 0, patience = 1; // questions since the stream was tried, and how many before it is again

  const say = (what) => {
    const text = root.querySelector(`template[data-say="${what}"]`), line = document.getElementById("live_state");
    if (text && line?.dataset.said !== what) line.replaceChildren(text.content.cloneNode(true));
    if (line) line.dataset.said = what;
  };
  const tell = (html, upTo) => {
    number = upTo;
    const told = new CustomEvent("told", { detail: { html, number }, cancelable: true });
    if (document.dispatchEvent(told)) document.dispatchEvent(new CustomEvent("draw", { detail: html }));
  };
  const at = (address) => `${address}${address.includes("?") ? "&" : "?"}after=${number}`;
  const later = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(ask, ms * (0.8 + Math.random() * 0.4)); // not all screens in the same moment
  };
  // While the server is down: soon again, after two minutes more seldom.
  const rest = () => (failed > 40 ? 15000 : Math.min(2500, 700 * 1.5 ** failed));

  const follow = () => {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(at(stream));
    source.onopen = () => { patience = 1; failed = 0; say("live"); };
    const take = (event) => tell(event.data, Number(event.lastEventId || number));
    source.addEventListener("change", take);
    source.addEventListener("snapshot", take);
    source.addEventListener("time", (event) => document.dispatchEvent(new CustomEvent("server-time", { detail: Number(event.data) })));
    source.onerror = () => {
      say("lost");
      if (source.readyState === EventSource.CLOSED) later(700);
    };
  };
  async function ask() {
    const answer = await fetch(at(changes), { mode: "same-origin" }).catch(() => null);
    if ([401, 403, 404].includes(answer?.status)) return location.reload();
    if (answer?.status === 200) {
      const told = await answer.json();
      told.events.forEach((event) => tell(event.html, told.number));
    }
    failed = answer?.ok ? 0 : failed + 1;
    asked += 1;
    if (answer?.ok) say("live");
    if (failed) return later(rest());
    if (asked < patience) return later(3000);
    // The server answers: follow at once. Where all streams are taken, try more and more seldom.
    [asked, patience] = [0, Math.min(10, patience * 2)];
    follow();
  }
  addEventListener("online", () => source?.readyState !== EventSource.OPEN && later(100));
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  follow();
})();
