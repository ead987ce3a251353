"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const text = document.getElementById("text"), none = document.getElementById("none");
  const rows = [...document.querySelectorAll(".row")], alone = [...document.querySelectorAll("#variants .server")];
  const said = (e) => (e.dataset.find ?? "").toLowerCase();

  // A row stays when it or one of its servers holds every word.
  const find = () => {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const holds = (e) => words.every((w) => said(e).includes(w));
    let shown = 0;
    for (const row of rows) {
      const whole = holds(row);
      let some = false;
      for (const server of row.querySelectorAll(".server")) {
        server.hidden = !whole && !holds(server);
        some ||= !server.hidden;
        if (!server.hidden) shown++;
      }
      row.hidden = !whole && !some;
      row.open = words.length > 0 && !whole && some;
    }
    for (const server of alone) {
      server.hidden = !holds(server);
      if (!server.hidden) shown++;
    }
    for (const part of document.querySelectorAll(".area")) part.hidden = !part.querySelector(".row:not([hidden])");
    none.hidden = shown > 0 || rows.some((row) => !row.hidden);
    document.getElementById("count").textContent = words.length ? shown + (shown === 1 ? " server" : " servers") : "";
  };
  text.addEventListener("input", find);

  // A link to a requirement opens it.
  const open = () => {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (row?.matches(".row")) {
      if (row.hidden) {
        text.value = "";
        find();
      }
      row.open = true;
      row.scrollIntoView();
    }
  };
  addEventListener("hashchange", open);
  open();
});
