/* The full entry of a work that is cited, where a pointer, a finger or the keyboard comes to it: all entries come in one file
   of this site, once the first is wanted. A first touch shows it, a second follows the link, Escape puts it away. Without the
   file a citation leads to the page of sources all the same. */
const ENTRIES = document.currentScript.dataset.src;
let entries, touched, missing;

async function tip({ currentTarget: cite }) {
  cite.classList.remove("quiet");
  await (entries ??= loaded(ENTRIES).catch(() => (missing = true)));
  const entry = self.wartimeWorks?.[cite.querySelector("a").hash.slice(1)];
  if (!entry || cite.querySelector(".tip")) return;
  cite.append(made("span", "", { class: "tip", "aria-hidden": "true" }));
  cite.lastChild.innerHTML = entry;
}

function follow(event) {
  if (event.pointerType !== "touch" || touched === event.currentTarget || missing) return;
  touched = event.currentTarget;
  event.preventDefault();
}

const cites = all(".cite", document);
for (const cite of cites) {
  cite.addEventListener("pointerenter", tip);
  cite.addEventListener("focusin", tip);
  cite.addEventListener("click", follow);
}
document.addEventListener("keydown", ({ key }) => key === "Escape" && cites.forEach((cite) => cite.classList.add("quiet")));
