/* The bar of sections says which one is read, and on a phone folds again once one is chosen. */
function sections(bar) {
  const fold = bar.querySelector("details");
  const links = all("a", bar);
  const heads = links.map((link) => document.querySelector(link.hash));
  const name = (link) => words(link).replace(/^\d+ /, "");
  let shown = -1;
  const mark = () => {
    const line = bar.offsetHeight + innerHeight / 4;
    const here = Math.max(heads.findLastIndex((head) => head.getBoundingClientRect().top < line), 0);
    if (here === shown) return;
    links.forEach((link, number) => (number === here ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current")));
    fold.querySelector("summary").replaceChildren(
      made("span", `Section ${here + 1} of ${links.length}:`, { class: "so-far" }), made("span", name(links[here]), { class: "here" }),
    );
    shown = here;
  };
  const close = () => fold.removeAttribute("open");
  let asked = 0;
  addEventListener("scroll", () => (asked = asked || requestAnimationFrame(() => ((asked = 0), mark()))), { passive: true });
  links.forEach((link) => link.addEventListener("click", close));
  document.addEventListener("click", ({ target }) => bar.contains(target) || close());
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !fold.open) return;
    close();
    fold.querySelector("summary").focus();
  });
  mark();
}

const bar = document.querySelector(".sections");
if (bar) sections(bar);
