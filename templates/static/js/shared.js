/* What the scripts of a page share; they are put into one function. */
const all = (selector, root) => [...root.querySelectorAll(selector)];
const seen = (element) => element.getClientRects().length > 0;
const words = (element) => element.textContent.trim().replace(/\s+/g, " ");

function made(name, text, attributes = {}) {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/* A script of this site, once it has run. */
function loaded(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}
