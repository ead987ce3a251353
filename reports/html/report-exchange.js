// Exchanges are read and shown when one is asked for. All of it is foreign:
// it is only ever set as text.
let data;
function exchanges() {
  if (!data) {
    data = JSON.parse(document.getElementById("exchanges").textContent);
    data.byNumber = new Map(data.exchanges.map((x) => [x.number, x]));
    data.bodyOf = new Map(data.bodies.map((b) => [b.sha256, b]));
  }
  return data;
}

const element = (name, className, text) => {
  const e = document.createElement(name);
  if (className) e.className = className;
  if (text !== undefined) e.textContent = text;
  return e;
};

// visible writes what steers, hides or reverses as an escape.
const visible = (text) => text.replace(/[^\P{C}\n\t]|[\u2028\u2029\ufffd]/gu, (c) => "\\u{" + c.codePointAt(0).toString(16) + "}");

const bytes = (n) => n + (n === 1 ? " byte" : " bytes");
const milliseconds = (nanoseconds) => (nanoseconds / 1e6).toFixed(nanoseconds < 1e7 ? 1 : 0) + " ms";

// tokens splits a document where a line may break: XML at its tags, JSON at
// its structure. What is between is kept to the letter.
const isXML = (text) => /^\ufeff?\s*</.test(text);
const tokens = (text) => text.match(isXML(text) ? /<[^>]*>?|[^<]+/g : /"(?:[^"\\]|\\[^])*"?|[{}[\],]|[^"{}[\],]+/g) ?? [];

// breaksXML and breaksJSON say whether a line breaks between two tokens.
const breaksXML = (before, token) => token.startsWith("<") && (!token.startsWith("</") || /^<\/|\/>$/.test(before));
const breaksJSON = (before, token) => "}]".includes(token) ? !"{[".includes(before) : "{[,".includes(before);

// laidOut is a body line by line, in pieces [text, from, to], the places
// counted in bytes of the body.
function laidOut(text) {
  const xml = isXML(text), utf8 = new TextEncoder(), pieces = [];
  const breaks = xml ? breaksXML : breaksJSON;
  const closes = (token) => xml ? token.startsWith("</") : "}]".includes(token);
  const opens = (token) => xml ? /^<[^/!?]/.test(token) && !token.endsWith("/>") : "{[".includes(token);
  let at = 0, depth = 0, before = "";
  for (const token of tokens(text)) {
    const from = at;
    at += utf8.encode(token).length;
    if (!token.trim()) continue;
    if (closes(token)) depth--;
    if (before && breaks(before, token)) pieces.push(["\n" + "  ".repeat(Math.max(depth, 0)), from, from]);
    if (opens(token)) depth++;
    pieces.push([token, from, at]);
    before = token;
  }
  return pieces;
}

// marked puts the pieces into an element, those between two places marked.
function marked(into, pieces, from, to) {
  let mark;
  for (const [text, begin, end] of pieces) {
    const inside = from < to && begin < to && end > from;
    if (!inside) {
      into.append(visible(text));
      continue;
    }
    mark ??= into.appendChild(element("mark"));
    mark.append(visible(text));
  }
  return mark;
}

function headersOf(list) {
  const dl = element("dl", "headers");
  for (const name of Object.keys(list ?? {}).sort())
    for (const value of [list[name]].flat()) {
      const line = dl.appendChild(element("div"));
      line.append(element("dt", "", visible(name)), element("dd", "", visible(value)));
    }
  return dl;
}

