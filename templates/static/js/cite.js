/* The full entry of a work that is cited, where a pointer or the keyboard comes to it: all entries come in one file of this
   site, once the first is wanted. Without it a citation leads to the page of sources all the same. */
const ENTRIES = document.currentScript.dataset.src;
let entries;

async function tip({ currentTarget: cite }) {
  await (entries ??= loaded(ENTRIES).catch(() => {}));
  const entry = self.wartimeWorks?.[cite.querySelector("a").hash.slice(1)];
  if (!entry || cite.querySelector(".tip")) return;
  cite.append(made("span", "", { class: "tip", "aria-hidden": "true" }));
  cite.lastChild.innerHTML = entry;
}

for (const cite of all(".cite", document)) {
  for (const event of ["pointerenter", "focusin"]) cite.addEventListener(event, tip, { once: true });
}
