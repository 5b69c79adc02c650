// Sends a form without leaving the page, and shows the regions that come back. What the server will
// not do is said where a screen reader hears it; the page stays as it was.
(() => {
  const said = document.getElementById("said"); // was there before what is exchanged
  const say = (text, isShownElsewhere) => {
    said.textContent = text;
    said.classList.toggle("ds-sr-only", isShownElsewhere);
  };
  const uuid = () => crypto.randomUUID?.() ||
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

  // Where the focus goes when the button is gone: to what stands in its place, or comes next.
  const heir = (form, button) => document.getElementById(button.id || "-") || [...document.querySelectorAll("button")].find((other) =>
    other.textContent === button.textContent && other.formAction === button.formAction) ||
    document.getElementById(form.dataset.next || "-") || document.querySelector("#panel, #dots");
  const show = (html, form, button) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const region of [...page.body.children]) document.getElementById(region.id)?.replaceWith(region);
    if (button && !document.contains(button) && document.activeElement === document.body) heir(form, button)?.focus({ preventScroll: true });
    say(document.querySelector("#flashes .r-flash, [data-news]")?.textContent.trim() || "", true);
    document.dispatchEvent(new CustomEvent("drawn"));
  };
  const complain = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    document.getElementById("flashes")?.replaceChildren(); // what went well before
    say((page.querySelector(".r-err") || page.querySelector(".r-lede, main p"))?.textContent.trim() || "", false);
    said.focus();
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter;
    if (!form.matches('[data-behaviour~="quiet"]')) return;
    event.preventDefault();
    if (button?.getAttribute("aria-disabled")) return; // pressed twice
    const body = new URLSearchParams(new FormData(form, button));
    if (body.has("client_id")) body.set("client_id", uuid());
    button?.setAttribute("aria-disabled", "true");
    const headers = { "HX-Request": "true", "HX-Request-Type": "partial" };
    const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
    const answer = await fetch(address, { method: "POST", body, headers, mode: "same-origin" }).catch(() => null);
    button?.removeAttribute("aria-disabled");
    if (!answer) {
      say(said.dataset.offline, false);
      return said.focus();
    }
    const html = await answer.text();
    if (!answer.ok) return complain(html);
    document.querySelectorAll('input[name="card"]:checked').forEach((box) => { box.checked = false; });
    show(html, form, button);
  });
})();
