// A pane of HTML made in the kernel: rows lead to passages and passages to rows, by pointer and by key.
function render({ model, el }) {
  const root = document.createElement("div");
  const view = document.createElement("div");
  const live = document.createElement("div");
  live.className = "ww-live";
  live.setAttribute("role", "status");
  root.className = "ww ww-pane";
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
  const link = id => (id ? view.querySelector(`a[href="#${CSS.escape(id)}"]`) : null);

  function draw() {
    const kept = [...view.querySelectorAll("[data-ww-keep]")].map(box => [box.dataset.wwKeep, box.scrollTop]);
    const active = view.contains(document.activeElement) ? document.activeElement : null;
    const at = active && (active.id || active.getAttribute("href"));
    view.innerHTML = model.get("html");
    for (const [name, top] of kept) {
      const box = view.querySelector(`[data-ww-keep="${name}"]`);
      if (box) box.scrollTop = top;
    }
    const again = at && (at.startsWith("#") ? link(at.slice(1)) : find(at));
    if (again) again.focus({ preventScroll: true });
    show(model.get("picked"));
  }

  function show(id) {
    for (const old of view.querySelectorAll(".ww-picked")) old.classList.remove("ww-picked");
    find(id)?.classList.add("ww-picked");
    link(id)?.closest("tr").classList.add("ww-picked");
  }

  function reveal(target) {
    // First inside its own box, to the middle; then the page itself, as little as need be.
    const box = target.closest("[data-ww-keep]");
    if (box && box.scrollHeight > box.clientHeight) {
      const t = target.getBoundingClientRect(), b = box.getBoundingClientRect();
      box.scrollTop += t.top - b.top - (b.height - t.height) / 2;
    }
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
    target.focus({ preventScroll: true });
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
    pick(mark.id);
    reveal(row);
    live.textContent = `Row of the passage: ${mark.textContent}`;
  }

  view.addEventListener("click", event => {
    const mark = event.target.closest(".ww-hit[id]");
    if (mark) return back(mark);
    const row = event.target.closest("a[href^='#'], .ww-kwic tbody tr");
    const anchor = row && (row.matches("a") ? row : row.querySelector("a[href^='#']"));
    if (!anchor || String(getSelection())) return;
    event.preventDefault();
    go(anchor.getAttribute("href").slice(1));
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
      const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
      next?.querySelector("a[href^='#']")?.focus();
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
