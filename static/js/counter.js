// Counts what is written in a field: "215 / 10 000" in the element that data-counter names.
(() => {
  const count = (field) => {
    const place = document.getElementById(field.dataset.counter);
    if (!place || !field.value) return;
    const number = new Intl.NumberFormat(document.documentElement.lang);
    place.textContent = `${number.format(field.value.length)} / ${number.format(field.maxLength)}`;
  };
  const isCounted = (element) => element.matches?.('[data-behaviour~="counter"]');
  document.addEventListener("input", (event) => isCounted(event.target) && count(event.target));
  document.querySelectorAll('[data-behaviour~="counter"]').forEach(count);
})();
