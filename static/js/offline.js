// Keeps notes that have not reached the server: on the device, in sight, sent when the net is back,
// forgotten when the server has them. Each has its own number, so that none can arrive twice.
(() => {
  if (document.querySelector('[data-behaviour~="forget-notes"]')) {
    Object.keys(localStorage).filter((key) => key.startsWith("radslag-notes-")).forEach((key) => localStorage.removeItem(key));
  }
  const form = document.querySelector('[data-behaviour~="offline-notes"]'); // only while the room writes
  const list = document.querySelector('[data-behaviour~="unsent-notes"]');
  const shape = document.getElementById("unsent_note");
  if (!list || !shape) return;
  const { store, action } = list.dataset, { text, column, client_id: number } = form?.elements || {};
  const banner = document.getElementById("offline");
  let sending = false;

  const kept = () => JSON.parse(localStorage.getItem(store) || "[]");
  const keep = (notes) => localStorage.setItem(store, JSON.stringify(notes));
  const drop = (note) => keep(kept().filter((other) => other.client_id !== note.client_id));
  const fresh = () => crypto.randomUUID?.() || [8, 4, 4, 4, 12].map((n) =>
    [...crypto.getRandomValues(new Uint8Array(n))].map((byte) => (byte % 16).toString(16)).join("")).join("-");

  const draw = () => list.replaceChildren(...kept().map((note) => {
    const drawn = shape.content.cloneNode(true);
    drawn.querySelector("p").textContent = note.text;
    if (note.why) drawn.querySelector(".r-state").textContent = note.why;
    drawn.querySelector("button").hidden = !form;
    drawn.querySelector("button").addEventListener("click", () => {
      drop(note);
      text.value = note.text;
      number.value = note.client_id;
      text.focus();
      draw();
    });
    return drawn;
  }));
  const accept = (note, html) => {
    drop(note);
    const mine = new DOMParser().parseFromString(html, "text/html").getElementById("mine");
    if (mine) document.getElementById("mine").replaceWith(mine);
    document.dispatchEvent(new CustomEvent("drawn"));
  };
  const refuse = (note, html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const why = (page.querySelector(".r-err") || page.querySelector(".r-lede, main p"))?.textContent.trim() || "–";
    keep(kept().map((other) => (other.client_id === note.client_id ? { ...other, why } : other)));
  };
  const send = async () => {
    if (sending) return;
    sending = true;
    for (const note of kept().filter((one) => !one.why)) {
      const headers = { "HX-Request": "true", "HX-Request-Type": "partial" };
      const { client_id, text: words, column: where } = note;
      const body = new URLSearchParams({ client_id, text: words, column: where });
      const answer = await fetch(action, { method: "POST", body, headers, mode: "same-origin" }).catch(() => null);
      banner.hidden = Boolean(answer);
      if (!answer || answer.status >= 500 || answer.status === 429) break;
      (answer.ok ? accept : refuse)(note, await answer.text());
      draw();
    }
    sending = false;
  };
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (!words) return text.focus();
    keep([...kept(), { client_id: number.value, text: words, column: column.value }]);
    number.value = fresh();
    text.value = "";
    document.getElementById(text.dataset.counter).textContent = "";
    text.focus();
    draw();
    send();
  });
  addEventListener("online", () => { banner.hidden = true; send(); });
  addEventListener("offline", () => { banner.hidden = false; });
  banner.hidden = navigator.onLine;
  setInterval(() => kept().length && send(), 5000);
  draw();
  send();
})();
