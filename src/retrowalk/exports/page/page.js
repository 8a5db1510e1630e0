// The page: its walk, the loop that wakes up for it, keys and buttons.

const GAP = 3_000; // a page that woke up so late tells how things stand
const NOTICE = 12_000;
const DONE = 900; // after the last tone something is said

let walk = null;
let tones = null;
let timer = null;
let lock = null;
let last = 0; // when the page was last awake
let notice = { text: "", until: 0 };

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

// Woken at the next moment at which something is due or a shown second changes.
function tick() {
  clearTimeout(timer);
  const time = now();
  const slept = time - last;
  last = time;
  const begun = walk.advance(time);
  if (walk.over) return finished(time);
  if (slept > GAP && walk.state === "walking") {
    notice = { text: `The page stood still for ${clockText(slept)}; the walk went on by the clock.`, until: time + NOTICE };
    replace(time);
    tellPresent(time);
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
  if (walk.over) return finished(time);
  const state = walk.state;
  walk[what](time);
  if (walk.over) return finished(time);
  replace(time);
  if (state !== walk.state) {
    if (walk.state === "paused") tell("Paused.");
    else tellPresent(time);
  } else if (walk.index >= 0) {
    heard.index = null;
    if (walk.state === "walking") shake(walk.segment.way);
    else put("said", startOf(walk.index));
  }
  keepAwake();
  tick();
}

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

function finished(time) {
  clearTimeout(timer);
  release();
  const completed = walk.outcome === "completed";
  if (!completed) tones.clear(time);
  drawSummary(time, completed);
  show("summary");
  $("outcome").focus({ preventScroll: true });
  if (!completed) return put("said", "Ended early.");
  shake("done");
  const walked = walk.sum(time, "forward") + walk.sum(time, "backward");
  const told = walked < 60_000 ? walked : Math.round(walked / 60_000) * 60_000;
  setTimeout(() => tell(`Done.${told ? ` ${timeWords(told)} walked.` : ""}`), DONE);
}

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
$("voice").checked = plan.voice;
$("shakes").hidden = !navigator.vibrate;
drawWholeStrip();
listSegments();
show("ready");
