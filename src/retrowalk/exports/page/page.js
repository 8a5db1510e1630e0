// What is seen and pressed. Texts of the session only ever become text, never markup.

const plan = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const ARROWS = { forward: "▲", backward: "▼", stand: "■" };
const HEIGHTS = { forward: 55, backward: 100, stand: 20 };
const SHAKES = { forward: [250], backward: [250, 120, 250], stand: [500], done: [300, 150, 300, 150, 600] };
const OPEN_AS = 60_000; // how long an open segment is drawn that has no limit
const LATE = 1_000; // a cue later than this is not given: the walker is to hear the present
const GAP = 3_000; // a page that woke up so late tells how things stand
const AHEAD = 600_000; // tones are placed so far ahead,
const BEATS_AHEAD = 90_000; // and a metronome's so far
const NOTICE = 12_000;
const APART = 250; // milliseconds that the two clocks may differ and still be taken for one

// The one place that reads the time, in milliseconds. The fine clock may stand still while a
// machine sleeps; what the clock on the wall has gone further counts then.
const clock = { wall: Date.now(), fine: performance.now(), slept: 0 };
function now() {
  const fine = performance.now() - clock.fine + clock.slept;
  const ahead = Date.now() - clock.wall - fine;
  if (ahead > APART) clock.slept += ahead;
  if (ahead < -APART) clock.wall += ahead; // somebody set it back
  return performance.now() - clock.fine + clock.slept;
}

let walk = null;
let tones = null;
let timer = null;
let lock = null;
let heard = { index: null, upTo: 0 }; // the cues of which segment were given, up to which offset
let placedUpTo = 0; // tones are placed up to this moment
let last = 0; // when the page was last awake
let muted = false;
let notice = { text: "", until: 0 };

// --- words

