package reports

import (
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/imageconform/imageconform/suites/requirement"
)

const (
	count  = `document.getElementById("count").textContent`
	hash   = `location.hash`
	active = `(document.activeElement.closest("details.row") ?? document.activeElement).id`
)

var everyOne = strconv.Itoa(len(requirement.All()))

// ofAll is how the page counts the requirements that it shows.
func ofAll(shown string) string { return shown + " of " + everyOne + " requirements" }

func TestPageInABrowser(t *testing.T) {
	chromium, page := startBrowser(t), pageOf(t, busy())
	for name, test := range map[string]func(*tab){
		"filters": filters, "address": address, "keyboard": keyboard, "copying": copying, "colours": colours,
		"exchanges": exchangesInABrowser, "hostile texts": hostileTexts, "narrow": narrow, "on paper": onPaper,
		"names": accessibleNames, "contrast": contrast, "without scripts": withoutScripts,
	} {
		t.Run(name, func(t *testing.T) { test(open(chromium, t, page, "")) })
	}
}

func filters(p *tab) {
	p.is(ofAll(everyOne), count)
	p.click(`.tile.failed`)
	p.is("JSN-12 XML-06 LIM-01", `"JSN-12 XML-06 LIM-01"`)
	if got := p.shown(); got != "LIM-01 JSN-12 XML-06" {
		p.Errorf("failed are %s", got)
	}
	p.is(ofAll("3"), count)
	p.is("true", `document.querySelector(".tile.failed").ariaPressed`)
	p.is("#outcome=failed", hash)
	p.is("true", `document.getElementById("missing").hidden`)
	p.click(`.tile.warned`)
	if got := p.shown(); got != "LIM-01 LIM-06 JSN-12 XML-06" {
		p.Errorf("failed or warned are %s", got)
	}
	p.click(`[data-value="LIM"]`)
	p.click(`[data-value="SHOULD"]`)
	if got := p.shown(); got != "LIM-06" {
		p.Errorf("failed or warned SHOULD of LIM are %s", got)
	}
	p.is("#outcome=failed,warned&level=SHOULD&area=LIM", hash)
	p.do(chromedp.SendKeys(chromedp.CSS("#text"), "no such thing"))
	p.is(ofAll("0"), count)
	p.is("false", `document.getElementById("none").hidden`)
	p.click("#reset")
	p.is(ofAll(everyOne), count)
	p.is("text", active)
	// Words are found in what was found, too, in any case and order.
	p.do(chromedp.SendKeys(chromedp.CSS("#text"), "EMPTY integer 500"))
	if got := p.shown(); got != "LIM-01 LIM-06" {
		p.Errorf("found are %s", got)
	}
	p.is("1", `[...document.querySelectorAll("article.cause")].filter((c) => c.checkVisibility()).length`)
	p.press(kb.Escape)
	p.is(ofAll(everyOne), count)
	p.is("", `document.getElementById("text").value`)
}

// What is chosen is in the address, and comes out of it.
func address(p *tab) {
	p.visit("#outcome=failed&area=JSN,XML&text=minDisk")
	if got := p.shown(); got != "JSN-12 XML-06" {
		p.Errorf("chosen are %s", got)
	}
	p.is("minDisk", `document.getElementById("text").value`)
	// A requirement that the choice hides is shown all the same.
	p.do(chromedp.Evaluate[chromedp.Void](`void (location.hash = "LIM-04")`))
	p.wait(`document.getElementById("LIM-04").open`)
	p.is("LIM-04", active)
	p.is(ofAll(everyOne), count)
	p.is("true", `(({ top, bottom }) => top >= 0 && top < innerHeight && bottom > 0)(document.activeElement.getBoundingClientRect())`)
	p.visit("#NOT-99")
	p.is(ofAll(everyOne), count)
	p.visit("#<script>")
	p.is(ofAll(everyOne), count)
	// A cause leads to its consequences.
	p.click(`.cause a.ref[href="#LIM-06"]`)
	p.wait(`document.getElementById("LIM-06").open`)
	p.is("#LIM-06", hash)
}

