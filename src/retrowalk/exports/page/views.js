// What is shown. Texts of the session are only set as text, never as markup.

function setText(id, text) {
  if ($(id).textContent !== text) $(id).textContent = text;
}

function show(view) {
  document.body.dataset.view = view;
  for (const id of ["ready", "walk", "summary"]) $(id).hidden = id !== view;
  window.scrollTo(0, 0);
}

// Offer to go on with a walk that a reload interrupted.
function offerToResume() {
  const saved = savedWalk();
  $("resume").hidden = saved === null;
  if (!saved) return;
  const segment = plan.segments[saved.index];
  setText("resume", `Resume: ${segment.way}, ${clockText(saved.elapsed)} of ${lengthOf(segment)}`);
}

// Show a change of direction with the whole screen, unless the user wants reduced motion.
function flash() {
  document.body.classList.remove("flash");
  document.body.getBoundingClientRect(); // restarts the animation
  document.body.classList.add("flash");
}

function draw(time) {
  const segment = walk.segment ?? walk.coming;
  const left = walk.left(time), elapsed = walk.elapsed(time);
  const shown = left === null ? clockText(elapsed) : clockText(Math.ceil(left / 1000) * 1000);
  const word = segment.way.toUpperCase(), arrow = ARROWS[segment.way];
  const body = document.body;
  body.dataset.way = segment.way;
  body.dataset.state = walk.state;
  body.toggleAttribute("data-open", walk.isOpen);
  setText("way", walk.state === "paused" ? `PAUSED · ${word}` : walk.index < 0 ? `GET READY · ${word}` : `${arrow} ${word} ${arrow}`);
  $("way").classList.toggle("long", walk.state === "paused" || walk.index < 0);
  setText("digits", shown);
  fit();
  setText("label", walk.index < 0 ? plan.safety : segment.label ?? "");
  setText("note", noteOf(segment, time));
  setText("notice", time < notice.until ? notice.text : "");
  drawBar(elapsed);
  drawNext(time);
  setText("clock", `${clockText(Math.max(0, walk.sum(time)))} / ${clockText(expected(time))}${plan.segments.some((s) => s.ms === null) ? "+" : ""}`);
  setText("round", walk.index >= 0 && segment.round ? `round ${segment.round} of ${segment.rounds}` : "");
  setText("back", `Backward done: ${clockText(walk.sum(time, "backward"))}`);
  setText("place", `segment ${(walk.index < 0 ? walk.first.index : walk.index) + 1} of ${plan.segments.length}`);
  setText("pause", walk.state === "paused" ? "Continue" : "Pause");
  $("mute").setAttribute("aria-pressed", String(muted));
  drawPosition(elapsed);
  document.title = `${arrow} ${shown} ${capitalize(segment.way)}`;
}

function noteOf(segment, time) {
  if (walk.state === "paused") return `Paused ${clockText(walk.pausedFor(time))} · tap Continue`;
  if (walk.index < 0) return "";
  const open = walk.isOpen ? `${segment.most === null ? "" : `at most ${clockText(segment.most)}, `}tap Next when you are ready` : null;
  return [segment.note, segment.pace, open].filter(Boolean).join(" · ");
}

// The expected total, if nothing else is skipped.
function expected(time) {
  const rest = plan.segments.slice(walk.nextIndex).reduce((sum, segment) => sum + (segment.ms ?? 0), 0);
  return walk.sum(time) + (walk.index < 0 ? -walk.first.elapsed : walk.left(time) ?? 0) + rest;
}

// Make the digits as large as there is room. Measured only when their number or the room changes.
let fitted = "";
function fit() {
  const digits = $("digits"), box = $("time");
  const room = `${digits.textContent.length} ${innerWidth} ${innerHeight} ${$("what").offsetHeight}`;
  if (room === fitted) return;
  fitted = room;
  box.style.fontSize = "20px";
  const size = 20 * Math.min(box.clientWidth / digits.offsetWidth, box.clientHeight / digits.offsetHeight);
  box.style.fontSize = `${Math.floor(size * 0.98)}px`;
}

let barOf = null;
function drawBar(elapsed) {
  const part = walk.limit ? Math.min(1, elapsed / walk.limit) : 0;
  const full = $("bar").firstElementChild;
  if (barOf !== walk.index) { // a new segment starts empty without a transition
    full.style.transition = "none";
    full.style.width = "0";
    full.getBoundingClientRect();
    full.style.transition = "";
    barOf = walk.index;
  }
  full.style.width = `${100 * part}%`;
  $("bar").setAttribute("aria-valuenow", String(Math.round(100 * part)));
}

