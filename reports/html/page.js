"use strict";
// Colours: the reader's choice, else the system's.
const root = document.documentElement;
root.classList.add("js");
const dark = matchMedia("(prefers-color-scheme: dark)");
const kept = {
  get: () => { try { return localStorage.getItem("imageconform-theme"); } catch { return null; } },
  set: (theme) => { try { localStorage.setItem("imageconform-theme", theme); } catch { /* a file may keep nothing */ } },
};
const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
if (["dark", "light"].includes(kept.get())) root.dataset.theme = kept.get();

const say = (text) => { document.getElementById("said").textContent = text; };

// Without a secure context there is no clipboard but by a selection.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const button = document.getElementById("theme");
  const show = () => { button.textContent = isDark() ? "Light" : "Dark"; };
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    kept.set(root.dataset.theme);
    show();
  });
  dark.addEventListener("change", show);
  show();

  document.addEventListener("click", async (event) => {
    const press = event.target.closest("button.copy");
    if (!press) return;
    const done = await copy(press.parentElement.querySelector("code").textContent);
    say(done ? "Copied" : "The browser did not let it be copied");
    press.dataset.done = done ? "Copied" : "Not copied";
    press.focus();
    setTimeout(() => delete press.dataset.done, 2000);
  });
});
