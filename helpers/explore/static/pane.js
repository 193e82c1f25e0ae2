// A pane of HTML made in the kernel: rows lead to passages and passages to rows, numbers to what they count, the strip to
// places in the text; a row can be taken out. By pointer and by key. `ww` is the script that all views share.
function render({ model, el }) {
  const root = ww.make("div", { className: "ww ww-pane" });
  const view = ww.make("div");
  const live = ww.make("div", { className: "ww-live" });
  live.setAttribute("role", "status");
  root.append(view, live);
  el.append(root);

  // JupyterLab has plain keys as shortcuts (d d deletes a cell, an arrow moves to the next one): not while the reader is
  // in here, nor in the controls around it. They are found only once the page has put this pane into them.
  const isPlain = event => !(event.ctrlKey || event.metaKey || event.altKey);
  const keep = event => isPlain(event) && event.stopPropagation();
  (function guard(tries) {
    const whole = el.closest(".ww-widget");
    if (whole) whole.addEventListener("keydown", keep);
    else if (tries) requestAnimationFrame(() => guard(tries - 1));
  })(300);

  const find = id => (id ? view.querySelector(`#${CSS.escape(id)}`) : null);
  const link = id => (id ? view.querySelector(`.ww-kwic a[href="#${CSS.escape(id)}"]`) : null);
  // What has the focus, as a selector that finds it again after the page was drawn anew.
  function known(element) {
    if (element?.id) return `#${CSS.escape(element.id)}`;
    const href = element?.getAttribute("href");
    return href ? `a.${CSS.escape(element.classList[0] || "")}[href="${CSS.escape(href)}"], .ww-kwic a[href="${CSS.escape(href)}"]` : null;
  }
  let next = null; // where the focus goes after a row was taken out or back

  function draw() {
    const kept = ww.all(view, "[data-ww-keep]").map(box => [box.dataset.wwKeep, box.scrollTop]);
    const active = view.contains(document.activeElement) ? document.activeElement : null;
    const at = known(active);
    view.innerHTML = model.get("html");
    furnish();
    for (const [name, top] of kept) {
      const box = view.querySelector(`[data-ww-keep="${name}"]`);
      if (box) box.scrollTop = top;
    }
    const again = next ? next() : at && view.querySelector(at);
    next = null;
    again?.focus({ preventScroll: true });
    show(model.get("picked"));
  }

  // What the page gets in the browser: the strip above each article, and in each row a button to take it out.
  function furnish() {
    for (const box of ww.all(view, ".ww-explorer .ww-text")) {
      const article = box.querySelector(".ww-article");
      const strip = article && ww.ribbon(article, { compact: true, show: element => reveal(element.closest("[data-ww-voice], p") || element, false) });
      if (!strip) continue;
      box.prepend(strip);
      const track = strip.querySelector(".ww-track");
      const here = ww.make("span", { className: "ww-here" });
      track.append(here);
      const move = () => {
        here.style.left = `${(100 * box.scrollTop) / box.scrollHeight}%`;
        here.style.width = `${(100 * box.clientHeight) / box.scrollHeight}%`;
        here.hidden = box.scrollHeight <= box.clientHeight + 1;
      };
      box.addEventListener("scroll", move, { passive: true });
      requestAnimationFrame(move);
    }
    if (!view.querySelector("[data-ww-excludes]")) return;
    const head = view.querySelector(".ww-kwic thead tr");
    if (head) head.append(ww.make("th", { className: "ww-k3", scope: "col", textContent: "false hit?" }));
    for (const row of ww.all(view, ".ww-kwic tbody tr[data-ww-at]")) {
      const word = row.querySelector(".ww-k1").textContent;
      const button = ww.make("button", { type: "button", textContent: "exclude" });
      button.dataset.wwOut = row.dataset.wwAt;
      button.setAttribute("aria-label", `Exclude ${word}: a false hit`);
      const cell = ww.make("td", { className: "ww-k3 ww-out" }, button);
      cell.dataset.wwHead = "";
      row.append(cell);
    }
  }

  function show(id) {
    for (const old of ww.all(view, ".ww-picked")) old.classList.remove("ww-picked");
    find(id)?.classList.add("ww-picked");
    link(id)?.closest("tr").classList.add("ww-picked");
  }

  function reveal(target, focus = true) {
    // First inside its own box, to the middle; then the page itself, as little as need be.
    const box = target.closest("[data-ww-keep]");
    if (box && box.scrollHeight > box.clientHeight) {
      const t = target.getBoundingClientRect(), b = box.getBoundingClientRect();
      box.scrollTop += t.top - b.top - (b.height - Math.min(t.height, b.height)) / 2;
    }
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (focus) target.focus({ preventScroll: true });
  }

  function pick(id) {
    if (model.get("picked") !== id) {
      model.set("picked", id);
      model.save_changes();
    }
    show(id);
  }

  function go(id) {
    const mark = find(id);
    if (!mark) return;
    pick(id);
    reveal(mark);
  }

  function back(mark) {
    const row = link(mark.id);
    if (!row) return;
    if (!ww.isShown(row.closest("tr"))) ww.everyRow(row.closest(".ww-scroll"));
    pick(mark.id);
    reveal(row);
    live.textContent = `Row of the passage: ${mark.textContent}`;
  }

  function exclude(button) {
    const row = button.closest("tr");
    const at = ww.all(view, ".ww-kwic tbody tr").indexOf(row);
    next = () => {
      const buttons = ww.all(view, "[data-ww-out]");
      return buttons[Math.min(at, buttons.length - 1)] || view.querySelector(".ww-measures");
    };
    live.textContent = `${row.querySelector(".ww-k1").textContent} is excluded. It stands in the list below the passages; say why there, or take it back.`;
    model.send({ do: "exclude", at: button.dataset.wwOut });
  }

  function restore(button) {
    const at = button.dataset.wwBack;
    next = () => view.querySelector(`[data-ww-back]`) || view.querySelector(`[data-ww-out="${CSS.escape(at)}"]`) || view.querySelector(".ww-measures");
    live.textContent = "Taken back: it is marked and counted again.";
    model.send({ do: "restore", at });
  }

  view.addEventListener("click", event => {
    const button = event.target.closest("button");
    if (button?.dataset.wwOut) return exclude(button);
    if (button?.dataset.wwBack) return restore(button);
    if (button || event.target.closest("input")) return;
    const way = event.target.closest("a.ww-way");
    if (way) {
      event.preventDefault();
      if (ww.only(way)) live.textContent = view.querySelector(".ww-only")?.firstChild.textContent || "";
      return;
    }
    const mark = event.target.closest(".ww-hit[id]");
    if (mark) return back(mark);
    const row = event.target.closest("a[href^='#'], .ww-kwic tbody tr");
    const anchor = row && (row.matches("a") ? row : row.querySelector("a[href^='#']"));
    if (!anchor || String(getSelection())) return;
    event.preventDefault();
    go(anchor.getAttribute("href").slice(1));
  });

  view.addEventListener("change", event => {
    const because = event.target.closest("[data-ww-because]");
    if (because) model.send({ do: "because", at: because.dataset.wwBecause, because: because.value });
  });

  root.addEventListener("keydown", event => {
    delete root.dataset.wwHush;
    if (!isPlain(event)) return;
    event.stopPropagation();
    const mark = event.target.closest(".ww-hit[id]");
    const row = event.target.closest(".ww-kwic tbody tr");
    if (event.key === "Escape") root.dataset.wwHush = "true"; // puts a note away without moving
    else if (mark && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      back(mark);
    } else if (row && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const kind = event.target.matches("button") ? "button" : "a[href^='#']";
      let to = row;
      do to = event.key === "ArrowDown" ? to.nextElementSibling : to.previousElementSibling;
      while (to && !ww.isShown(to));
      to?.querySelector(kind)?.focus();
    }
  });
  root.addEventListener("pointerover", event => {
    if (event.target.closest(".ww-hit")) delete root.dataset.wwHush;
  });

  model.on("change:html", draw);
  model.on("change:target", () => go(model.get("target")));
  draw();
  if (model.get("target")) requestAnimationFrame(() => go(model.get("target")));
}
export default { render };
