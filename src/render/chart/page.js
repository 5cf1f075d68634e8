"use strict";
(() => {
  const table = document.getElementById("clients");
  const controls = document.getElementById("controls");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const heads = Array.from(table.tHead.rows[0].cells);
  const search = document.getElementById("search");
  const choices = Array.from(controls.querySelectorAll("select"));
  const shown = document.getElementById("shown");
  const language = document.documentElement.lang;
  const order = new Intl.Collator(language, { sensitivity: "base" });
  const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase(language);
  const words = new Map(rows.map((row) => [row, plain(row.textContent)]));
  const key = (row, column) => row.cells[column].dataset.key;

  // Rows without a key come last in either direction.
  const compare = (column, turn) => (a, b) => {
    const [one, other] = [key(a, column), key(b, column)];
    if (one === undefined || other === undefined) {
      return Number(one === undefined) - Number(other === undefined);
    }
    const apart = Number(one) - Number(other);
    return turn * (Number.isNaN(apart) ? order.compare(one, other) : apart);
  };

  const sort = (column) => {
    const head = heads[column];
    const turn = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    for (const one of heads) one.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", turn === 1 ? "ascending" : "descending");
    body.append(...rows.slice().sort(compare(column, turn)));
  };

  const narrow = () => {
    const wanted = plain(search.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const fits =
        wanted.every((word) => words.get(row).includes(word)) &&
        choices.every((one) => one.value === "" || row.cells[one.dataset.column].dataset.choice === one.value);
      row.hidden = !fits;
      if (fits) count += 1;
    }
    shown.textContent = shown.dataset.words.replace("%n", count).replace("%m", rows.length);
  };

  heads.forEach((head, column) => {
    // A printed page repeats the words of a head, but no button.
    head.dataset.label = head.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(column));
    head.append(button);
    head.setAttribute("aria-sort", "none");
  });
  for (const one of choices) {
    const column = one.dataset.column;
    const byKey = rows.slice().sort(compare(column, 1));
    const values = new Set(byKey.map((row) => row.cells[column].dataset.choice));
    values.delete(undefined);
    for (const value of values) one.append(new Option(value, value));
    one.parentElement.hidden = values.size < 2;
    one.addEventListener("change", narrow);
  }
  search.addEventListener("input", narrow);
  controls.addEventListener("reset", () => setTimeout(narrow));
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.hidden = false;
  narrow();
})();
