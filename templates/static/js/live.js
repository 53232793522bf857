/* The live version of a chart, on demand: a button loads the drawing program and the views of the figure, both from this
   site, and draws below the chart the view that is chosen above. Whatever fails, the chart itself stays as it is. */
(() => {
  "use strict";
  const live = (self.wartimeLive ??= {});

  function loaded(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${address} cannot be loaded`));
      document.head.append(script);
    });
  }

  function begin(place) {
    const figured = place.closest(".figured");
    const part = (name) => place.querySelector(name);
    const [button, room, view, choices, said] = ["button", ".live-room", ".live-view", ".live-choices", ".live-said"].map(part);
    const parts = [...place.querySelectorAll(".live-part")].map((link) => link.href);
    let drawn = null, turn = 0;

    function tell(handler, event, item, value) {
      if (value) said.textContent = value;
    }

    async function draw() {
      const mine = ++turn;
      const key = (figured.querySelector(".choose:checked") || { value: Object.keys(live.views)[0] }).value;
      drawn?.finalize();
      view.replaceChildren();
      choices.replaceChildren();
      said.textContent = "Point at a mark, or touch it, to read it.";
      const made = await live.draw({ ...live.views[key], width: view.clientWidth, autosize: { type: "fit-x", contains: "padding" } }, view, choices, tell);
      if (mine !== turn) return made.finalize();
      drawn = made;
      view.querySelector("svg").setAttribute("aria-hidden", "true"); // what it shows is told by its frame and by the table
    }

    function shut() {
      turn += 1;
      room.hidden = true;
      button.textContent = "Open the live version";
    }

    async function open() {
      button.disabled = true;
      said.textContent = "Loading.";
      try {
        if (!live.draw || !live.views) await Promise.all(parts.map(loaded));
        room.hidden = false;
        button.textContent = "Close the live version";
        await draw();
      } catch {
        shut();
        said.textContent = "The live version cannot be opened here. The chart above and its table have all its values.";
      }
      button.disabled = false;
    }

    button.addEventListener("click", () => {
      if (room.hidden) return open();
      shut();
      said.textContent = "";
    });
    figured.addEventListener("change", (event) => {
      if (event.target.matches(".choose") && !room.hidden) draw().catch(shut);
    });
    addEventListener("resize", () => {
      if (!room.hidden && drawn) drawn.width(view.clientWidth).runAsync();
    });
    place.classList.add("ready");
  }

  document.querySelectorAll(".live-version").forEach(begin);
})();
