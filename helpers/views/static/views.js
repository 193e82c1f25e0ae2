"use strict";
// What pages without a kernel and panes of the explorer share: the article as a strip to move by, and the way from a
// number to the passages that it counts. Everything is read from the elements of the views.
const ww = (() => {
  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const make = (name, values = {}, ...inside) => {
    const element = Object.assign(document.createElement(name), values);
    element.append(...inside);
    return element;
  };
  const slot = (element, letter) => (element?.className.match(new RegExp(`\\bww-${letter}\\d+`)) || [""])[0];
  // A mark or a row belongs to one layer; loaded words have a category, other layers are named by what they hold.
  const LAYERS = { wwCategory: "Loaded words", wwDevice: "Devices", wwChange: "Changed words", wwReferent: "Names" };
  const WAYS = [...Object.keys(LAYERS), "wwVoice", "wwCredited", "wwKind", "wwTerm"];
  const layerOf = element => Object.keys(LAYERS).find(name => element.dataset[name] !== undefined) || "wwCategory";
  const what = mark => mark.dataset[layerOf(mark)] || "";

  function slots(scope) {
    const found = new Map();
    for (const stretch of all(scope, ".ww-say[data-ww-voice], .ww-block[data-ww-voice]"))
      if (!stretch.matches(".ww-indirect")) found.set(stretch.dataset.wwVoice, slot(stretch, "v"));
    return found;
  }

  // --- the article as a strip

  function pieces(article) {
    // Text nodes of the article itself, each with the number of letters before it.
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const found = [];
    let at = 0;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.data.trim() || node.parentElement.closest("[data-ww-label], .ww-title, .ww-source, .ww-said")) continue;
      found.push({ node, at, voice: node.parentElement.closest("[data-ww-voice]:not(.ww-hit)")?.dataset.wwVoice });
      at += node.data.length;
    }
    return { found, length: at };
  }

  // `compact`: all ticks in one lane, as the strip stays in view above a text that scrolls. `show`: goes to an element.
  function ribbon(article, { compact = false, show }) {
    const { found, length } = pieces(article);
    const marks = all(article, ".ww-hit[data-ww-at]");
    if (length < 500 || (!compact && marks.length < 2)) return null; // a strip of two sentences shows nothing more
    const looks = slots(article);
    const bands = [];
    for (const piece of found) {
      const voice = piece.voice || "narrator";
      if (bands.at(-1)?.voice !== voice) bands.push({ voice, start: piece.at });
    }
    const track = make("div", { className: "ww-track", ariaHidden: "true" });
    bands.forEach((band, i) => {
      const end = bands[i + 1]?.start ?? length;
      const element = make("span", { className: `ww-band ${looks.get(band.voice) || ""}`, title: band.voice });
      if ((end - band.start) / length > 0.045) element.textContent = band.voice;
      element.dataset.wwVoice = band.voice;
      element.style.left = `${(100 * band.start) / length}%`;
      element.style.width = `${(100 * (end - band.start)) / length}%`;
      track.append(element);
    });
    const lanes = make("div", { className: "ww-lanes", role: "toolbar", ariaLabel: "Marks along the article. Arrow keys move from one to the next, Enter goes there." });
    const laneOf = mark => compact ? "" : layerOf(mark) === "wwCategory" ? what(mark) : LAYERS[layerOf(mark)].toLowerCase();
    const names = [...new Set(marks.map(laneOf))];
    const lane = 1.25;
    lanes.style.height = `${lane * Math.max(names.length, compact ? 1 : 0)}rem`;
    names.forEach((name, i) => {
      const line = make("span", { className: "ww-lane", textContent: name, ariaHidden: "true" });
      line.style.top = `${lane * i}rem`;
      lanes.append(line);
    });
    for (const mark of marks) {
      const inside = found.find(piece => mark.contains(piece.node));
      const share = inside ? inside.at / length : 0;
      const term = mark.querySelector("mark").textContent;
      const tick = make("a", { className: `ww-tick ${slot(mark, "c")}`, href: `#${mark.id}` });
      tick.setAttribute("aria-label", `${term}, ${what(mark)}, at ${Math.round(100 * share)} % of the text`);
      tick.title = `${term} (${what(mark)})`;
      tick.tabIndex = lanes.querySelector(".ww-tick") ? -1 : 0;
      tick.style.left = `${100 * share}%`;
      tick.style.top = `${lane * names.indexOf(laneOf(mark))}rem`;
      tick.wwMark = mark;
      lanes.append(tick);
    }
    lanes.addEventListener("keydown", event => {
      const ticks = all(lanes, ".ww-tick:not([hidden])");
      const at = ticks.indexOf(event.target);
      const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: ticks.length - 1 }[event.key];
      if (at < 0 || next === undefined || !ticks[next]) return;
      event.preventDefault();
      for (const tick of ticks) tick.tabIndex = -1;
      ticks[next].tabIndex = 0;
      ticks[next].focus();
    });
    track.addEventListener("click", event => {
      const box = track.getBoundingClientRect();
      const at = ((event.clientX - box.left) / box.width) * length;
      const piece = found.findLast(one => one.at <= at) || found[0];
      show(piece.node.parentElement);
    });
    const ends = make("div", { className: "ww-ends", ariaHidden: "true" }, make("span", { textContent: "start of the article" }), make("span", { textContent: "end" }));
    return make("div", { className: `ww-ribbon${compact ? " ww-compact" : ""}` }, lanes, track, ...(compact ? [] : [ends]));
  }

  // --- from a number to its passages

  const isShown = row => !row.hidden && !row.classList.contains("ww-aside");

  function everyRow(passages) {
    passages.parentElement.querySelector(":scope > .ww-only")?.remove();
    for (const row of all(passages, ".ww-aside")) row.classList.remove("ww-aside");
  }

  // Show only the passages that a number counts; false where there is no list of passages to show them in.
  function only(way) {
    const passages = document.getElementById(way.getAttribute("href").slice(1));
    if (!passages) return false;
    everyRow(passages);
    const wanted = WAYS.filter(name => way.dataset[name] !== undefined);
    // A number that names no layer counts loaded words.
    const layer = wanted.find(name => name in LAYERS) || "wwCategory";
    const fits = row => row.dataset[layer] !== undefined && wanted.every(name => row.dataset[name] === way.dataset[name])
      && (!way.dataset.wwArticle || row.dataset.wwAt.startsWith(`${way.dataset.wwArticle}-`));
    const rows = all(passages, "tbody tr[data-ww-at]");
    for (const row of rows) row.classList.toggle("ww-aside", !fits(row));
    const left = rows.filter(isShown);
    const named = wanted.map(name => way.dataset[name]).join(", ");
    const again = make("button", { type: "button", textContent: "Show all passages" });
    again.addEventListener("click", () => {
      everyRow(passages);
      way.focus();
    });
    const line = make("p", { className: "ww-said ww-only" }, `${left.length} of ${rows.length} passages${named ? `: ${named}` : ""}. `, again);
    passages.before(line);
    (left[0]?.querySelector("a") || again).focus({ preventScroll: true });
    (left[0] || line).scrollIntoView({ block: "nearest" });
    return true;
  }

  return { all, make, slot, slots, ribbon, only, everyRow, isShown, LAYERS };
})();
