// Notes at the desk save themselves: here at once, on the server within five seconds, written down at rest.
(() => {
  "use strict";
  const DRAFT = 2000, REST = 30000, RETRY = 10000;
  function attach(form) {
    const text = form.elements.text, number = form.elements.client_id, state = form.querySelector(".r-write__state");
    const { store, said } = form.dataset;
    let draftTimer, restTimer, busy = false;
    const voice = () => form.elements.voice.value, forget = () => localStorage.removeItem(store);
    const say = (words, bad) => { state.textContent = words; state.dataset.s = bad ? "bad" : "ok"; };
    const remember = () => text.value.trim() ? localStorage.setItem(store, JSON.stringify(
      { number: number.value, text: text.value, voice: voice(), kind: form.elements.kind.value })) : forget();

    function recall() {
      const kept = JSON.parse(localStorage.getItem(store) || "null");
      if (!kept || kept.text === text.value) return;
      number.value = kept.number; text.value = kept.text; form.elements.kind.value = kept.kind;
      if (kept.voice) form.elements.voice.value = kept.voice;
      draft();
    }

    async function post(url) {
      const answer = await fetch(url, { method: "POST", body: new FormData(form), mode: "same-origin" });
      if (answer.ok) return answer;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (url === form.action && page.querySelector("[data-conflict]")) form.submit(); // to the choice
      throw new Error((page.querySelector(".r-err") || page.querySelector("main p"))?.textContent.trim() || "");
    }

    function failed(error) {
      say(error instanceof TypeError || !error.message ? form.dataset.unsaved : error.message, true);
      if (error instanceof TypeError) draftTimer = setTimeout(draft, RETRY);
    }

    async function draft() {
      clearTimeout(draftTimer);
      if (busy) { draftTimer = setTimeout(draft, DRAFT); return; }
      const sent = text.value;
      try {
        const { saved } = await (await post(form.dataset.draft)).json();
        if (text.value === sent) say(`${form.dataset.saved} ${saved}`);
      } catch (error) { failed(error); }
    }

    async function send() {
      if (busy || !text.value.trim() || !voice()) return;
      clearTimeout(draftTimer); clearTimeout(restTimer);
      busy = true;
      const sent = text.value;
      try {
        const page = new DOMParser().parseFromString(await (await post(form.action)).text(), "text/html");
        document.getElementById(said).replaceChildren(...page.getElementById(said).children);
        if (text.value === sent) start(page); else remember();
      } catch (error) { failed(error); }
      busy = false;
    }

    // The page has the note: the field is empty again, under a number of its own.
    function start(page) {
      forget();
      number.value = page.querySelector(`[data-store="${store}"] [name=client_id]`).value;
      text.value = "";
      for (const radio of form.querySelectorAll("[name=voice]")) radio.checked = false;
      form.elements.kind.value = "note"; say(form.dataset.saved);
      form.dispatchEvent(new CustomEvent("kept", { bubbles: true, detail: page.title }));
    }

    form.addEventListener("input", () => {
      remember();
      clearTimeout(draftTimer); clearTimeout(restTimer);
      draftTimer = setTimeout(draft, DRAFT); restTimer = setTimeout(send, REST);
    });
    form.addEventListener("focusout", ({ relatedTarget: next }) => { if (!form.contains(next) && !next?.closest("[data-begun]")) send(); });
    form.addEventListener("submit", (event) => { if (voice() && text.value.trim()) { event.preventDefault(); send(); } });
    addEventListener("online", () => { if (text.value.trim()) draft(); });
    recall();
  }

  document.querySelectorAll('[data-behaviour="note"]').forEach(attach);
})();
