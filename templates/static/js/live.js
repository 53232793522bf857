/* The live version of a chart, on demand: a button loads the drawing program, with what works it (room.js), and the views of
   the figure, all from this site, and opens or shuts them. Whatever fails, the chart itself stays as it is. */
for (const place of all(".live-version", document)) {
  const button = place.querySelector("button");
  const said = place.querySelector(".live-said");
  let turn;
  button.addEventListener("click", async () => {
    button.disabled = true;
    said.textContent = "Loading.";
    try {
      if (!turn) await Promise.all(all(".live-part", place).map((link) => loaded(link.href)));
      turn ??= self.wartimeLive.room(place);
      await turn();
    } catch {
      said.textContent = "The live version cannot be opened here. The chart above and its table have all its values.";
    }
    button.disabled = false;
  });
  place.classList.add("ready");
}
