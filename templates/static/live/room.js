/* The room of a live chart: it comes with the drawing program, and draws below the chart the view that is chosen above. */
(() => {
  "use strict";
  const live = (self.wartimeLive ??= {});

  /* What opens the room of a place, or shuts it where it is open; where nothing can be drawn it is shut, and says so by an error. */
  live.room = (place) => {
    const figured = place.closest(".figured");
    const part = (name) => place.querySelector(name);
    const [button, room, view, choices, said] = ["button", ".live-room", ".live-view", ".live-choices", ".live-said"].map(part);
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
      said.textContent = "";
    }

    async function open() {
      room.hidden = false;
      button.textContent = "Close the live version";
      try {
        await draw();
      } catch (fault) {
        shut();
        throw fault;
      }
    }

    figured.addEventListener("change", (event) => {
      if (event.target.matches(".choose") && !room.hidden) draw().catch(shut);
    });
    addEventListener("resize", () => {
      if (!room.hidden && drawn) drawn.width(view.clientWidth).runAsync();
    });
    return async () => (room.hidden ? open() : shut());
  };
})();
