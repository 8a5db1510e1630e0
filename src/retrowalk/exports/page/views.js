// What is seen. Texts of the session only ever become text, never markup.

function put(id, text) {
  if ($(id).textContent !== text) $(id).textContent = text;
}

function show(view) {
  document.body.dataset.view = view;
  for (const id of ["ready", "walk", "summary"]) $(id).hidden = id !== view;
  window.scrollTo(0, 0);
}

function draw(time) {
  const segment = walk.segment ?? plan.segments[0];
  const left = walk.left(time), elapsed = walk.elapsed(time);
  const shown = left === null ? clockText(elapsed) : clockText(Math.ceil(left / 1000) * 1000);
  const word = segment.way.toUpperCase(), arrow = ARROWS[segment.way];
  const body = document.body;
  body.dataset.way = segment.way;
  body.dataset.state = walk.state;
  body.toggleAttribute("data-open", walk.isOpen);
  put("way", walk.state === "paused" ? `PAUSED · ${word}` : walk.index < 0 ? `GET READY · ${word}` : `${arrow} ${word} ${arrow}`);
  $("way").classList.toggle("long", walk.state === "paused" || walk.index < 0);
  put("digits", shown);
  fit();
  put("label", walk.index < 0 ? plan.safety : segment.label ?? "");
  put("note", noteOf(segment, time));
  put("notice", time < notice.until ? notice.text : "");
  drawBar(elapsed);
  drawNext(time);
  put("clock", `${clockText(Math.max(0, walk.sum(time)))} / ${clockText(expected(time))}${plan.segments.some((s) => s.ms === null) ? "+" : ""}`);
  put("round", walk.index >= 0 && segment.round ? `round ${segment.round} of ${segment.rounds}` : "");
  put("back", `Backward done: ${clockText(walk.sum(time, "backward"))}`);
  put("place", `segment ${Math.max(0, walk.index) + 1} of ${plan.segments.length}`);
  put("pause", walk.state === "paused" ? "Go on" : "Pause");
  $("mute").setAttribute("aria-pressed", String(muted));
  drawPlace(elapsed);
  document.title = `${arrow} ${shown} ${capital(segment.way)}`;
}

function noteOf(segment, time) {
  if (walk.state === "paused") return `paused for ${clockText(walk.pausedFor(time))}`;
  if (walk.index < 0) return "";
  const open = walk.isOpen ? `${segment.most === null ? "" : `at most ${clockText(segment.most)}, `}press Next when ready` : null;
  return [segment.note, segment.pace, open].filter(Boolean).join(" · ");
}

// The total that the session will come to as things stand.
function expected(time) {
  const rest = plan.segments.slice(walk.index + 1).reduce((sum, segment) => sum + (segment.ms ?? 0), 0);
  return walk.sum(time) + (walk.index < 0 ? 0 : walk.left(time) ?? 0) + rest;
}

// The digits as large as there is room for, measured anew when their number or the window changes.
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
  if (barOf !== walk.index) { // a new segment begins at once, not gliding back
    full.style.transition = "none";
    full.style.width = "0";
    full.getBoundingClientRect();
    full.style.transition = "";
    barOf = walk.index;
  }
  full.style.width = `${100 * part}%`;
  $("bar").setAttribute("aria-valuenow", String(Math.round(100 * part)));
}

// What comes next; when it is near, in how many seconds.
function drawNext(time) {
  const coming = walk.coming, box = $("next"), seconds = toAnnounce(time);
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

// The seconds to the change when it is near enough to be announced, else null.
function toAnnounce(time) {
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

// The segments, each as far as it was walked.
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
function drawPlace(elapsed) {
  const inside = walk.index < 0 ? 0 : starts[walk.index] + Math.min(elapsed, lengths[walk.index]);
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

function listSegments() {
  let at = 0;
  $("list").replaceChildren(...plan.segments.map((segment) => {
    const what = [segment.label, segment.note, segment.pace].filter(Boolean).join(" · ");
    const made = row(
      cell("at", at === null ? "" : clockText(at)),
      cell(`way ${segment.way}`, `${ARROWS[segment.way]} ${capital(segment.way)} ${lengthOf(segment)}`),
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

// What was planned and what was walked.
function drawSummary(time, completed) {
  const ways = ["forward", "backward", "stand"].filter((way) => plan.segments.some((segment) => segment.way === way));
  $("sums").replaceChildren(...[null, ...ways].map((way) => row(
    cell("", way ?? "total", "th"), cell("", plannedText(way)), cell("", clockText(walk.sum(time, way))),
  )));
  const pauses = walk.pauses ? `${walk.pauses} (${clockText(walk.paused)})` : "0";
  put("outcome", completed ? "Done." : "Ended early.");
  put("facts", `Segments done ${walk.count("done")} of ${plan.segments.length}, skipped ${walk.count("skipped")}, pauses ${pauses}.`);
  put("clock", clockText(walk.sum(time)));
  drawStrip(document.querySelector(".planned"), lengths, `Planned: ${plan.totals}`);
  drawStrip(document.querySelector(".walked"), walk.walked, `Walked: ${clockText(walk.sum(time))}`);
  document.body.dataset.way = plan.segments[0].way;
  document.body.removeAttribute("data-open");
  document.title = `${completed ? "Done" : "Ended early"} · ${plan.title}`;
}