// What comes next, and in the last seconds of a segment, in how many.
function drawNext(time) {
  const coming = walk.coming, box = $("next"), seconds = secondsToAnnounce(time);
  const soon = seconds !== null;
  const words = soon ? `${coming ? `${ARROWS[coming.way]} ${coming.way.toUpperCase()}` : "DONE"} in ${seconds}`
    : coming ? `${ARROWS[coming.way]} ${coming.way} ${lengthOf(coming)}` : "done";
  const label = !soon && coming?.label ? ` · ${coming.label}` : "", before = soon ? "" : "Next: ";
  if (box.textContent === `${before}${words}${label}`) return;
  const strong = document.createElement("b");
  strong.textContent = words;
  box.replaceChildren(before, strong, label);
  box.dataset.way = coming?.way ?? "";
  box.classList.toggle("soon", soon);
}

// Seconds to the next change if it is announced by now, else null.
function secondsToAnnounce(time) {
  const left = walk.left(time);
  if (walk.index < 0 || walk.state !== "walking" || left === null) return null;
  const from = walk.limit > ANNOUNCED ? ANNOUNCED : walk.limit / 2;
  return left > from ? null : Math.ceil(left / 1000);
}

const lengths = plan.segments.map((segment) => limitOf(segment) ?? OPEN_AS);
const starts = [0];
for (const length of lengths) starts.push(starts.at(-1) + length);
const whole = starts.at(-1);

function rect(kind, x, width, height) {
  const made = document.createElementNS($("band").namespaceURI, "rect");
  const values = { class: kind, x, width, y: 100 - height, height };
  for (const [name, value] of Object.entries(values)) made.setAttribute(name, value);
  return made;
}

// Draw the segments, each as long as it was walked.
function drawStrip(svg, walked, name) {
  svg.setAttribute("viewBox", "0 0 1000 100");
  svg.setAttribute("aria-label", name);
  const gap = plan.segments.length < 60 ? 2 : 0;
  svg.replaceChildren(...plan.segments.map((segment, index) => {
    const width = (1000 * Math.min(lengths[index], walked[index])) / whole;
    return rect(segment.way, (1000 * starts[index]) / whole, Math.max(0, width - gap), HEIGHTS[segment.way]);
  }));
}

let past = null;
function drawPosition(elapsed) {
  const at = walk.index < 0 ? walk.first : { index: walk.index, elapsed };
  const inside = starts[at.index] + Math.min(at.elapsed, lengths[at.index]);
  const part = inside / whole;
  past.setAttribute("width", String(1000 * part));
  $("pointer").style.left = `${100 * part}%`;
}

function drawWholeStrip() {
  drawStrip($("band"), lengths, `The session: ${plan.totals}`);
  past = rect("past", 0, 0, 100);
  $("band").append(past);
}

function cell(kind, text, name = "td") {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (name === "th") made.scope = "row";
  made.textContent = text;
  return made;
}

function row(...cells) {
  const made = document.createElement("tr");
  made.append(...cells);
  return made;
}

function fillSegmentTable() {
  let at = 0;
  $("list").replaceChildren(...plan.segments.map((segment) => {
    const what = [segment.label, segment.note, segment.pace].filter(Boolean).join(" · ");
    const made = row(
      cell("at", at === null ? "" : clockText(at)),
      cell(`way ${segment.way}`, `${ARROWS[segment.way]} ${capitalize(segment.way)} ${lengthOf(segment)}`),
      cell("", what),
    );
    made.lastElementChild.dir = "auto";
    at = at === null || segment.ms === null ? null : at + segment.ms;
    return made;
  }));
}

function plannedText(way) {
  const those = plan.segments.filter((segment) => !way || segment.way === way);
  const sum = those.reduce((total, segment) => total + (segment.ms ?? 0), 0);
  const open = those.some((segment) => segment.ms === null);
  return open ? (sum ? `${clockText(sum)}+` : "open") : clockText(sum);
}

// "2 of 3 segments finished · 1 skipped · paused 0:01", without what is zero.
function countsLine() {
  const parts = [`${walk.count("done")} of ${plan.segments.length} segments finished`];
  if (walk.count("skipped")) parts.push(`${walk.count("skipped")} skipped`);
  if (walk.pauses) parts.push(`paused ${clockText(walk.paused)}`);
  return parts.join(" · ");
}

// Planned and walked times, and both strips.
function drawSummary(time, completed) {
  const ways = ["forward", "backward", "stand"].filter((way) => plan.segments.some((segment) => segment.way === way));
  $("sums").replaceChildren(...[null, ...ways].map((way) => row(
    cell("", way ?? "total", "th"), cell("", plannedText(way)), cell("", clockText(walk.sum(time, way))),
  )));
  setText("outcome", completed ? "Done." : "Ended early.");
  setText("facts", countsLine());
  setText("clock", clockText(walk.sum(time)));
  drawStrip(document.querySelector(".planned"), lengths, `Planned: ${plan.totals}`);
  drawStrip(document.querySelector(".walked"), walk.walked, `Walked: ${clockText(walk.sum(time))}`);
  document.body.dataset.way = plan.segments[0].way;
  document.body.removeAttribute("data-open");
  document.title = `${completed ? "Done" : "Ended early"} · ${plan.title}`;
}