function bodyOf(x, from, to) {
  const box = element("div", "body");
  const carried = x.body && exchanges().bodyOf.get(x.body.sha256);
  if (!x.body) {
    box.append(element("p", "faint", "without a body"));
    return box;
  }
  const size = carried?.text !== undefined ? new TextEncoder().encode(carried.text).length : undefined;
  const cut = size !== undefined && size < x.body.bytes ? ", of which the report carries the first " + bytes(size) : "";
  box.append(element("p", "faint", bytes(x.body.bytes) + cut + (carried ? "" : ", which the report does not carry") + "; SHA-256 " + x.body.sha256));
  if (!carried) return box;
  if (carried.text === undefined) {
    const hex = [...atob(carried.base64.slice(0, 4096))].map((c) => c.charCodeAt(0).toString(16).padStart(2, "0")).join(" ");
    box.append(element("p", "faint", "no UTF-8; its first bytes in hexadecimal:"), element("pre", "document", hex));
    return box;
  }
  const pre = element("pre", "document");
  pre.tabIndex = 0;
  const press = box.appendChild(element("button", "plain", "As it came"));
  press.type = "button";
  press.setAttribute("aria-pressed", "false");
  const draw = () => {
    const raw = press.getAttribute("aria-pressed") === "true";
    pre.replaceChildren();
    const mark = marked(pre, raw ? asItCame(carried.text, from, to) : laidOut(carried.text), from, to);
    if (mark) requestAnimationFrame(() => { pre.scrollTop = Math.max(0, mark.offsetTop - pre.offsetTop - pre.clientHeight / 3); });
  };
  press.addEventListener("click", () => {
    press.setAttribute("aria-pressed", String(press.getAttribute("aria-pressed") !== "true"));
    draw();
  });
  draw();
  box.append(pre);
  return box;
}

// asItCame is a body in three pieces: before, within and behind two places.
function asItCame(text, from, to) {
  const raw = new TextEncoder().encode(text), decode = (a, b) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(raw.subarray(a, b));
  return [[0, from], [from, to], [to, raw.length]].map(([a, b]) => [decode(a, b), a, b]);
}

function remarksOf(x) {
  const said = ["as " + x.request.as, milliseconds(x.tookNanoseconds)];
  if (x.state) said.push("in the state " + x.state);
  if (x.coding) said.push("coded as " + x.coding + ", " + bytes(x.received) + " on the wire");
  for (const hop of x.hops ?? []) said.push("after " + hop);
  if (x.waits) said.push("after waiting out " + x.waits + " rate-limited answers");
  if (x.renewed) said.push("after the token was renewed");
  if (x.surplus) said.push("followed by " + bytes(x.surplus) + " too many");
  return visible(said.join(", "));
}

const statusOf = (x) => x.failure ? "no answer: " + x.failure : x.proto + " " + x.status;

function commandOf(x) {
  const box = element("div", "command");
  const code = box.appendChild(element("code", "", visible(x.curl)));
  code.dir = "ltr";
  const press = box.appendChild(element("button", "copy", "Copy"));
  press.type = "button";
  press.append(element("span", "unseen", " the command"));
  return box;
}

// answer is what came of an exchange, in full.
function answer(x, from = 0, to = 0) {
  const box = element("div", "answer");
  box.append(element("p", "status", visible(statusOf(x))), element("p", "faint", remarksOf(x)), headersOf(x.header));
  if (x.bodyFailure) box.append(element("p", "faint", visible(x.bodyFailure)));
  if (!x.failure) box.append(bodyOf(x, from, to));
  return box;
}

function listOf(id) {
  const list = document.createDocumentFragment();
  for (const x of exchanges().exchanges.filter((x) => x.requirements.includes(id))) {
    const one = list.appendChild(element("details", "exchange"));
    const summary = one.appendChild(element("summary"));
    const place = x.request.url.replace(/^[a-z]+:\/\/[^/?#]*/i, "");
    summary.append(element("span", "number", x.number), element("span", "asked", visible(x.request.method + " " + place)),
      element("span", "status", x.failure ? "no answer" : String(x.status)));
    one.addEventListener("toggle", () => one.append(commandOf(x), answer(x)), { once: true });
  }
  return list;
}

document.addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll("details.exchanges"))
    box.addEventListener("toggle", () => box.append(listOf(box.dataset.id)), { once: true });
  document.addEventListener("click", (event) => {
    const press = event.target.closest("button.whole");
    if (!press) return;
    const open = press.getAttribute("aria-expanded") === "true";
    press.setAttribute("aria-expanded", String(!open));
    if (open) press.nextElementSibling.remove();
    else press.after(answer(exchanges().byNumber.get(Number(press.dataset.number)), Number(press.dataset.from ?? 0), Number(press.dataset.to ?? 0)));
  });
});
