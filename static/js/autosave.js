// Saves a form while it is filled in, at the latest two seconds after the last key, and says so only
// when the server has kept it. Questions that the answers bring about appear; others disappear.
(() => {
  const form = document.querySelector('[data-behaviour~="autosave"]');
  if (!form) return;
  const status = document.getElementById(form.dataset.status);
  const field = (name) => form.elements.namedItem(name);
  let timer = 0, running = false, dirty = false, leaving = null;

  const say = (text, failed) => {
    status.textContent = text;
    status.toggleAttribute("data-failed", failed);
  };
  const show = (keys) => {
    field("page-shown").value = keys.join(" ");
    form.querySelectorAll("[data-question]").forEach((part) => {
      part.hidden = !keys.includes(part.dataset.question);
    });
  };
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };
  const body = () => {
    const data = new URLSearchParams(new FormData(form));
    data.set("page-to", "stay");
    return data;
  };
  const take = async (answer) => {
    if (answer.status === 409) {
      say(form.dataset.stale, true);
      return;
    }
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const kept = await answer.json();
    field("page-drawn-from").value = kept.drawn_from;
    show(kept.shown);
    if (!dirty) say(kept.saved, false);
  };

  async function save() {
    if (running) return;
    running = true;
    dirty = false;
    try {
      await take(await fetch(form.action, { method: "POST", body: body() }));
    } catch {
      say(form.dataset.failed, true);
      dirty = true;
    }
    running = false;
    if (leaving) form.requestSubmit(leaving.button);
    else if (dirty) later(status.hasAttribute("data-failed") ? 4000 : 800);
  }

  form.addEventListener("input", (event) => {
    dirty = true;
    later(event.target.matches("textarea, input:not([type=radio], [type=checkbox])") ? 1500 : 150);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!running) return;
    event.preventDefault(); // What is on its way is let in first, so that it is not taken for another's.
    leaving = { button: event.submitter };
  });
  addEventListener("online", () => dirty && later(0));
  addEventListener("pagehide", () => {
    if (dirty && !running) fetch(form.action, { method: "POST", body: body(), keepalive: true });
  });
  addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