func keyboard(p *tab) {
	p.press(kb.Tab)
	p.is("skip", `document.activeElement.className`)
	p.press(kb.Tab)
	p.is("theme", active)
	p.press(kb.Tab + kb.Tab) // past the target, which is long enough to be scrolled
	p.is("failed", `document.activeElement.dataset.value`)
	p.press(" ")
	p.is(ofAll("3"), count)
	p.do(chromedp.Focus(chromedp.CSS("#LIM-01 > summary")))
	p.press(kb.ArrowDown)
	p.is("JSN-12", active)
	p.press(kb.End)
	p.is("XML-06", active)
	p.press(kb.ArrowDown)
	p.is("XML-06", active)
	p.press(kb.Home + kb.Enter)
	p.is("LIM-01", active)
	p.is("true", `document.getElementById("LIM-01").open`)
	// Within it, everything can be reached.
	p.press(kb.Tab)
	p.is("copy needs-js", `document.activeElement.className`)
	p.press(kb.Tab)
	p.is("plain whole needs-js", `document.activeElement.className`)
	p.press(kb.Enter)
	p.is("true", `document.activeElement.ariaExpanded`)
	p.is("true", `!!document.querySelector("#LIM-01 .answer")`)
	p.press(kb.Enter)
	p.is("false", `!!document.querySelector("#LIM-01 .answer")`)
	p.is("true", `document.activeElement.matches(":focus-visible") && getComputedStyle(document.activeElement).outlineStyle === "solid"`)
}

func copying(p *tab) {
	want := value[string](p, `document.querySelector(".cause .command code").textContent`)
	if !strings.HasPrefix(want, "curl ") {
		p.Fatalf("the first command is %q", want)
	}
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		grant := browser.SetPermissionParams{Permission: &browser.PermissionDescriptor{Name: name, AllowWithoutSanitization: true}, Setting: browser.PermissionSettingGranted}
		if _, err := chromedp.CallBrowser(p.ctx, browser.SetPermission, grant); err != nil {
			p.Fatal(err)
		}
	}
	p.click(".cause .copy")
	p.wait(`document.getElementById("said").textContent === "Copied"`)
	copied(p, want)
	p.is("Copied", `getComputedStyle(document.querySelector(".cause .copy"), "::after").content.replaceAll('"', "")`)
	// Where a browser has no clipboard for scripts it is copied by a selection.
	p.do(chromedp.Evaluate[chromedp.Void](`void (navigator.clipboard.writeText = () => Promise.reject(new Error("no")), document.getElementById("said").textContent = "")`))
	want = value[string](p, `document.querySelectorAll(".cause .command code")[1].textContent`)
	p.do(chromedp.Evaluate[chromedp.Void](`void document.querySelectorAll(".cause .copy")[1].click()`))
	p.wait(`document.getElementById("said").textContent === "Copied"`)
	copied(p, want)
}

func copied(p *tab, want string) {
	p.Helper()
	if got := value[string](p, `navigator.clipboard.readText()`); got != want {
		p.Errorf("the clipboard holds %q, want %q", got, want)
	}
}

func colours(p *tab) {
	paper := `getComputedStyle(document.body).backgroundColor`
	p.prefer("light")
	p.is("rgb(246, 245, 242)", paper)
	p.is("Dark", `document.getElementById("theme").textContent`)
	p.click("#theme")
	p.is("rgb(21, 23, 27)", paper)
	p.is("Light", `document.getElementById("theme").textContent`)
	p.visit("")
	p.is("rgb(21, 23, 27)", paper)
	p.click("#theme")
	p.is("rgb(246, 245, 242)", paper)
	p.do(chromedp.Evaluate[chromedp.Void](`localStorage.clear()`))
	p.visit("")
	p.prefer("dark")
	p.is("rgb(21, 23, 27)", paper)
	p.is("Light", `document.getElementById("theme").textContent`)
}

