// Draw the page. Texts of the session are only set as text, never as markup.

function setText(id, text) {
  if ($(id).textContent !== text) $(id).textContent = text;
}

function show(view) {
  document.body.dataset.view = view;
  for (const id of ["ready", "walk", "summary"]) $(id).hidden = id !== view;
  window.scrollTo(0, 0);
}

// Offer to resume a walk that a reload interrupted.
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
  const shown = walk.isOpen ? clockText(elapsed) : clockText(Math.ceil(left / 1000) * 1000);
  const body = document.body;
  body.dataset.way = segment.way;
  body.dataset.state = walk.state;
  body.toggleAttribute("data-open", walk.isOpen);
  body.toggleAttribute("data-lead-in", walk.index < 0);
  drawBand(segment, time);
  setText("digits", shown);
  $("arrow").firstElementChild.setAttribute("d", SHAPES[walk.state === "paused" ? "paused" : segment.way]);
  fit();
  drawInstructions(segment, time);
  setText("notice", time < notice.until ? notice.text : "");
  drawBar(elapsed);
  drawNext();
  setText("clock", `${clockText(Math.max(0, walk.sum(time)))} / ${clockText(expected(time))}${plan.segments.some((s) => s.ms === null) ? "+" : ""}`);
  setText("round", walk.index >= 0 && segment.round ? `round ${segment.round} of ${segment.rounds}` : "");
  setText("back", `Backward done: ${clockText(walk.sum(time, "backward"))}`);
  setText("place", `segment ${(walk.index < 0 ? walk.first.index : walk.index) + 1} of ${plan.segments.length}`);
  setText("pause", walk.state === "paused" && !walk.isCountingIn ? "Continue" : "Pause");
  $("mute").setAttribute("aria-pressed", String(muted));
  drawPosition(elapsed);
  document.title = `${ARROWS[segment.way]} ${shown} ${capitalize(segment.way)}`;
}

// The band: the direction, or near a change the coming one and the seconds until then.
function drawBand(segment, time) {
  const seconds = secondsToAnnounce(time), coming = walk.coming, band = $("way");
  const around = `${ARROWS[segment.way]} ${segment.way.toUpperCase()} ${ARROWS[segment.way]}`;
  const announced = coming ? `${ARROWS[coming.way]} ${coming.way.toUpperCase()} IN ${seconds}` : `DONE IN ${seconds}`;
  const paused = walk.isCountingIn ? `${ARROWS[segment.way]} ${segment.way.toUpperCase()} IN ${Math.ceil((walk.resumesAt - time) / 1000)}` : "PAUSED";
  setText("way", walk.state === "paused" ? paused : walk.index < 0 ? "GET READY" : seconds === null ? around : announced);
  band.dataset.then = seconds === null ? "" : coming?.way ?? segment.way;
}

// Label, note and pace of a segment, or the steps of a turn with the current one above them.
function drawInstructions(segment, time) {
  const paused = walk.state === "paused", leadIn = walk.index < 0;
  const steps = paused || leadIn ? [] : segment.steps;
  const place = walk.limit ? Math.min(steps.length - 1, Math.floor((walk.elapsed(time) / walk.limit) * steps.length)) : 0;
  const step = steps.length ? `${place + 1}/${steps.length} ${steps[place]}` : null;
  const label = walk.isCountingIn ? "" : paused ? `Paused ${clockText(walk.pausedFor(time))} · tap Continue` : leadIn ? plan.safety : segment.label;
  setText("label", step ?? label ?? "");
  setText("note", steps.length || paused || leadIn ? "" : noteOf(segment, time));
  drawSteps(steps, place);
}

function noteOf(segment, time) {
  const more = walk.isOpen && segment.most !== null ? `at most ${clockText(Math.ceil(walk.left(time) / 1000) * 1000)} more` : null;
  const open = walk.isOpen ? [more, "tap Next when you are ready"].filter(Boolean).join(", ") : null;
  return [segment.note, segment.pace, open].filter(Boolean).join(" · ");
}

function drawSteps(steps, place) {
  const list = $("steps");
  if (list.childElementCount !== steps.length || list.textContent !== steps.join("")) {
    list.replaceChildren(...steps.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  }
  [...list.children].forEach((item, n) => {
    if (n === place) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  });
  const box = $("what");
  list.hidden = false;
  list.hidden = box.scrollHeight > box.clientHeight; // the current step alone if there is no room
}

// The expected total, if nothing else is skipped.
function expected(time) {
  const rest = plan.segments.slice(walk.nextIndex).reduce((sum, segment) => sum + (segment.ms ?? 0), 0);
  return walk.sum(time) + (walk.index < 0 ? -walk.first.elapsed : walk.left(time) ?? 0) + rest;
}

// Make the arrow and the digits as large as there is room: side by side in a wide box, else the
// arrow above. Digits that the width keeps below a quarter of the window are stretched upward.
// Measured only when their number or the window changes.
const GLYPH = .78; // height of a digit with its margin, in em
const TALLEST = 2.6; // the most that digits are stretched
let fitted = "";
function fit() {
  const digits = $("digits"), box = $("time"), arrow = $("arrow");
  const key = `${digits.textContent.length} ${innerWidth} ${innerHeight} ${getComputedStyle(document.body).fontSize}`;
  if (key === fitted) return;
  fitted = key;
  const width = box.clientWidth, height = .96 * box.clientHeight, quarter = innerHeight * .26;
  const beside = width > 2.4 * height;
  let side = beside ? Math.min(.8 * height, .24 * width) : Math.min(.34 * height, .96 * height - quarter, .4 * width);
  if (side < 24) side = 0;
  box.classList.toggle("beside", beside);
  arrow.style.width = arrow.style.height = `${side}px`;
  const roomWide = .98 * width - (beside ? 1.3 * side : 0), roomHigh = height - (beside ? 0 : 1.1 * side);
  digits.style.fontSize = "100px";
  const size = Math.min((100 * roomWide) / digits.offsetWidth, roomHigh / GLYPH);
  const stretch = Math.max(1, Math.min(TALLEST, quarter / (GLYPH * size), roomHigh / (GLYPH * size)));
  digits.style.fontSize = `${size}px`;
  digits.style.transform = `scaleY(${stretch})`;
  digits.style.marginBlock = `${((stretch - 1) * GLYPH * size) / 2}px`;
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

// What comes next.
function drawNext() {
  const coming = walk.coming, box = $("next");
  const words = coming ? `${ARROWS[coming.way]} ${nameOf(coming)}` : "done";
  const label = coming?.label ? ` · ${coming.label}` : "", before = "Next: ";
  if (box.textContent === `${before}${words}${label}`) return;
  const strong = document.createElement("b");
  strong.textContent = words;
  box.replaceChildren(before, strong, label);
  box.dataset.way = coming?.way ?? "";
}

// Seconds to the next change if it has been announced, else null.
function secondsToAnnounce(time) {
  const left = walk.left(time);
  if (walk.index < 0 || walk.state !== "walking" || left === null) return null;
  const from = walk.limit > ANNOUNCED ? ANNOUNCED : walk.limit / 2;
  return left > from ? null : Math.ceil(left / 1000);
}

const lengths = plan.segments.map((segment) => limitOf(segment) ?? plan.openAs);
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
    return rect(segment.way, (1000 * starts[index]) / whole, Math.max(0, width - gap), plan.heights[segment.way]);
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

// "2 of 3 segments finished · 1 skipped · paused 0:01", without zero counts.
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