function clockText(ms) {
  const seconds = Math.floor(ms / 1000), minutes = Math.floor(seconds / 60);
  const two = (n) => String(n).padStart(2, "0");
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

// "1 minute 30 seconds", for a voice.
function timeWords(ms) {
  const seconds = Math.round(ms / 1000);
  const parts = [[Math.floor(seconds / 3600), "hour"], [Math.floor(seconds / 60) % 60, "minute"], [seconds % 60, "second"]];
  return parts.filter(([n]) => n).map(([n, unit]) => `${n} ${unit}${n === 1 ? "" : "s"}`).join(" ");
}

const lengthOf = (segment) => (segment.ms === null ? "open" : clockText(segment.ms));
const capital = (word) => word[0].toUpperCase() + word.slice(1);
const cuesOf = (index) => plan.cues[index < 0 ? plan.before : plan.segments[index].cues];

function put(id, text) {
  if ($(id).textContent !== text) $(id).textContent = text;
}

// --- telling

function tell(text, aloud = true) {
  put("said", text);
  if (aloud && !muted && $("voice").checked) speak(text);
}

function shake(name) {
  if ($("shake").checked && navigator.vibrate) navigator.vibrate(SHAKES[name] ?? []);
}

// Give each cue of the present segment that is due and was not given.
function giveCues(time) {
  if (heard.index !== walk.index) heard = { index: walk.index, upTo: -1 };
  const elapsed = walk.elapsed(time);
  for (const [at, tone, sayAt, text] of cuesOf(walk.index)) {
    if (sayAt <= heard.upTo || sayAt > elapsed) continue;
    if (elapsed - sayAt < LATE) tell(text);
  }
  heard.upTo = Math.max(heard.upTo, elapsed);
}

// After a key or a sleep: what is to be done now.
function tellPresent(time, begun) {
  const segment = walk.segment;
  if (!segment || walk.state !== "walking") return;
  if (!begun) {
    placeTone(segment.way, time);
    shake(segment.way);
  }
  heard = { index: walk.index, upTo: Math.max(walk.elapsed(time), begun ? firstSaid(walk.index) : 0) };
  const [, , , text] = cuesOf(walk.index)[0];
  const left = walk.left(time);
  const first = text.match(/^[^.!?]*[.!?]/)?.[0] ?? text;
  tell(begun || left === null ? text : `${first} ${timeWords(left)} left.`);
}

const firstSaid = (index) => cuesOf(index)[0]?.[2] ?? 0;

function placeTone(name, at) {
  if (!muted && $("tones").checked) tones.place(name, at);
}

// Place the tones of all that is to come, as far as it is known and near enough.
function placeAhead(time) {
  if (walk.state !== "walking") return;
  if (placedUpTo - time > BEATS_AHEAD / 2) return;
  const until = time + AHEAD, from = placedUpTo;
  let start = walk.anchor, limit = walk.limit, index = walk.index;
  placedUpTo = time + BEATS_AHEAD;
  while (start < until) {
    const end = limit === null ? Infinity : start + limit;
    for (const [at, tone] of cuesOf(index)) {
      const moment = start + at;
      if (tone && moment >= time - 50 && moment < end && !placed.has(moment)) {
        placed.add(moment);
        placeTone(tone, moment);
      }
    }
    placeBeats(plan.segments[index], start, Math.min(end, placedUpTo), Math.max(from, time));
    if (end === Infinity) return;
    index += 1;
    start = end;
    if (index === plan.segments.length) {
      if (!placed.has(end)) placeTone("done", end);
      placed.add(end);
      return;
    }
    limit = limitOf(plan.segments[index]);
  }
}

let placed = new Set(); // the moments of the tones that are placed

function placeBeats(segment, start, end, from) {
  if (!segment?.cadence) return;
  const step = 60_000 / segment.cadence;
  for (let n = Math.max(0, Math.ceil((from - start) / step)); start + n * step < end; n += 1) {
    placeTone("beat", start + n * step);
  }
}

// Whatever was placed is not true any more.
function replace(time) {
  tones.clear(time);
  placed = new Set();
  placedUpTo = time;
  placeAhead(time);
}

// --- the loop: woken at the next moment at which something is due or a shown second changes

function tick() {
  clearTimeout(timer);
  const time = now();
  const slept = time - last;
  last = time;
  const begun = walk.advance(time);
  if (walk.over) return finished(time, begun.at(-1) ?? time);
  if (slept > GAP && walk.state === "walking") {
    notice = { text: `The page stood still for ${clockText(slept)}; the walk went on by the clock.`, until: time + NOTICE };
    replace(time);
    tellPresent(time, false);
  } else if (begun.length) {
    shake(walk.segment.way);
  }
  if (tones.astray(time)) {
    tones.wake();
    replace(time);
  }
  giveCues(time);
  placeAhead(time);
  draw(time);
  timer = setTimeout(tick, patience(time));
}

function patience(time) {
  const elapsed = walk.state === "paused" ? walk.pausedFor(time) : walk.elapsed(time);
  const counted = walk.limit === null || walk.state === "paused" ? 1000 - (elapsed % 1000) : walk.left(time) % 1000 || 1000;
  const due = walk.state === "walking" ? cuesOf(walk.index).map(([, , at]) => at - elapsed).filter((ms) => ms > 0) : [];
  return Math.max(4, Math.min(counted, ...due));
}

// A wish of the walker.
function wish(what) {
  if (!walk || walk.over || walk.state === "ready") return;
  const time = now();
  walk.advance(time);
  last = time;
  if (walk.over) return finished(time, time);
  const before = walk.index, state = walk.state;
  walk[what](time);
  if (walk.over) return finished(time, time);
  replace(time);
  if (state !== walk.state) {
    if (walk.state === "paused") tell("Paused.");
    else tellPresent(time, false);
  } else if (walk.index >= 0) {
    heard.index = null;
    if (walk.state === "walking") shake(walk.segment.way);
    else put("said", spokenOf(walk.index));
  }
  keepAwake();
  tick();
}

const spokenOf = (index) => cuesOf(index)[0]?.[3] ?? "";

async function keepAwake() {
  const wanted = walk && walk.state === "walking" && document.visibilityState === "visible";
  if (!wanted || !navigator.wakeLock || (lock && !lock.released)) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    if (!walk || walk.over) release();
  } catch {
    lock = null; // the battery is low: the screen goes its way, the walk goes on
  }
}

function release() {
  lock?.release().catch(() => {});
  lock = null;
}

// --- views

function show(view) {
  document.body.dataset.view = view;
  for (const id of ["ready", "walk", "summary"]) $(id).hidden = id !== view;
  window.scrollTo(0, 0);
}

function start() {
  tones?.context?.close().catch(() => {});
  tones = new Tones();
  walk = new Walk(plan, plan.leadIn);
  heard = { index: null, upTo: 0 };
  notice = { text: "", until: 0 };
  const time = last = now();
  if (plan.leadIn) tell("Get ready."); // a voice that a key let speak once may speak from then on
  walk.begin(time);
  show("walk");
  $("pause").focus({ preventScroll: true });
  replace(time);
  if (walk.index >= 0) shake(walk.segment.way);
  keepAwake();
  if (!navigator.wakeLock) notice = { text: "Keep the screen on yourself: this browser cannot.", until: time + NOTICE };
  tick();
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
  drawNext();
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

function drawNext() {
  const coming = walk.coming, box = $("next");
  const words = coming ? `${ARROWS[coming.way]} ${coming.way} ${lengthOf(coming)}` : "done";
  const label = coming?.label ? ` · ${coming.label}` : "";
  if (box.textContent === `Next: ${words}${label}`) return;
  const strong = document.createElement("b");
  strong.textContent = words;
  box.replaceChildren("Next: ", strong, label);
  box.dataset.way = coming?.way ?? "";
}

// --- the strip

const lengths = plan.segments.map((segment) => limitOf(segment) ?? OPEN_AS);
const starts = [0];
for (const length of lengths) starts.push(starts.at(-1) + length);
const whole = starts.at(-1);

function rect(kind, x, width, height) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "rect");
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

