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
