// An article in which words are chosen with the pointer, and a line that says what happened last.
function render({ model, el }) {
  const root = document.createElement("div");
  const said = document.createElement("p");
  const view = document.createElement("div");
  root.className = "ww ww-pane";
  said.className = "ww-told";
  said.setAttribute("role", "status");
  root.append(said, view);
  el.append(root);

  // Plain keys are shortcuts of JupyterLab (d d deletes a cell): not in here, nor in the fields above.
  const keep = event => !(event.ctrlKey || event.metaKey || event.altKey) && event.stopPropagation();
  (function guard(tries) {
    const whole = el.closest(".ww-widget");
    if (whole) whole.addEventListener("keydown", keep);
    else if (tries) requestAnimationFrame(() => guard(tries - 1));
  })(300);

  // Characters (code points) of the article between its begin and a place on the page; labels are not the article's.
  function place(article, node, offset) {
    const range = document.createRange();
    range.setStart(article, 0);
    range.setEnd(node, offset);
    const copy = range.cloneContents();
    for (const own of copy.querySelectorAll("[data-ww-label], .ww-title, .ww-source, .ww-said")) own.remove();
    return Array.from(copy.textContent).length;
  }

  // The words that are selected, or with a mere click the place under the pointer.
  function range(event) {
    const chosen = getSelection();
    if (chosen.rangeCount && !chosen.isCollapsed) return chosen.getRangeAt(0);
    if (document.caretPositionFromPoint) {
      const at = document.caretPositionFromPoint(event.clientX, event.clientY);
      return at && { startContainer: at.offsetNode, startOffset: at.offset, endContainer: at.offsetNode, endOffset: at.offset };
    }
    return document.caretRangeFromPoint(event.clientX, event.clientY);
  }

  let times = 0;
  view.addEventListener("pointerup", event => setTimeout(() => {
    const article = view.querySelector(".ww-article"), at = range(event);
    if (!at || !article || !article.contains(at.startContainer) || !article.contains(at.endContainer)) return;
    const places = [place(article, at.startContainer, at.startOffset), place(article, at.endContainer, at.endOffset)];
    model.set("chosen", [...places, ++times]); // counted, so that the same place can be chosen again
    model.save_changes();
  }));

  function draw() {
    const box = view.querySelector("[data-ww-keep]"), top = box ? box.scrollTop : 0;
    view.innerHTML = model.get("html");
    const again = view.querySelector("[data-ww-keep]");
    if (again) again.scrollTop = top;
  }
  function tell() {
    said.textContent = model.get("said");
    said.classList.toggle("ww-error", model.get("failed"));
  }
  model.on("change:html", draw);
  model.on("change:said change:failed", tell);
  draw();
  tell();
}
export default { render };
