// Marking words of a text with labels: by mouse, by touch, by keyboard. Offsets are code points, as Python counts them.
// Needs a model with `text`, `labels` ({name, slot, help}) and `marks` ({start, end, text, label, note}).
const WORD = /[\p{L}\p{N}\p{M}]+(?:[-'’.\u2011][\p{L}\p{N}\p{M}]+)*|\p{Extended_Pictographic}[\p{M}\p{Emoji_Modifier}\p{Extended_Pictographic}\u200d\ufe0f]*/gu;
const MOST_MARKS = 500, LONGEST_NOTE = 300;

function wordsOf(text) {
  // Places in UTF-16, where JavaScript counts, and in code points, where the kit does.
  const point = new Int32Array(text.length + 1);
  let n = 0;
  for (let i = 0; i < text.length; n++) {
    const width = text.codePointAt(i) > 0xffff ? 2 : 1;
    for (let k = 0; k < width; k++) point[i + k] = n;
    i += width;
  }
  point[text.length] = n;
  return [...text.matchAll(WORD)].map(m => ({
    at: m.index, to: m.index + m[0].length, start: point[m.index], end: point[m.index + m[0].length],
  }));
}

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function button(className, text, run) {
  const node = make("button", className, text);
  node.type = "button";
  node.addEventListener("click", run);
  return node;
}

function render({ model, el }) {
  const root = make("div", "ww ww-marking");
  // JupyterLab has single letters as shortcuts (d d deletes a cell): not while somebody marks.
  root.dataset.lmSuppressShortcuts = "true";
  root.addEventListener("keydown", event => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  });
  const bar = make("div", "ww-bar");
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Labels and steps");
  const status = make("p", "ww-status");
  status.setAttribute("role", "status");
  const choices = make("div", "ww-choices");
  const steps = make("div", "ww-steps");
  const body = make("div", "ww-words");
  body.tabIndex = 0;
  body.setAttribute("role", "application");
  body.setAttribute("aria-roledescription", "text to mark");
  body.setAttribute("aria-label", "Article. Arrow keys move from word to word, with Shift they choose several. A digit marks what is chosen with that label, Delete removes marks, N goes to the note.");
  // A group, no landmark: a notebook can hold several texts to mark, and landmarks have to differ by name.
  const list = make("div", "ww-list");
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", "My marks");
  bar.append(status, choices, steps);
  root.append(bar, body, list);
  el.append(root);

  let words = [], cells = [], gaps = [], chosen = null, cursor = 0, anchor = 0, keys = false;
  let past = [], future = [], own = false;

  const undo = button("ww-step", "Undo", () => back(past, future, "Undone."));
  const redo = button("ww-step", "Redo", () => back(future, past, "Done again."));
  const drop = button("ww-step", "Remove mark", () => removeChosen());
  const clear = button("ww-step", "Clear choice", () => { choose(null); say("Nothing is chosen."); });
  steps.append(undo, redo, drop, clear);

  const labels = () => model.get("labels");
  const marks = () => model.get("marks");
  const say = text => { status.textContent = text; };
  const cut = (a, b) => model.get("text").slice(words[a].at, words[b].to);
  const short = text => (text.length > 60 ? `${text.slice(0, 30)} … ${text.slice(-25)}` : text);
  const over = ([a, b]) => marks().filter(m => m.start < words[b].end && m.end > words[a].start);

  function choose(range, spoken) {
    chosen = range;
    cells.forEach((cell, i) => cell.classList.toggle("ww-chosen", !!range && i >= range[0] && i <= range[1]));
    gaps.forEach((gap, i) => gap.classList.toggle("ww-chosen", !!range && i >= range[0] && i < range[1]));
    drop.disabled = !range || !over(range).length;
    clear.disabled = !range;
    if (range && spoken !== false) {
      const on = over(range).map(m => m.label);
      say(`Chosen: “${short(cut(...range))}”${on.length ? ` (marked: ${[...new Set(on)].join(", ")})` : ""}`);
    }
  }

  function drawLabels() {
    choices.replaceChildren(...labels().map((label, i) => {
      const node = button(`ww-label ww-c${label.slot}`, "", () => add(i));
      node.append(make("kbd", "", String(i + 1)), " ", make("mark", "", label.name));
      if (label.help) node.title = label.help;
      return node;
    }));
  }

  function drawText() {
    const text = model.get("text");
    words = wordsOf(text);
    cells = words.map((word, i) => {
      const cell = make("span", "ww-word");
      cell.dataset.i = i;
      return cell;
    });
    gaps = words.map(() => make("span", "ww-space"));
    // A paragraph each; the blank lines between two of them are not shown.
    let paragraph = make("p", "", text.slice(0, words.length ? words[0].at : text.length).trimStart());
    const paragraphs = [paragraph];
    words.forEach((word, i) => {
      paragraph.append(cells[i], gaps[i]);
      const parts = between(i);
      if (parts.length < 2 || i + 1 === words.length) return;
      paragraphs.push(paragraph = make("p"));
      paragraph.append(parts[1]);
    });
    body.replaceChildren(...paragraphs);
    cells.forEach(cell => { cell.dataset.state = "new"; });
    drawMarks();
  }

  function between(i) { // what stands after a word: one piece, or what ends its paragraph and what begins the next
    const text = model.get("text"), next = i + 1 < words.length ? words[i + 1].at : text.length;
    return text.slice(words[i].to, next).split(/\n\s*\n(?:\s*\n)*/, 2);
  }

  function wrapped(text, slots) {
    return slots.reduceRight((inner, slot) => {
      const node = make("mark", `ww-c${slot}`);
      node.append(inner);
      return node;
    }, document.createTextNode(text));
  }

  function drawMarks() {
    const text = model.get("text"), slot = new Map(labels().map(label => [label.name, label.slot]));
    const all = marks().filter(m => slot.has(m.label)).sort((p, q) => p.start - q.start || q.end - p.end);
    words.forEach((word, i) => {
      const on = all.filter(m => m.start < word.end && m.end > word.start);
      const through = on.filter(m => i + 1 < words.length && m.end > words[i + 1].start);
      const ending = on.filter(m => !through.includes(m));
      const state = JSON.stringify([on, through].map(ms => ms.map(m => [m.label, marks().indexOf(m)])));
      if (cells[i].dataset.state === state) return; // a word that stays keeps its node, and with it the reader's selection
      cells[i].dataset.state = state;
      cells[i].replaceChildren(wrapped(text.slice(word.at, word.to), on.map(m => slot.get(m.label))));
      for (const m of ending) {
        const tag = make("sup", "ww-tag", String(marks().indexOf(m) + 1)); // its number in the list below
        tag.title = m.label;
        cells[i].append(tag);
      }
      gaps[i].replaceChildren(wrapped(between(i)[0], through.map(m => slot.get(m.label))));
    });
    drawList();
    undo.disabled = !past.length;
    redo.disabled = !future.length;
    choose(chosen, false);
  }

  function drawList() {
    const all = marks(), slot = new Map(labels().map(label => [label.name, label.slot]));
    const head = make("p", "ww-count");
    head.append(make("b", "", all.length ? `My marks (${all.length})` : "No marks yet"));
    const rows = make("ol", "ww-marks");
    all.forEach((m, k) => {
      const row = make("li");
      const said = short(m.text);
      const go = button("ww-go", `“${said}”`, () => show(k));
      const name = make("span", `ww-c${slot.get(m.label) ?? 0} ww-named`);
      name.append(make("mark", "", m.label));
      const note = make("input", "ww-note");
      note.value = m.note || "";
      note.maxLength = LONGEST_NOTE;
      note.placeholder = "Why? Or a plainer word";
      note.setAttribute("aria-label", `Note on “${said}”, ${m.label}`);
      note.autocomplete = "off";
      let kept = false;
      note.addEventListener("input", () => {
        if (!kept) { past.push(marks()); future = []; undo.disabled = false; redo.disabled = true; kept = true; }
        put(marks().map((one, i) => (i === k ? { ...one, note: note.value } : one)), false);
      });
      note.addEventListener("keydown", event => {
        event.stopPropagation();
        if (event.key === "Enter" || event.key === "Escape") body.focus();
      });
      const away = button("ww-away", "Remove", () => {
        change(marks().filter((_, i) => i !== k), `Mark on “${said}” removed.`);
        body.focus();
      });
      away.setAttribute("aria-label", `Remove the mark on “${said}”, ${m.label}`);
      row.append(go, " ", name, " ", note, " ", away);
      rows.append(row);
    });
    list.classList.toggle("ww-none", !all.length);
    list.replaceChildren(head, ...(all.length ? [rows] : []));
  }

  function rangeOf(m) {
    const a = words.findIndex(w => w.end > m.start), b = words.findLastIndex(w => w.start < m.end);
    return a >= 0 && b >= a ? [a, b] : null;
  }

  function show(k) {
    const range = rangeOf(marks()[k]);
    if (!range) return;
    [anchor, cursor] = range;
    choose(range);
    cells[range[0]].scrollIntoView({ block: "center" });
    body.focus({ preventScroll: true });
  }

  function put(next, redraw = true) {
    own = true;
    model.set("marks", next);
    model.save_changes();
    own = false;
    if (redraw) drawMarks();
  }

  function change(next, said) {
    past.push(marks());
    future = [];
    put(next);
    say(said);
  }

  function back(from, to, said) {
    if (!from.length) return say("There is nothing to take back.");
    to.push(marks());
    put(from.pop());
    say(said);
  }

  function add(i) {
    const label = labels()[i];
    if (!label) return;
    if (!chosen) return say("First choose words: tap or click the first, then the last, or use Tab and the arrow keys. Then choose a label.");
    if (marks().length >= MOST_MARKS) return say(`There are ${MOST_MARKS} marks, the most that one page holds.`);
    const [a, b] = chosen, start = words[a].start, end = words[b].end, text = cut(a, b);
    document.getSelection()?.removeAllRanges();
    if (marks().some(m => m.start === start && m.end === end && m.label === label.name))
      return say(`“${short(text)}” is marked as ${label.name} already.`);
    const next = [...marks(), { start, end, text, label: label.name, note: "" }];
    next.sort((p, q) => p.start - q.start || p.end - q.end);
    if (!keys) chosen = null;
    change(next, `“${short(text)}” marked as ${label.name}.`);
  }

  function removeChosen() {
    if (!chosen) return say("First choose the marked words.");
    const gone = over(chosen);
    if (!gone.length) return say("No mark is chosen.");
    const n = gone.length;
    const left = marks().filter(m => !gone.includes(m));
    if (!keys) chosen = null;
    change(left, `${n} mark${n === 1 ? "" : "s"} removed.`);
  }

  // --- pointer: mouse and finger alike -----------------------------------------------------------------------------

  function indexAt(node) {
    const cell = (node?.nodeType === 1 ? node : node?.parentElement)?.closest?.(".ww-word");
    return cell && body.contains(cell) ? +cell.dataset.i : -1;
  }

  function selected() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!body.contains(range.commonAncestorContainer)) return null;
    const text = range.toString();
    if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text)) return null;
    const touched = (cell, i) => {
      const inner = document.createRange();
      inner.selectNodeContents(cell);
      // Touching ends only is not selected: one range has to end after the other begins.
      return range.compareBoundaryPoints(Range.END_TO_START, inner) < 0 && range.compareBoundaryPoints(Range.START_TO_END, inner) > 0;
    };
    const a = cells.findIndex(touched), b = cells.findLastIndex(touched);
    return a < 0 ? null : [a, b];
  }

  document.addEventListener("selectionchange", () => {
    if (!root.isConnected) return;
    const range = selected();
    if (range) { keys = false; [anchor, cursor] = range; choose(range); }
  });

  body.addEventListener("click", event => {
    keys = false;
    body.classList.remove("ww-by-key");
    if (selected()) return; // chosen by dragging
    const i = indexAt(event.target);
    if (i < 0) return;
    cursor = anchor = i;
    const text = model.get("text");
    if (!chosen) {
      const marked = over([i, i])[0];
      return choose((marked && rangeOf(marked)) || [i, i]);
    }
    const [a, b] = chosen;
    if (i >= a && i <= b) {
      if (a === b) { choose(null); return say("Nothing is chosen."); }
      return choose([i, i]);
    }
    // The last word of a passage is in the paragraph of its first; a word elsewhere begins a new choice.
    const near = i < a ? [i, b] : [a, i];
    choose(text.slice(words[near[0]].at, words[near[1]].to).includes("\n") ? [i, i] : near);
  });

  // --- keyboard -----------------------------------------------------------------------------------------------------

  function onLine(step) { // the word nearest in the line above or below
    const here = cells[cursor].getBoundingClientRect(), x = here.left + here.width / 2;
    let i = cursor, line = null, best = -1, far = Infinity;
    for (i += step; i >= 0 && i < cells.length; i += step) {
      const box = cells[i].getBoundingClientRect();
      if (Math.abs(box.top - here.top) < here.height / 2) continue;
      line ??= box.top;
      if (Math.abs(box.top - line) >= here.height / 2) break;
      const away = Math.abs(box.left + box.width / 2 - x);
      if (away < far) { far = away; best = i; }
    }
    return best < 0 ? (step > 0 ? cells.length - 1 : 0) : best;
  }

  body.addEventListener("keydown", event => {
    if (!words.length) return;
    const key = event.key, control = event.ctrlKey || event.metaKey;
    if (event.altKey) return;
    if (control && (key === "z" || key === "Z" || key === "y")) key === "z" ? undo.click() : redo.click();
    else if (control) return;
    else if (/^Arrow|^Home$|^End$/.test(key)) {
      if (keys || chosen) cursor = {
        ArrowRight: () => cursor + 1, ArrowLeft: () => cursor - 1, ArrowDown: () => onLine(1), ArrowUp: () => onLine(-1),
        Home: () => 0, End: () => words.length - 1,
      }[key]();
      keys = true;
      body.classList.add("ww-by-key");
      cursor = Math.max(0, Math.min(words.length - 1, cursor));
      if (!event.shiftKey) anchor = cursor;
      document.getSelection()?.removeAllRanges();
      choose([Math.min(anchor, cursor), Math.max(anchor, cursor)]);
      cells[cursor].scrollIntoView({ block: "nearest" });
    } else if (/^[1-9]$/.test(key) && +key <= labels().length) { keys = !!chosen && keys; add(+key - 1); }
    else if (key === "Delete" || key === "Backspace") removeChosen();
    else if (key === "Escape") { keys = false; choose(null); say("Nothing is chosen."); }
    else if (key === "n" || key === "N") {
      const first = chosen && over(chosen)[0];
      if (first) list.querySelectorAll(".ww-note")[marks().indexOf(first)]?.focus();
      else say("A note belongs to a mark: choose a marked passage first.");
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  model.on("change:marks", () => { if (!own) drawMarks(); });
  model.on("change:text", () => { past = []; future = []; chosen = null; drawText(); });
  model.on("change:labels", () => { drawLabels(); drawMarks(); });
  model.on("change:said", () => { if (model.get("said")) say(model.get("said")); });
  drawLabels();
  drawText();
  say("Choose words: tap or click the first, then the last, or use Tab and the arrow keys. Then choose a label.");
}
export default { render };
