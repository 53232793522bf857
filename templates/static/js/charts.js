/* Readings of the drawings, and views with an address. What a mark says is taken from the table of its figure, which is on
   the page already; without this file every drawing, table and view is there all the same. */
const REACH = 24; // px from a mark at which it still answers

/* The key of the mark that a place of a table stands for: row and column of the drawing, which the table may have turned. */
function keyOf(place, table) {
  const keys = [place.parentElement.dataset.key, table.tHead.rows[0].cells[place.cellIndex].dataset.key];
  return (table.hasAttribute("data-turned") ? keys.reverse() : keys).join("|");
}

/* Pixels from a point to a box; nil inside it. */
function away(box, x, y) {
  return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
}

/* The drawing of one view: its marks, the places of the table that they stand for, and what is read just now. */
function drawingOf(figured, drawing, reading) {
  const view = [...drawing.classList].find((name) => name.startsWith("view-"));
  const table = figured.querySelector(`.${view} table.numbers`);
  const places = new Map(table ? all("td:not(.gap)", table).map((place) => [keyOf(place, table), place]) : []);
  const sources = all(`.${view} .rests-on li`, figured);
  let now = "";

  const picture = () => all("svg", drawing).find(seen);
  const marks = () => all("[data-cell]", picture()).filter((mark) => places.has(mark.dataset.cell));

  /* Marks by series, both in the order of the table. */
  function series() {
    const drawn = new Set(marks().map((mark) => mark.dataset.cell));
    const rows = new Map();
    for (const key of places.keys()) {
      const row = key.split("|")[0];
      if (drawn.has(key)) rows.set(row, [...(rows.get(row) || []), key]);
    }
    return [...rows.values()];
  }

  function say(place) {
    const heads = [place.parentElement.cells[0], table.tHead.rows[0].cells[place.cellIndex]].map(words);
    if (table.hasAttribute("data-turned")) heads.reverse();
    const link = place.querySelector("a, button");
    const card = link.getAttribute("popovertarget");
    const unit = place.dataset.unit || table.dataset.unit;
    const status = (place.className.match(/status-([\w-]+)/) || ["", ""])[1];
    const source = sources[place.dataset.by || 0];
    // Joined, since what makes scripts small takes spaces at the start of a text within a text.
    const rest = [unit.includes("=") ? `(${unit})` : unit, status, source && words(source)].filter(Boolean).join(" · ");
    reading.replaceChildren(
      made("b", heads.join(", ")), " ", made("strong", words(link)), ` ${rest} `,
      card ? made("button", "Its card", { popovertarget: card }) : made("a", "Its cell", { href: link.getAttribute("href") }),
    );
  }

  function unring() {
    all(".ring", drawing).forEach((ring) => ring.remove());
    all(".on, .one", drawing).forEach((element) => element.classList.remove("on", "one"));
  }

  function ring(key) {
    for (const mark of marks().filter((one) => one.dataset.cell === key)) {
      const copy = mark.cloneNode();
      copy.removeAttribute("data-cell");
      copy.setAttribute("class", "ring");
      mark.parentNode.append(copy);
    }
    const lines = all("[data-line]", picture());
    const own = lines.filter((line) => line.dataset.line === key.split("|")[0]);
    own.forEach((line) => line.classList.add("on"));
    picture().classList.toggle("one", own.length > 0 && own.length < lines.length);
  }

  function leave() {
    if (!now) return;
    now = "";
    unring();
    reading.replaceChildren();
  }

  function read(key) {
    if (key === now) return;
    leave();
    now = key;
    ring(key);
    say(places.get(key));
  }

  /* The key at a point: of the mark or label under it, else of the nearest mark in reach. */
  function at(event) {
    const label = event.target.closest("[data-for], [data-cell]");
    const key = label && (label.dataset.for || label.dataset.cell);
    if (places.has(key) && marks().some((mark) => mark.dataset.cell === key)) return key;
    const near = marks().map((mark) => {
      const box = mark.getBoundingClientRect();
      return [away(box, event.clientX, event.clientY), box.width * box.height, mark.dataset.cell];
    });
    near.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return near.length && near[0][0] <= REACH ? near[0][2] : "";
  }

  function moved(name) {
    const rows = series();
    const found = rows.findIndex((keys) => keys.includes(now));
    if (found < 0) return rows[0][0];
    const [row, place] = [rows[found], rows[found].indexOf(now)];
    const within = (list, index) => list[Math.min(Math.max(index, 0), list.length - 1)];
    const across = (index) => {
      const other = within(rows, index);
      return other.find((key) => key.split("|")[1] === now.split("|")[1]) || within(other, place);
    };
    return {
      ArrowRight: () => within(row, place + 1), ArrowLeft: () => within(row, place - 1),
      ArrowDown: () => across(found + 1), ArrowUp: () => across(found - 1),
      Home: () => row[0], End: () => row[row.length - 1],
    }[name]();
  }

  function walked(event) {
    if (!/^(Arrow(Right|Left|Up|Down)|Home|End)$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    read(moved(event.key));
    const mark = drawing.querySelector(".ring");
    if (mark) mark.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function start() {
    const title = words(drawing.querySelector("svg title"));
    const walk = made("div", "", {
      class: "walk", tabindex: 0, role: "application",
      "aria-label": `Values of the chart “${title}”: arrow keys read them one by one, Escape leaves`,
    });
    walk.addEventListener("keydown", walked);
    walk.addEventListener("focus", () => walk.matches(":focus-visible") && series().length && read(now || series()[0][0]));
    drawing.append(walk);
    drawing.addEventListener("pointermove", (event) => {
      const key = event.pointerType === "touch" ? "" : at(event);
      if (key) read(key);
    });
    drawing.addEventListener("click", (event) => {
      const key = at(event);
      if (key) read(key);
      else leave();
    });
  }

  if (places.size && drawing.querySelector("[data-cell]")) start();
  return { drawing, leave };
}

/* Views: the one that the address names is chosen, and the one chosen is named in the address. */
function views(figured, drawings) {
  const choices = all(".choose", figured);
  const named = () => {
    const found = drawings.findIndex(({ drawing }) => `#${drawing.id}` === location.hash);
    if (found < 0 || !choices[found]) return;
    choices[found].checked = true;
    drawings.forEach(({ leave }) => leave());
  };
  choices.forEach((choice, number) =>
    choice.addEventListener("change", () => {
      drawings.forEach(({ leave }) => leave());
      const address = number ? `#${drawings[number].drawing.id}` : location.pathname + location.search;
      try {
        history.replaceState(null, "", address);
      } catch { /* where an address cannot be set, the view is shown all the same */ }
    }),
  );
  window.addEventListener("hashchange", named);
  named();
}

for (const figured of all(".figured", document)) {
  const reading = figured.querySelector(".reading");
  if (!reading) continue;
  const drawings = all(".drawing", figured).map((drawing) => drawingOf(figured, drawing, reading));
  views(figured, drawings);
  figured.classList.add("live");
  document.addEventListener("click", ({ target }) => {
    if (!target.closest(".drawing, .reading")) drawings.forEach(({ leave }) => leave());
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    drawings.forEach(({ leave }) => leave());
    if (figured.contains(document.activeElement) && document.activeElement.matches(".walk")) document.activeElement.blur();
  });
}