// --- before and after

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

function finished(time, moment) {
  clearTimeout(timer);
  const completed = walk.outcome === "completed";
  if (!completed) tones.clear(time);
  release();
  put("outcome", completed ? "Done." : "Ended early.");
  const planned = (way) => plan.segments.filter((s) => !way || s.way === way).reduce((sum, s) => sum + (s.ms ?? 0), 0);
  const rows = [["total", null], ["forward", "forward"], ["backward", "backward"], ["stand", "stand"]]
    .filter(([, way]) => !way || plan.segments.some((segment) => segment.way === way))
    .map(([name, way]) => row(cell("", name, "th"), cell("", plannedText(planned(way), way)), cell("", clockText(walk.sum(time, way)))));
  $("sums").replaceChildren(...rows);
  put("facts", `Segments done ${walk.count("done")} of ${plan.segments.length}, skipped ${walk.count("skipped")}, `
    + `pauses ${walk.pauses}${walk.pauses ? ` (${clockText(walk.paused)})` : ""}.`);
  drawStrip(document.querySelector(".planned"), lengths, `Planned: ${plan.totals}`);
  drawStrip(document.querySelector(".walked"), walk.walked, `Walked: ${clockText(walk.sum(time))}`);
  document.body.dataset.way = "forward";
  document.body.removeAttribute("data-open");
  document.title = `${completed ? "Done" : "Ended early"} · ${plan.title}`;
  put("clock", clockText(walk.sum(time)));
  show("summary");
  $("outcome").focus({ preventScroll: true });
  if (!completed) return put("said", "Ended early.");
  const walked = walk.sum(time, "forward") + walk.sum(time, "backward");
  const minutes = walked < 60_000 ? walked : Math.round(walked / 60_000) * 60_000;
  shake("done");
  setTimeout(() => tell(`Done.${minutes ? ` ${timeWords(minutes)} walked.` : ""}`), 900);
}

function plannedText(ms, way) {
  const open = plan.segments.some((segment) => segment.ms === null && (!way || segment.way === way));
  return open ? (ms ? `${clockText(ms)}+` : "open") : clockText(ms);
}

// --- keys and buttons

function toggleMute() {
  muted = !muted;
  if (muted) window.speechSynthesis?.cancel();
  if (!walk || walk.over) return;
  replace(now());
  tick();
}

const ACTIONS = {
  pause: () => wish("toggle"), skip: () => wish("next"), previous: () => wish("previous"),
  end: () => wish("end"), mute: toggleMute, start, again: start,
};
for (const [id, action] of Object.entries(ACTIONS)) {
  $(id).addEventListener("click", (event) => {
    action();
    const pressed = event.detail > 0 && document.body.dataset.view === "walk";
    if (pressed) $("pause").focus({ preventScroll: true }); // the space key goes on to pause
  });
}

const KEYS = { n: ACTIONS.skip, p: ACTIONS.previous, q: ACTIONS.end, m: ACTIONS.mute };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const view = document.body.dataset.view;
  const onControl = event.target.closest?.("button, input, summary");
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (view === "walk" && KEYS[key]) KEYS[key]();
  else if (key === " " && !onControl) {
    event.preventDefault();
    if (view === "walk") ACTIONS.pause();
    if (view === "ready") start();
  } else if (key === "Enter" && !onControl && view === "walk" && (walk.isOpen || walk.index < 0)) ACTIONS.skip();
});

// Back in sight: the screen's lock was lost, and the sound perhaps stopped.
function seen() {
  if (document.visibilityState !== "visible" || !walk || walk.over) return;
  tones.wake();
  keepAwake();
  tick();
}
document.addEventListener("visibilitychange", seen);
document.addEventListener("resume", seen);
window.addEventListener("pageshow", seen);
window.addEventListener("resize", () => { if (walk && !walk.over) tick(); });

document.body.dataset.way = plan.segments[0].way;
put("clock", plan.total);
$("shakes").hidden = !navigator.vibrate;
drawWholeStrip();
listSegments();
show("ready");
