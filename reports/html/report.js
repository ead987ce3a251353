// Filters: what is chosen stands behind the # of the address, so that a link
// shows the same.
const chosen = { outcome: new Set(), level: new Set(), area: new Set(), text: "" };
const sets = ["outcome", "level", "area"];
const isID = (hash) => /^[A-Z]+-\d\d$/.test(hash);

const written = () => {
  const parts = sets.filter((name) => chosen[name].size).map((name) => name + "=" + [...chosen[name]].map(encodeURIComponent).join(","));
  if (chosen.text) parts.push("text=" + encodeURIComponent(chosen.text));
  return parts.join("&");
};

function read(hash) {
  const given = new URLSearchParams(hash);
  for (const name of sets) chosen[name] = new Set((given.get(name) ?? "").split(",").filter(Boolean));
  chosen.text = given.get("text") ?? "";
}

const texts = new Map();
const textOf = (row) => {
  if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
  return texts.get(row);
};

function matches(row) {
  return sets.every((name) => !chosen[name].size || chosen[name].has(row.dataset[name])) &&
    chosen.text.toLowerCase().split(/\s+/).every((word) => textOf(row).includes(word));
}

// show hides what is not chosen, and says how much is left.
function show() {
  const rows = [...document.querySelectorAll("details.row")];
  const left = new Set();
  for (const row of rows) {
    row.hidden = !matches(row);
    if (!row.hidden) left.add(row.id);
  }
  for (const area of document.querySelectorAll("section.area")) area.hidden = !area.querySelector("details.row:not([hidden])");
  for (const cause of document.querySelectorAll("article.cause")) cause.hidden = !cause.dataset.ids.split(" ").some((id) => left.has(id));
  for (const part of document.querySelectorAll("section.causes")) part.hidden = !part.querySelector("article.cause:not([hidden])");
  for (const press of document.querySelectorAll("[data-filter]"))
    press.setAttribute("aria-pressed", String(chosen[press.dataset.filter].has(press.dataset.value)));
  document.getElementById("text").value = chosen.text;
  document.getElementById("count").textContent = left.size + " of " + rows.length + (rows.length === 1 ? " requirement" : " requirements");
  document.getElementById("none").hidden = left.size > 0;
  document.getElementById("reset").hidden = !written();
}

function choose() {
  history.replaceState(null, "", "#" + written());
  show();
}

// follow shows what the address names: one requirement, or a choice.
function follow() {
  const hash = location.hash.slice(1);
  if (!isID(hash)) {
    if (hash.includes("=") || !hash) { read(hash); show(); }
    return;
  }
  const row = document.getElementById(hash);
  if (!row) return;
  if (row.hidden) { read(""); show(); }
  row.open = true;
  row.scrollIntoView({ behavior: "instant" });
  row.querySelector("summary").focus({ preventScroll: true });
}

// Up and down lead from one requirement to the next.
function walk(event) {
  const at = event.target.closest("details.row > summary");
  if (!at) return;
  const all = [...document.querySelectorAll("details.row:not([hidden]) > summary")];
  const to = { ArrowDown: all.indexOf(at) + 1, ArrowUp: all.indexOf(at) - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  all[Math.max(0, Math.min(to, all.length - 1))].focus();
}

document.addEventListener("DOMContentLoaded", () => {
  for (const press of document.querySelectorAll("[data-filter]")) press.addEventListener("click", () => {
    const set = chosen[press.dataset.filter];
    if (!set.delete(press.dataset.value)) set.add(press.dataset.value);
    choose();
  });
  const text = document.getElementById("text");
  text.addEventListener("input", () => { chosen.text = text.value; choose(); });
  text.addEventListener("keydown", (event) => { if (event.key === "Escape") { chosen.text = ""; choose(); } });
  document.getElementById("reset").addEventListener("click", () => { read(""); choose(); text.focus(); });
  document.addEventListener("keydown", walk);
  addEventListener("hashchange", follow);
  if (matchMedia("(max-width: 60rem)").matches) document.getElementById("areas").open = false;
  show();
  follow();

  // On paper what is broken is shown whole.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.row.failed:not([open], [hidden]), details.row.warned:not([open], [hidden])")];
    for (const row of opened) row.open = true;
  });
  addEventListener("afterprint", () => { for (const row of opened) row.open = false; });
});
