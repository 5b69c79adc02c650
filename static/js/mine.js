// Marks one's own notes and dots on the board that everybody shares, and fetches one's own list anew
// when something happens to a note in it.
(() => {
  const root = document.querySelector('[data-behaviour~="mine"]');
  if (!root) return;
  const ids = (place, name) => (document.getElementById(place)?.dataset[name] || "").split(" ").filter(Boolean);

  const tag = (element, words, n) => {
    let mark = element.querySelector(":scope > .r-own, :scope > header > .r-own");
    if (!words) return mark?.remove();
    if (!mark) {
      mark = document.createElement("span");
      mark.className = "r-own";
      (element.querySelector(":scope > header") || element).append(mark);
    }
    mark.textContent = n ? `${words}: ${n}` : words;
  };
  const mark = () => {
    const own = new Set(ids("mine", "cards")), laid = ids("dots", "targets");
    document.querySelectorAll("#board .r-note, #board .r-group").forEach((element) => {
      const n = laid.filter((target) => target === element.id).length;
      tag(element, n ? root.dataset.laid : own.has(element.id) ? root.dataset.mine : "", n);
    });
  };
  const fetchMine = async () => {
    const headers = { "HX-Request": "true", "HX-Request-Type": "partial" };
    const answer = await fetch(root.dataset.here, { headers, mode: "same-origin" }).catch(() => null);
    const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html");
    const mine = page.getElementById("mine");
    if (mine) document.getElementById("mine").replaceWith(mine);
    mark();
  };
  document.addEventListener("drawn", (event) => {
    mark();
    const told = new DOMParser().parseFromString(event.detail || "", "text/html");
    const gone = [...told.querySelectorAll("[data-gone]")].map((element) => element.id);
    const back = [...told.querySelectorAll(".r-note")].map((element) => element.id);
    const own = ids("mine", "cards"), waiting = document.querySelector("#mine .r-state[data-s=wait]");
    if (own.some((id) => gone.includes(id) || (waiting && back.includes(id)))) fetchMine();
  });
  mark();
})();