// Exchanges are made only when they are asked for, and show the place.
func exchangesInABrowser(p *tab) {
	p.is("0", `document.querySelectorAll(".exchange, .answer").length`)
	p.visit("#JSN-12")
	p.wait(`document.getElementById("JSN-12").open`)
	p.is(`"8"`, `document.querySelector("#JSN-12 .excerpt mark").textContent`)
	p.click("#JSN-12 .whole")
	p.is(`"8"`, `document.querySelector("#JSN-12 .document mark").textContent`)
	p.is("true", `document.querySelector("#JSN-12 .document").textContent.startsWith('{\n  "images": [\n    {\n      "id": "one",\n      "minDisk": 8\n    },')`)
	p.click("#JSN-12 .body > .plain")
	p.is(`"8"`, `document.querySelector("#JSN-12 .document mark").textContent`)
	p.is("true", `document.querySelector("#JSN-12 .document").textContent.startsWith('{"images": [{"id": "one", "minDisk": 8}, ')`)
	p.visit("#XML-06")
	p.wait(`document.getElementById("XML-06").open`)
	p.is(`minDisk="8.0"`, `document.querySelector("#XML-06 .excerpt mark").textContent`)
	p.click("#XML-06 .whole")
	p.is(`<image id="two" minDisk="8.0">`, `document.querySelector("#XML-06 .document mark").textContent`)
	p.is("true", `document.querySelector("#XML-06 .document").textContent.includes('\n    <metadata>\n      <meta key="k">a &lt;b&gt;</meta>\n    </metadata>\n  </image>\n</images>')`)
	p.visit("#LIM-01")
	p.click("#LIM-01 .exchanges > summary")
	p.wait(`document.querySelectorAll("#LIM-01 .exchange").length === 2999`)
	p.is("0", `document.querySelectorAll("#LIM-01 .exchange .answer").length`)
	p.click("#LIM-01 .exchange:nth-of-type(2) > summary")
	p.wait(`document.querySelectorAll("#LIM-01 .exchange .answer").length === 1`)
	p.is("HTTP/1.1 200", `document.querySelector("#LIM-01 .exchange .answer > .status").textContent`)
	p.is("curl", `document.querySelector("#LIM-01 .exchange .command code").textContent.slice(0, 4)`)
}

// Whatever the target is called and answers: no script of it runs, nothing is
// loaded, and no character of it steers the page.
func hostileTexts(p *tab) {
	if _, err := chromedp.Call(p.ctx, network.Enable, network.EnableParams{}); err != nil {
		p.Fatal(err)
	}
	loaded := []string{}
	if err := chromedp.Listen(p.ctx, func(ev any) {
		if e, ok := ev.(*network.EventRequestWillBeSent); ok {
			loaded = append(loaded, e.Request.URL)
		}
	}); err != nil {
		p.Fatal(err)
	}
	p.visit("#JSN-12")
	p.do(chromedp.Evaluate[chromedp.Void](`globalThis.refused = [], void addEventListener("securitypolicyviolation", (e) => refused.push(e.violatedDirective))`))
	p.do(chromedp.Evaluate[chromedp.Void](`for (const d of document.querySelectorAll("details")) d.open = true`))
	p.wait(`!!document.querySelector("#JSN-12 .exchange")`)
	p.do(chromedp.Evaluate[chromedp.Void](`for (const d of document.querySelectorAll("#JSN-12 details.exchange")) d.open = true; for (const b of document.querySelectorAll("button.whole")) b.click()`))
	p.wait(`!!document.querySelector("#JSN-12 .exchange .answer")`)
	p.is("undefined", `typeof window.ran`)
	p.is("0", `refused.length`)
	p.is("0", `document.querySelectorAll("img, iframe, object, embed, form, link[rel=stylesheet], [onerror], a[href^=javascript]").length`)
	p.is("3", `document.scripts.length - 0 + (document.querySelector("main script[type='application/json']") ? 1 : 0)`)
	p.is("true", `document.querySelector("#JSN-12 .got dd").textContent.includes("<script>window.ran = 1</script>")`)
	p.is("null", `document.body.innerText.match(/[\u0000\u001b\u009b\u202e\u{e0041}]/u)`)
	for _, url := range loaded {
		if !strings.HasPrefix(url, "file://"+p.file) && url != "about:blank" && !strings.HasPrefix(url, "data:") {
			p.Errorf("%s was loaded", url)
		}
	}
	if len(loaded) == 0 {
		p.Error("not even the page was loaded")
	}
	layoutHolds(p)
}

// layoutHolds checks that nothing sticks out sideways.
func layoutHolds(p *tab) {
	p.Helper()
	p.is("true", `document.documentElement.scrollWidth <= innerWidth`)
	p.is("", `[...document.querySelectorAll("main *")].filter((e) => e.checkVisibility() && !e.closest("svg, pre, .scroll, .unseen") && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 80)).join("\n")`)
}

