// What a page can do without a kernel: filter the marks by category and voice, order the passages, follow a row to its
// passage and back, and move through the article by a strip of it. Everything is read from the elements of the views.
(() => {
  const { all, make, slot } = ww;
  const letters = "\\p{L}\\p{M}\\p{N}";
  const words = text => text.toLowerCase().match(new RegExp(`[${letters}]+`, "gu")) || [];

  const KINDS = { narrator: "narrator alone", indirect: "retold", direct: "quoted", block: "quoted at length" };
  const ORDERS = {
    "as in the text": row => [row.wwNumber],
    "by the words before": row => words(row.querySelector(".ww-k0").textContent).reverse(),
    "by the words after": row => words(row.querySelector(".ww-k2").textContent),
    "by word": row => words(row.querySelector(".ww-k1").textContent),
    "by category": row => [row.dataset.wwCategory || row.dataset.wwDevice || ""],
    "by whose words": row => [row.dataset.wwVoice || ""],
    "by whose claim": row => [row.dataset.wwCredited || ""],
  };
  const compare = (a, b) => {
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
      if (a[i] === undefined) return -1;
      if (b[i] === undefined) return 1;
      if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    }
    return 0;
  };

  // --- links between rows and passages

  const marksOf = new Map(); // place of a passage: its marks on this page, in order
  let number = 0;
  for (const mark of all(document, ".ww-hit[data-ww-at]")) {
    mark.id ||= `passage-${++number}`;
    marksOf.set(mark.dataset.wwAt, [...(marksOf.get(mark.dataset.wwAt) || []), mark]);
  }
  const isBefore = (a, b) => Boolean(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING);

  function passageOf(row, scope) {
    const marks = marksOf.get(row.dataset.wwAt) || [];
    return marks.find(mark => scope.contains(mark)) || marks.findLast(mark => isBefore(mark, row)) || marks[0];
  }
  for (const row of all(document, ".ww-kwic tbody tr[data-ww-at]")) {
    const scope = row.closest(".ww-explorer") || row.closest(".ww");
    const mark = passageOf(row, scope);
    const cell = row.querySelector(".ww-k1");
    if (!mark || !cell) continue;
    let link = cell.querySelector("a");
    if (!link) {
      link = make("a");
      link.append(...cell.childNodes);
      cell.append(link);
    }
    link.href = `#${mark.id}`;
    mark.wwRow ||= row;
    if (scope.contains(mark)) mark.wwRow = row;
  }

  function pick(element) {
    for (const old of all(document, ".ww-picked")) old.classList.remove("ww-picked");
    element.classList.add("ww-picked");
  }
  function reveal(target, moved) {
    pick(moved);
    target.scrollIntoView({ block: "center", inline: "nearest" });
    target.focus({ preventScroll: true });
  }
  function go(link) {
    const mark = document.getElementById(link.hash.slice(1));
    if (!mark?.matches(".ww-hit")) return false;
    reveal(mark, mark);
    return true;
  }
  function back(mark) {
    const row = mark.wwRow;
    if (row && !row.hidden) {
      if (!ww.isShown(row)) ww.everyRow(row.closest(".ww-scroll"));
      reveal(row.querySelector("a"), row);
    }
  }

  let touched = null;
  let byTouch = false;
  document.addEventListener("pointerdown", event => { byTouch = event.pointerType === "touch"; });
  document.addEventListener("click", event => {
    const way = event.target.closest("a.ww-way");
    if (way) {
      if (ww.only(way)) event.preventDefault();
      return;
    }
    const link = event.target.closest(".ww-kwic a[href^='#'], .ww-tick");
    if (link) {
      if (go(link)) event.preventDefault();
      return;
    }
    const mark = event.target.closest(".ww-hit[data-ww-at]:not(.ww-off)");
    if (mark) {
      // The first touch shows the note, as pointing does with a mouse.
      if (byTouch && touched !== mark) touched = mark;
      else back(mark);
      return;
    }
    const row = event.target.closest(".ww-kwic tbody tr");
    const inRow = row?.querySelector("a[href^='#']");
    if (inRow && !String(getSelection())) go(inRow);
  });
  document.addEventListener("keydown", event => {
    const view = event.target.closest(".ww:not(.ww-site)");
    for (const hushed of all(document, "[data-ww-hush]")) delete hushed.dataset.wwHush;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const mark = event.target.closest(".ww-hit[data-ww-at]");
    const row = event.target.closest(".ww-kwic tbody tr");
    if (event.key === "Escape" && view) view.dataset.wwHush = "";
    else if (mark && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      back(mark);
    } else if (row && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      let next = row;
      do next = event.key === "ArrowDown" ? next.nextElementSibling : next.previousElementSibling;
      while (next && !ww.isShown(next));
      next?.querySelector("a")?.focus();
    }
  });
  document.addEventListener("pointerover", event => {
    if (event.target.closest(".ww-hit")) for (const hushed of all(document, "[data-ww-hush]")) delete hushed.dataset.wwHush;
  });

  // --- filters and order

  function counted(elements, name) {
    const counts = new Map();
    for (const element of elements) {
      const value = element.dataset[name];
      if (value) counts.set(value, (counts.get(value) || 0) + 1);
    }
    return counts;
  }

  function furnish(scope) {
    const marks = all(scope, ".ww-hit[data-ww-at]");
    const rows = all(scope, ".ww-kwic tbody tr[data-ww-at]");
    rows.forEach((row, i) => { row.wwNumber = i; });
    const stretches = all(scope, ".ww-say[data-ww-voice], .ww-block[data-ww-voice]");
    const shown = marks.length ? marks : rows;
    const slots = ww.slots(scope);
    const show = element => {
      element.scrollIntoView({ block: "center" });
      pick(element.closest("[data-ww-voice], p") || element);
    };
    const ribbons = all(scope, ".ww-article").map(article => {
      const strip = ww.ribbon(article, { show });
      if (strip) (article.querySelector(".ww-source") || article.querySelector(".ww-title")).after(strip);
      return strip;
    }).filter(Boolean);

    // Terms of another list than the house list of loaded words go by that list's name.
    const list = all(scope, ".ww-legend b, .ww-kwic caption").map(said => said.textContent.match(/terms? of (‘.*’)/i)).find(Boolean);
    const title = name => list && name === "wwCategory" ? `Terms of ${list[1]}` : ww.LAYERS[name];
    const layers = Object.keys(ww.LAYERS).map(name => [title(name), name, counted(shown, name)]);
    const voices = counted(shown, "wwVoice");
    for (const stretch of stretches) if (!voices.has(stretch.dataset.wwVoice)) voices.set(stretch.dataset.wwVoice, 0);
    if (stretches.length && !voices.has("narrator")) voices.set("narrator", 0);
    const more = [["How it is told", "wwKind", counted(shown, "wwKind")], ["Whose claim", "wwCredited", counted(shown, "wwCredited")]].filter(group => group[2].size > 1);
    const orders = rows.length > 2 ? Object.keys(ORDERS) : [];
    if (layers.reduce((n, layer) => n + layer[2].size, voices.size) < 3 && !orders.length) return;

    const off = Object.fromEntries([...layers, ["", "wwVoice"], ...more].map(([, name]) => [name, new Set()]));
    const isOff = element => Object.keys(off).some(name => off[name].has(element.dataset[name]));
    const status = make("span", { role: "status" });
    const bar = make("div", { className: "ww-bar", role: "group", ariaLabel: "Choose what is marked" });
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Choose what is marked");
    status.setAttribute("role", "status");

    function apply() {
      let current = false;
      for (const piece of all(scope, ".ww-hit")) {
        if (piece.dataset.wwAt) {
          current = isOff(piece);
          piece.wwSaid ??= { role: piece.getAttribute("role"), "aria-description": piece.getAttribute("aria-description"), tabindex: "0" };
          for (const [name, value] of Object.entries(piece.wwSaid))
            if (current || value === null) piece.removeAttribute(name);
            else piece.setAttribute(name, value);
        }
        piece.classList.toggle("ww-off", current);
      }
      for (const stretch of stretches) stretch.classList.toggle("ww-off", isOff(stretch));
      for (const row of rows) row.hidden = isOff(row);
      for (const strip of ribbons) {
        for (const band of all(strip, ".ww-band")) band.classList.toggle("ww-off", off.wwVoice.has(band.dataset.wwVoice));
        const ticks = all(strip, ".ww-tick");
        for (const tick of ticks) { tick.hidden = isOff(tick.wwMark); tick.tabIndex = -1; }
        const first = ticks.find(tick => !tick.hidden);
        if (first) first.tabIndex = 0;
      }
      const left = shown.filter(element => !isOff(element)).length;
      const any = Object.values(off).some(names => names.size);
      status.textContent = `${left} of ${shown.length} marked.${any ? " Tables and figures still count all." : ""}`;
    }

    const folded = make("details", {}, make("summary", { textContent: "More filters" }));
    for (const [title, name, counts] of [...layers, ["Whose words", "wwVoice", voices], ...more]) {
      if (!counts.size) continue;
      const group = make("div");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", title);
      group.append(make("b", { textContent: title }));
      for (const [value, n] of counts) {
        const box = make("input", { type: "checkbox", checked: true });
        const first = shown.find(one => one.dataset[name] === value);
        const look = name in ww.LAYERS ? slot(first.closest(".ww-hit") || first.querySelector("mark"), "c") : slots.get(value) || "";
        const key = make("span", { className: `ww-key ${look}` });
        key.append(make(name in ww.LAYERS ? "mark" : "bdi", { textContent: KINDS[value] && name === "wwKind" ? KINDS[value] : value }));
        box.addEventListener("change", () => {
          off[name][box.checked ? "delete" : "add"](value);
          apply();
        });
        group.append(make("label", {}, box, key, ` ${n}`));
      }
      (more.some(one => one[1] === name) ? folded : bar).append(group);
    }
    if (more.length) bar.append(folded);
    const last = make("div", {}, status);
    if (orders.length) {
      const select = make("select");
      for (const order of orders) {
        const known = { "by whose words": "wwVoice", "by whose claim": "wwCredited" }[order];
        if (!known || rows.some(row => row.dataset[known])) select.append(make("option", { textContent: order }));
      }
      select.addEventListener("change", () => {
        const key = ORDERS[select.value];
        const sorted = rows.map(row => [key(row), row]).sort((a, b) => compare(a[0], b[0]) || a[1].wwNumber - b[1].wwNumber);
        sorted[0][1].parentElement.append(...sorted.map(pair => pair[1]));
      });
      last.append(make("label", {}, "Order of the passages", select));
    }
    const reset = make("button", { type: "button", textContent: "Show all" });
    reset.addEventListener("click", () => {
      for (const names of Object.values(off)) names.clear();
      for (const row of rows.filter(row => row.classList.contains("ww-aside"))) row.classList.remove("ww-aside");
      for (const line of all(scope, ".ww-only")) line.remove();
      for (const box of all(bar, "input")) box.checked = true;
      apply();
    });
    last.append(reset);
    bar.append(last);
    for (const legend of all(scope, ".ww-legend")) if (legend.querySelector(".ww-key")) legend.classList.add("ww-said-above");
    scope.classList.add("ww-barred");
    scope.prepend(bar);
    apply();
  }

  const whole = all(document, ".ww-explorer");
  const alone = all(document, ".ww:not(.ww-site)").filter(
    view => !view.closest(".ww-explorer") && !view.querySelector(".ww-explorer") && view.querySelector(".ww-article, .ww-kwic"));
  for (const scope of [...whole, ...alone]) furnish(scope);
  if (location.hash.length > 1) {
    const mark = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (mark?.matches(".ww-hit")) reveal(mark, mark);
  }
})();
