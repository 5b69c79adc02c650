// Lets notes be dragged into columns and groups. It sends what the form "Move" sends; the form stays.
(() => {
  const root = document.querySelector('[data-behaviour~="drag"]');
  if (!root) return;
  let dragged = null;
  const target = (event) => event.target.closest?.(".r-group, .r-col");
  const box = (note) => note?.querySelector('input[name="card"]');

  root.addEventListener("pointerdown", (event) => {
    const note = event.target.closest?.(".r-note");
    if (note) note.draggable = Boolean(box(note)) && !event.target.closest("a, label, input");
  });
  root.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.(".r-note");
    if (!box(dragged)) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.id);
  });
  root.addEventListener("dragover", (event) => {
    const over = dragged && target(event);
    root.querySelectorAll("[data-over]").forEach((other) => other !== over && other.removeAttribute("data-over"));
    if (!over) return;
    event.preventDefault();
    over.dataset.over = "";
  });
  root.addEventListener("dragend", () => {
    root.querySelectorAll("[data-over]").forEach((other) => other.removeAttribute("data-over"));
    dragged = null;
  });
  root.addEventListener("drop", async (event) => {
    const over = target(event), note = dragged;
    if (!over || !box(note)) return;
    event.preventDefault();
    const home = over.id.replace("place-", "");
    if (note.dataset.in === `place-${home}-notes`) return;
    const picked = [...root.querySelectorAll('input[name="card"]:checked')];
    const boxes = picked.includes(box(note)) ? picked : [box(note)];
    const body = new URLSearchParams(boxes.map((one) => ["card", one.value]));
    body.set("to", home);
    const headers = { "HX-Request": "true", "HX-Request-Type": "partial" };
    const answer = await fetch(root.dataset.moves, { method: "POST", body, headers, mode: "same-origin" }).catch(() => null);
    const page = new DOMParser().parseFromString(answer ? await answer.text() : "", "text/html");
    const words = page.querySelector(answer?.ok ? ".r-flash" : ".r-lede")?.textContent.trim();
    const said = document.getElementById("said");
    said.textContent = words || "";
    said.classList.remove("ds-sr-only"); // here alone: the panel is not drawn anew
    if (answer?.ok) boxes.forEach((one) => { one.checked = false; });
  });
})();
