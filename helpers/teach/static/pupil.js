// The pupil's page around the marking: keeps marks in the browser, saves them as a file, sends nothing.
const state = JSON.parse(document.getElementById("state").textContent);
const at = id => document.getElementById(id);
const listeners = {};
const model = {
  get: key => state[key],
  set: (key, value) => { state[key] = value; (listeners[`change:${key}`] || []).forEach(run => run()); },
  on: (event, run) => (listeners[event] ||= []).push(run),
  save_changes: keep,
};
// One place for each text and task: two articles opened from the same stick do not mix.
const place = `whose-words:${state.page}`;
let keeps = true, unsaved = false;

function fits(mark) {
  const points = Array.from(state.text);
  return Number.isInteger(mark?.start) && Number.isInteger(mark.end) && mark.start >= 0 && mark.start < mark.end
    && points.slice(mark.start, mark.end).join("") === mark.text && state.labels.some(label => label.name === mark.label);
}

function keep() {
  at("printed").textContent = at("who").value.trim() || "_".repeat(24);
  unsaved = state.marks.length > 0;
  try {
    localStorage.setItem(place, JSON.stringify({ marks: state.marks, nickname: at("who").value, copy: state.copy }));
  } catch { keeps = false; }
  at("kept").textContent = keeps
    ? "Your marks stay in this browser until you clear them."
    : "This browser does not keep marks: save them as a file before you close the page.";
  if (at("instead").open) at("text").value = file();
}

function restore() {
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(place)); } catch { /* none, or not ours: begin anew */ }
  // A random number tells two pupils with the same nickname apart. It says nothing about the person or the device.
  state.copy = typeof kept?.copy === "string" ? kept.copy : Array.from(crypto.getRandomValues(new Uint8Array(8)), b => b.toString(16).padStart(2, "0")).join("");
  if (typeof kept?.nickname === "string") at("who").value = kept.nickname.slice(0, 40);
  if (Array.isArray(kept?.marks)) state.marks = kept.marks.filter(fits);
}

function file() {
  return JSON.stringify({
    format: "whose-words-marks", version: 1, nickname: at("who").value.trim(), copy: state.copy, saved: new Date().toISOString(),
    article_id: state.article_id, title: state.title, text_sha256: state.sha256, labels: state.labels.map(label => label.name),
    marks: state.marks,
  }, null, 1).replace(/[\u0080-\uffff]/g, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`); // mail bends no sign
}

function save() {
  const who = at("who").value.trim();
  if (!who) {
    at("said").textContent = "Write a nickname first. Not your real name.";
    return at("who").focus();
  }
  const name = `marks-${state.article_id}-${who}`.normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 100).replace(/-+$/, "");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file()], { type: "application/json" }));
  link.download = `${name}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  unsaved = false;
  at("said").textContent = `Saved as ${link.download}, where this browser puts its downloads. Hand in this file.`;
}

at("reading").open = false; // open where there is no script: then the article can at least be read
at("hand-in").hidden = false;
restore();
widget.render({ model, el: at("marking") });
at("save").addEventListener("click", save);
at("who").addEventListener("input", keep);
at("print").addEventListener("click", () => window.print());
at("instead").addEventListener("toggle", () => { at("text").value = file(); });
at("copy").addEventListener("click", () => {
  at("text").value = file();
  at("text").select();
  document.execCommand("copy"); // the newer way asks for a secure address, which a file is not
  at("said").textContent = "Copied. Paste it into a message to your teacher.";
});
at("clear").addEventListener("click", () => {
  if (!confirm("Clear all marks and the nickname on this page? Files that you saved stay.")) return;
  try { localStorage.removeItem(place); } catch { /* nothing was kept */ }
  unsaved = false;
  location.reload();
});
addEventListener("beforeunload", event => { if (unsaved && !keeps) event.preventDefault(); });
keep();
