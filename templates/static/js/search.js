/* The search: finds places of the site by their words. What it searches is loaded from this site when a reader asks for it.
   Whatever fails, the lists of the page stay. */
(() => {
  "use strict";
  const place = document.querySelector(".search");
  const [form, input, said, list] = ["form", "input", ".search-said", "ol"].map((name) => place.querySelector(name));
  const names = document.querySelector(".by-name details");
  const parts = [...place.querySelectorAll(".search-part")].map((link) => link.href);
  const MOST = 50, ROOM = 190, AHEAD = 60; // places shown, letters of an excerpt, letters before its first word
  const FIRST = 5, TOLD = 8; // numbers that stand before all else, numbers told of a series
  const NUMBER = /^\d+(\.\d+)?$/, TIMES = { thousand: 1e3, million: 1e6, billion: 1e9 };
  let ready = null, index = null, terms = [], entered = false, timer = 0, turn = 0;

  /* The words of a text as the index has them, and where each stands; cut as in pages/search.py. */
  const bare = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/https?:\/\/\S+|['’ʼ]s(?![\p{L}\p{N}])|['’ʼ]/gu, "").replace(/(\d),(?=\d{3})/g, "$1");
  const wordsOf = (text) => bare(text).match(/[\p{L}\p{N}]+(?:\.\d+)*/gu)?.map((word) => word.replace(/(.{5})is(?=(?:e[sd]?|ing|ations?)$)/u, "$1iz")) || [];
  const pieces = (text) => text.matchAll(/[\p{L}\p{N}\p{M}'’ʼ]+(?:[.,]\d+)*/gu);
  const stem = (word) => lunr.stemmer(new lunr.Token(word)).toString();
  const isStop = (word) => !lunr.stopWordFilter(new lunr.Token(word));

  function loaded(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${address} cannot be loaded`));
      document.head.append(script);
    });
  }

  /* The index whole: which places a term is in follows from the vectors. */
  function whole({ terms: listed, ...record }) {
    const names = listed.split(" ");
    const postings = names.map((_, i) => Object.fromEntries([["_index", i], ...record.fields.map((field) => [field, {}])]));
    for (const [name, vector] of record.fieldVectors) {
      const [field, ref] = name.split("/");
      for (let i = 0; i < vector.length; i += 2) postings[vector[i]][field][ref] = {};
    }
    terms = names.slice().sort();
    const at = new Map(names.map((name, i) => [name, postings[i]]));
    return lunr.Index.load({ ...record, invertedIndex: terms.map((term) => [term, at.get(term)]) });
  }

  async function load() {
    if (!self.lunr || !self.wartimeSearch) await Promise.all(parts.map(loaded));
    index = whole(wartimeSearch.index);
  }

  /* Places by terms: number of a place → its score and the terms found there. */
  function placesOf(clauses) {
    const found = index.query((query) => clauses.forEach(([term, options]) => query.term(term, { usePipeline: false, ...options })));
    return new Map(found.map((one) => [one.ref, { score: one.score, terms: Object.keys(one.matchData.metadata) }]));
  }

  const places = (list) => (list.length ? placesOf(list) : new Map());

  /* Places of one word: as it is, while it is typed as a beginning too, and as a beginning where nothing else is. A number is itself alone. */
  function placesOfWord(word, last) {
    const own = stem(word), exact = [[own, { boost: 8 }]];
    if (NUMBER.test(word)) return places(exact);
    const begun = terms.filter((term) => word.length > 1 && term.startsWith(word) && term !== own).map((term) => [term, {}]);
    const found = places(last ? [...exact, ...begun] : exact);
    return found.size ? found : places(begun);
  }

  /* Places of a word that is nowhere: of its beginning, else of words spelled a little otherwise. */
  function guessed(word) {
    const own = stem(word), ways = [terms.filter((term) => term.length > 4 && word.startsWith(term)).map((term) => [term, {}])];
    if (word.length > 3) ways.push([[own, { editDistance: 1 }]], [[own, { editDistance: own.length > 6 ? 2 : 1 }]]);
    for (const clauses of NUMBER.test(word) ? [] : ways) {
      const found = places(clauses);
      if (found.size) return found;
    }
    return new Map();
  }

  /* Places that have each of some words. */
  function together(words, last) {
    return words.map((word) => placesOfWord(word, last)).reduce((all, more) => {
      const both = new Map();
      for (const [ref, one] of all) {
        const other = more.get(ref);
        if (other) both.set(ref, { score: one.score + other.score, terms: [...one.terms, ...other.terms] });
      }
      return both;
    });
  }

  /* What is asked, in parts: a word, or some that mean one thing together, each with what else may say it. */
  function partsOf(asked) {
    const words = wordsOf(asked), { drop, also } = wartimeSearch.words, found = new Map();
    for (let i = 0; i < words.length; ) {
      const length = [3, 2, 1].find((n) => n === 1 || (i + n <= words.length && also[words.slice(i, i + n).join(" ")]));
      const own = words.slice(i, (i += length)), key = own.join(" ");
      if (length > 1 || also[key] || !(isStop(key) || drop.includes(key))) found.set(key, { own, others: also[key] || [], last: i >= words.length });
    }
    return [...found.values()];
  }

  /* Places of a part; `near` where nothing says it and others were guessed. */
  function placesOfPart({ own, others, last }) {
    const found = together(own, last);
    for (const other of others) {
      for (const [ref, one] of together(other, false)) {
        const before = found.get(ref);
        found.set(ref, before ? { score: before.score, terms: [...before.terms, ...one.terms] } : { ...one, score: one.score * 0.7 });
      }
    }
    return found.size || own.length > 1 ? { found } : { found: guessed(own[0]), near: true };
  }

  /* Whether a number is the one asked for: as it is printed, or written out: 24.4 thousand as 24400. */
  function isNumber([, value, unit], word) {
    const size = TIMES[wartimeSearch.units[unit].split(" ")[0]] || 1, own = +bare(value).replace("−", "-");
    return bare(value) === word || Math.abs(+word - own * size) <= 1e-9 * own * size;
  }

  /* Numbers that say a part by their digits or their time, each with the parts that their series says. */
  function numbers(parts, found) {
    const asked = parts.map(({ own }, i) => [own[0], i]).filter(([word]) => NUMBER.test(word)), hits = [];
    for (const [ref, rows] of Object.entries(wartimeSearch.rows)) {
      const series = found.get(ref), said = series ? [...series.parts] : [];
      for (const row of rows) {
        const times = wordsOf(row[0]), valued = asked.filter(([word]) => isNumber(row, word));
        const own = [...valued, ...asked.filter(([word]) => times.includes(word))].map(([, i]) => i);
        // a year alone is said by hundreds
        if (!valued.length && !(said.some((i) => !NUMBER.test(parts[i].own[0])) && (own.length || rows.length === 1))) continue;
        const all = new Set([...said, ...own]);
        const sure = row[3] < wartimeSearch.statuses.length - 1; // what is from memory stands behind what is not
        hits.push({ ref: +ref, row, score: (series ? series.score : 0) + 9 * valued.length - (sure ? 0 : 3), parts: all, terms: new Set(series ? series.terms : []) });
      }
    }
    return hits;
  }

  /* Places with as many of the parts as any has: numbers where one was asked for, then the best of the others, the codebook last. */
  function search(asked) {
    const parts = partsOf(asked), found = new Map(), near = [];
    parts.forEach((part, i) => {
      const got = placesOfPart(part);
      if (got.near && got.found.size) near.push([part.own[0], got.found]);
      for (const [ref, hit] of got.found) {
        const one = found.get(ref) || { ref: +ref, score: 0, parts: new Set(), terms: new Set() };
        one.score += hit.score;
        one.parts.add(i);
        hit.terms.forEach((term) => one.terms.add(term));
        found.set(ref, one);
      }
    });
    const rows = numbers(parts, found), most = Math.max(0, ...[...found.values(), ...rows].map((one) => one.parts.size));
    const best = (list) => list.filter((one) => one.parts.size === most).sort((a, b) => b.score - a.score || a.ref - b.ref);
    const told = best(rows), single = new Set(told.map(({ ref }) => ref));
    const rest = best([...found.values()]).filter(({ ref }) => !(single.has(ref) && wartimeSearch.rows[ref].length === 1));
    const isLast = ({ ref }) => wartimeSearch.places[ref][0] === "Codebook";
    const others = rest.filter((one) => !isLast(one));
    const before = parts.some(({ own }) => NUMBER.test(own[0])) ? [] : others.splice(0, FIRST); // who asks in words alone is told in words first
    const kept = [...before, ...told.slice(0, FIRST), ...others, ...told.slice(FIRST), ...rest.filter(isLast)];
    return { kept, partly: most < parts.length, near };
  }

  const isFound = (piece, found) => wordsOf(piece).some((word) => found.has(word) || found.has(stem(word)));

  /* A text with the words found marked. */
  function marked(text, found) {
    const made = document.createDocumentFragment();
    let at = 0;
    for (const piece of pieces(text)) {
      if (!isFound(piece[0], found)) continue;
      const mark = document.createElement("mark");
      mark.textContent = piece[0];
      made.append(text.slice(at, piece.index), mark);
      at = piece.index + piece[0].length;
    }
    made.append(text.slice(at));
    return made;
  }

  /* The part of a text round the first of the places where most of the words stand together, cut between words. */
  function excerpt(text, found) {
    const at = [...pieces(text)].filter((piece) => isFound(piece[0], found)).map((piece) => piece.index);
    const near = (start) => at.filter((other) => other >= start && other < start + ROOM - AHEAD).length;
    const first = at.reduce((best, start) => (near(start) > near(best) ? start : best), at[0] || 0);
    const from = first > AHEAD ? text.indexOf(" ", first - AHEAD) + 1 : 0;
    const to = text.length > from + ROOM ? text.lastIndexOf(" ", from + ROOM) : text.length;
    return `${from ? "… " : ""}${text.slice(from, to)}${to < text.length ? " …" : ""}`;
  }

  function element(tag, name, ...inside) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...inside);
    return made;
  }

  /* A number with its unit and how sure it is; those of a series in a row, and how sure they all are. */
  function told(rows) {
    const { units, statuses } = wartimeSearch, few = rows.slice(0, TOLD);
    const said = few.map(([name, value, unit], i) => {
      const same = few[i + 1] && few[i + 1][2] === unit, head = rows.length > 1 && name ? `${name}: ` : "";
      return head + (same ? value : `${value} ${units[unit]}`);
    });
    const sure = [...new Set(few.map((row) => statuses[row[3]]))].join(" or ");
    return `${said.join("; ")}${rows.length > TOLD ? "; …" : ""}. ${sure[0].toUpperCase()}${sure.slice(1)}.`;
  }

  function shown({ ref, row, terms: found }, at) {
    const [kind, title, href, text] = wartimeSearch.places[ref], rows = wartimeSearch.rows[ref];
    const link = element("a", "", marked(row && row[0] ? `${title}, ${row[0]}` : title, found));
    const words = element("p", "");
    if (rows) words.append(element("b", "", told(row ? [row] : rows)), " ");
    words.append(marked(excerpt(text, found), found));
    link.href = row ? href.replace(/#.*/, `#${row[4]}`) : href;
    words.id = `place-${at}`;
    link.setAttribute("aria-describedby", words.id); // series of one name stand in many tables
    return element("li", "", element("span", "search-kind", row ? "Number" : kind), " ", link, words);
  }

  /* Words of the places found that stand for one that is nowhere. */
  function closeTo([word, found]) {
    const near = new Set();
    for (const [ref, { terms: stems }] of found) {
      const [, title, , text] = wartimeSearch.places[ref];
      for (const [piece] of pieces(`${title} ${text}`)) if (isFound(piece, new Set(stems))) near.add(piece.toLowerCase().replace(/['’ʼ]s$/u, ""));
    }
    return `Nothing for “${word}”. Close to it: ${[...near].slice(0, 3).map((one) => `“${one}”`).join(", ")}. `;
  }

  function counted(kept, partly, near) {
    if (!kept.length) return "Nothing found. Try fewer words, another word, or the lists below.";
    const count = kept.length === 1 ? "1 place" : `${kept.length} places`;
    const cut = kept.length > MOST ? `, the best ${MOST} shown` : "";
    return near.map(closeTo).join("") + (partly ? `No place has all of these words; ${count} with some of them${cut}.` : `${count}${cut}.`);
  }

  /* The lists of all names are folded while something is found. */
  let folded = false;
  function fold(some) {
    if (some !== folded) names.open = !(folded = some);
  }

  async function show() {
    const mine = ++turn, asked = input.value.trim();
    if (!asked) {
      list.replaceChildren();
      said.textContent = "";
      fold(false);
      return;
    }
    try {
      if (!index) said.textContent = "Loading.";
      await (ready ??= load());
      if (mine !== turn) return;
      const { kept, partly, near } = search(asked);
      list.replaceChildren(...kept.slice(0, MOST).map(shown));
      said.textContent = counted(kept, partly, near);
      fold(kept.length > 0);
    } catch {
      ready = null;
      list.replaceChildren();
      fold(false);
      said.textContent = "The search cannot be loaded here. The lists below lead to every part.";
    }
  }

  /* The address says what is searched: typing goes on in one entry of the history, and begins another after Enter. */
  function remember(enter) {
    const asked = input.value.trim(), address = new URL(location);
    address.hash = "";
    address.search = asked ? new URLSearchParams({ q: asked }) : "";
    if (address.href !== location.href) history[entered ? "pushState" : "replaceState"](null, "", address);
    entered = enter;
  }

  function fromAddress() {
    input.value = new URLSearchParams(location.search).get("q") || "";
    entered = !!input.value;
    show();
  }

  function now(enter) {
    clearTimeout(timer);
    remember(enter);
    show();
  }

  place.classList.add("ready");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    now(true);
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(now, 200, false);
  });
  addEventListener("popstate", fromAddress);
  fromAddress();
  if (!input.value && !location.hash && matchMedia("(hover: hover)").matches) input.focus();
  // only now, since to open the page is not yet to ask
  input.addEventListener("focus", () => (ready ??= load()).catch(() => (ready = null)));
})();
