// Watches every page of a journey from before its own scripts run. Says on the console, beginning with
// "watch: ", when the focus was lost, and when something was said where nobody hears it.
(() => {
  const LIVE = '[role="status"], [role="alert"], [role="log"], [aria-live="polite"], [aria-live="assertive"]';
  const MESSAGE = ".r-flash, .r-err, .r-saved, .r-offline, #phase_news";
  const tell = (what) => console.debug(`watch: ${what}`);
  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const name = (element) => `<${element.tagName.toLowerCase()} ${element.id || element.className}> “${words(element).slice(0, 60)}”`;
  const all = (element, selector) => [...(element.matches(selector) ? [element] : []), ...element.querySelectorAll(selector)];

  // What had the focus, and whether it was taken from it by the page.
  let held = null;
  const isNowhere = () => !document.activeElement || document.activeElement === document.body;
  const lost = (element) => setTimeout(() => isNowhere() && tell(`the focus was lost with ${name(element)}`), 200);
  addEventListener("focusin", (event) => { held = event.target; }, true);
  addEventListener("focusout", (event) => {
    const left = event.target;
    setTimeout(() => {
      if (held !== left || !isNowhere()) return;
      held = null;
      if (!left.isConnected || !left.checkVisibility() || left.disabled) lost(left);
    });
  }, true);

  // Since when each live region has been there, and what has been said in one.
  const since = new WeakMap(), heard = [];
  const isKnown = (region, at) => region.role === "alert" || at - since.get(region) > 100;
  const expect = (text, why, from) => setTimeout(() => {
    if (!heard.some(([at, said]) => at >= from && said.includes(text))) tell(why);
  }, 400);
  const look = (records) => {
    const at = performance.now(), before = new Set();
    if (held && !held.isConnected && isNowhere()) { lost(held); held = null; }
    const gone = records.flatMap((record) => [...record.removedNodes]).filter((node) => node.nodeType === 1);
    gone.forEach((node) => all(node, `${LIVE}, ${MESSAGE}`).forEach((old) => before.add(words(old))));
    const come = records.flatMap((record) => (record.type === "attributes" ? [record.target] : [...record.addedNodes]))
      .filter((node) => node.nodeType === 1 && node.isConnected);
    come.forEach((node) => all(node, LIVE).forEach((region) => since.has(region) || since.set(region, at)));
    records.forEach(({ target }) => {
      const region = (target.nodeType === 1 ? target : target.parentElement)?.closest(LIVE);
      if (region && isKnown(region, at) && words(region)) heard.push([at, words(region)]);
    });
    come.flatMap((node) => all(node, `${LIVE}, ${MESSAGE}`)).forEach((message) => {
      const text = words(message), region = message.closest(LIVE);
      if (!text || before.has(text) || !message.checkVisibility() || (region && isKnown(region, at))) return;
      expect(text, `not in a live region that was there before: ${name(message)}`, at - 500);
    });
  };
  addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(LIVE).forEach((region) => since.set(region, -Infinity));
    const what = { childList: true, subtree: true, characterData: true, attributeFilter: ["hidden"] };
    new MutationObserver(look).observe(document.body, what);
  });

  // A form that was sent without leaving the page: something is said of how it went.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches('[data-behaviour~="quiet"]')) return;
    const from = performance.now(), what = name(event.submitter || event.target);
    document.addEventListener("drawn", () => expect("", `nothing was said of ${what}`, from), { once: true });
  }, true);
})();
