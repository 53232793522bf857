/* The search: finds places of the site by their words. What it searches is loaded from this site when a reader asks for it.
   Whatever fails, the lists of the page stay. */
(() => {
  "use strict";
  const place = document.querySelector(".search");
  const [form, input, said, list] = ["form", "input", ".search-said", "ol"].map((name) => place.querySelector(name));
  const parts = [...place.querySelectorAll(".search-part")].map((link) => link.href);
  const MOST = 50, ROOM = 190, AHEAD = 60; // places shown, letters of an excerpt, letters before its first word
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

  /* Places of one word: as it is, or as a beginning; else shortened; else spelled a little otherwise. */
  function placesOfWord(word, last) {
    const own = stem(word), exact = [own, { boost: 8 }];
    const begun = terms.filter((term) => word.length > 1 && term.startsWith(word) && term !== own).map((term) => [term, {}]);
    const shorter = terms.filter((term) => term.length > 4 && word.startsWith(term)).map((term) => [term, {}]);
    const ways = [last ? [exact, ...begun] : [exact], begun, shorter];
    if (word.length > 3) ways.push([[own, { editDistance: 1 }]], [[own, { editDistance: own.length > 6 ? 2 : 1 }]]);
    for (const clauses of ways) {
      const found = clauses.length ? placesOf(clauses) : new Map();
      if (found.size) return found;
    }
    return new Map();
  }

  /* Places with as many of the words as any has, the best first. */
  function search(asked) {
    const words = [...new Set(wordsOf(asked))].filter((word) => !isStop(word));
    const found = new Map();
    words.forEach((word, i) => {
      for (const [ref, hit] of placesOfWord(word, i === words.length - 1)) {
        const one = found.get(ref) || { ref: +ref, score: 0, words: 0, terms: new Set() };
        one.score += hit.score;
        one.words += 1;
        hit.terms.forEach((term) => one.terms.add(term));
        found.set(ref, one);
      }
    });
    const most = Math.max(0, ...[...found.values()].map((one) => one.words));
    const kept = [...found.values()].filter((one) => one.words === most).sort((a, b) => b.score - a.score || a.ref - b.ref);
    return { kept, partly: most < words.length };
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

  function shown({ ref, terms: found }) {
    const [kind, title, href, text] = wartimeSearch.places[ref];
    const link = element("a", "", marked(title, found));
    const told = element("p", "", marked(excerpt(text, found), found));
    link.href = href;
    told.id = `place-${ref}`;
    link.setAttribute("aria-describedby", told.id); // series of one name stand in many tables
    return element("li", "", element("span", "search-kind", kind), " ", link, told);
  }

  function counted(kept, partly) {
    if (!kept.length) return "Nothing found. Try fewer words, another word, or the lists below.";
    const count = kept.length === 1 ? "1 place" : `${kept.length} places`;
    const cut = kept.length > MOST ? `, the best ${MOST} shown` : "";
    return partly ? `No place has all of these words; ${count} with some of them${cut}.` : `${count}${cut}.`;
  }

  async function show() {
    const mine = ++turn, asked = input.value.trim();
    if (!asked) {
      list.replaceChildren();
      said.textContent = "";
      return;
    }
    try {
      if (!index) said.textContent = "Loading.";
      await (ready ??= load());
      if (mine !== turn) return;
      const { kept, partly } = search(asked);
      list.replaceChildren(...kept.slice(0, MOST).map(shown));
      said.textContent = counted(kept, partly);
    } catch {
      ready = null;
      list.replaceChildren();
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