func narrow(p *tab) {
	p.do(chromedp.EmulateViewport(360, 740))
	p.visit("#JSN-12")
	p.is("false", `document.getElementById("areas").open`)
	p.do(chromedp.Evaluate[chromedp.Void](`for (const d of document.querySelectorAll("details.failed, details.exchanges")) d.open = true`))
	p.click("#JSN-12 .whole")
	layoutHolds(p)
}

func onPaper(p *tab) {
	p.do(chromedp.Evaluate[chromedp.Void](`void addEventListener("afterprint", () => { globalThis.printed = true; }), globalThis.whole = [],
		void addEventListener("beforeprint", () => { whole = [...document.querySelectorAll("details.row[open]")].map((r) => r.id); })`))
	if pdf, err := chromedp.Run(p.ctx, chromedp.PrintToPDF()); err != nil || !strings.HasPrefix(string(pdf), "%PDF") {
		p.Fatalf("%d bytes, %v", len(pdf), err)
	}
	p.wait(`globalThis.printed`)
	p.is("LIM-01,LIM-06,JSN-12,XML-06", `whole`)
	p.is("0", `document.querySelectorAll("details.row[open]").length`)
}

// Everything that can be used has a name to be told by.
func accessibleNames(p *tab) {
	tree, err := chromedp.Call(p.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		p.Fatal(err)
	}
	used := map[string]int{}
	for _, n := range tree.Nodes {
		if n.Ignored || n.Role == nil {
			continue
		}
		role := strings.Trim(string(n.Role.Value), `"`)
		switch role {
		case "button", "link", "searchbox", "DisclosureTriangle", "image", "group", "region", "complementary", "banner", "heading":
			used[role]++
			if role == "group" || role == "region" {
				continue
			}
			if n.Name == nil || strings.Trim(string(n.Name.Value), `" `) == "" {
				if role != "banner" {
					p.Errorf("a %s has no name: %+v", role, n.BackendDOMNodeID)
				}
			}
		}
	}
	for _, role := range []string{"button", "link", "searchbox", "DisclosureTriangle", "image", "heading", "complementary"} {
		if used[role] == 0 {
			p.Errorf("there is no %s: %v", role, used)
		}
	}
	p.is("en", `document.documentElement.lang`)
	p.is("1", `document.querySelectorAll("h1").length`)
	p.is("0", `[...document.querySelectorAll("[id]")].map((e) => e.id).filter((id, i, all) => all.indexOf(id) !== i).length`)
}

// Text has a contrast of 4.5 to 1 or more with what is behind it, as WCAG asks
// at the level AA, but for buttons that cannot be used.
const leastContrast = `(() => {
	const brush = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
	const rgb = (colour) => { brush.clearRect(0, 0, 1, 1); brush.fillStyle = colour; brush.fillRect(0, 0, 1, 1); return brush.getImageData(0, 0, 1, 1).data; };
	const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
	const behind = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255]; };
	let least = [21, ""];
	for (const e of document.querySelectorAll("body *")) {
		if (!e.checkVisibility() || e.closest("svg, .unseen, :disabled, script") || ![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
		const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))].sort((a, b) => b - a);
		const ratio = (a + 0.05) / (b + 0.05);
		if (ratio < least[0]) least = [ratio, e.outerHTML.slice(0, 120)];
	}
	return least.join(" ");
})()`

func contrast(p *tab) {
	p.visit("#outcome=failed,warned,passed,not-exercised")
	p.do(chromedp.Evaluate[chromedp.Void](`for (const id of ["JSN-12", "LIM-06", "STA-04", "LIM-04"]) document.getElementById(id).open = true`))
	p.click("#JSN-12 .whole")
	for _, scheme := range []string{"light", "dark"} {
		p.prefer(scheme)
		if least := value[string](p, leastContrast); !(least >= "4.5" && least[1] == '.' || least[1] != '.') {
			p.Errorf("%s: the least contrast is %s", scheme, least)
		}
	}
}

// Without scripts everything but the exchanges can be read, and nothing is
// offered that would not work.
func withoutScripts(p *tab) {
	if _, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		p.Fatal(err)
	}
	p.visit("")
	p.is("0", `[...document.querySelectorAll(".needs-js")].filter((e) => e.checkVisibility()).length`)
	p.click("#JSN-12 > summary")
	p.is("true", `document.getElementById("JSN-12").open`)
	p.is(`"8"`, `document.querySelector("#JSN-12 .excerpt mark").textContent`)
}
