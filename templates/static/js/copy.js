/* Buttons that copy what stands on the page as text; where the clipboard is refused, nothing happens. */
function copying() {
  if (!navigator.clipboard) return;
  const said = made("p", "", { class: "sr", role: "status" });
  document.querySelector("main").append(said);
  for (const text of all("[data-copy], .cite-text, .snippet, .card q, .cell-note q", document)) {
    const name = text.dataset.copy || (text.matches(".snippet") ? "code of the frame" : "citation");
    const copied = words(text);
    const button = made("button", "Copy", { class: "copy", type: "button", "aria-label": `Copy ${name}` });
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(copied).then(() => {
        said.textContent = "";
        said.textContent = `Copied: ${name}`;
        button.textContent = "Copied";
        setTimeout(() => (button.textContent = "Copy"), 2000);
      }, () => {});
    });
    if (text.matches("p")) text.append(" ", button);
    else text.after(" ", button);
  }
}
copying();
