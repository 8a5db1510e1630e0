// The page: the main loop, buttons and keys.

const GAP = 3_000; // ms without a tick after which the page was suspended
const NOTICE = 12_000; // ms that a notice is shown
const hasOwnTexts = plan.sounds.some(([kind]) => kind === "speech");

let walk = null;
let audio = null;
let timer = null;
let last = 0; // time of the last tick
let notice = { text: "", until: 0 };

function start(saved = null) {
  audio?.close();
  audio = new Sounds($("tone-set").value, () => { if (walk && !walk.over) reschedule(now()); });
  audio.setVolume($("volume").value);
  walk = new Walk(plan, plan.leadIn, saved);
  done = { index: null, upTo: 0 };
  quietUntil = 0;
  notice = { text: "", until: 0 };
  const time = last = now();
  if (hasOwnTexts) speak(" "); // browsers allow speech only after a first text in an event
  const begun = walk.begin(time);
  show("walk");
  $("pause").focus({ preventScroll: true });
  startMedia();
  reschedule(time);
  if (begun.length) enterSegment(time);
  keepAwake();
  stateChanged(time);
  tick();
}

function showNotice(text, time) { notice = { text, until: time + NOTICE }; }

// A segment began, or continues after a reload.
function enterSegment(time) {
  if (walk.elapsed(time) > GAP) announcePresent(time);
  else vibrate(walk.segment.way);
  flash();
}

function stateChanged(time) {
  saveWalk(time);
  updateMedia(time);
}

// Advance, speak and draw. The next tick comes when a cue is due or a shown second changes.
function tick() {
  clearTimeout(timer);
  const time = now();
  const slept = time - last;
  last = time;
  const { state } = walk;
  const begun = walk.advance(time);
  if (walk.over) return finished(time);
  if (state === "paused" && walk.state === "walking" && !begun.length) {
    announcePresent(time);
    stateChanged(time);
  } else if (slept > GAP && walk.state === "walking") {
    showNotice(`The page was suspended for ${clockText(slept)}. The walk continued.`, time);
    reschedule(time);
    announcePresent(time);
  } else if (begun.length) {
    enterSegment(time);
  }
  if (begun.length) stateChanged(time);
  saveWalkNowAndThen(time);
  checkSound(time);
  giveDueTexts(time);
  scheduleAhead(time);
  draw(time);
  timer = setTimeout(tick, nextDelay(time));
}

// Request the sound again if the system took it away, and show a notice until it returns.
function checkSound(time) {
  if (audio.isAvailable && !audio.isRunning) {
    audio.resume();
    showNotice("The sound has stopped. Tap the page to turn it on again.", time);
    notice.until = time + 2_000;
  } else if (audio.hasDrifted(time)) {
    reschedule(time);
  }
  if (walk.state === "walking") playMedia();
}

function nextDelay(time) {
  const elapsed = walk.state === "paused" ? walk.pausedFor(time) : walk.elapsed(time);
  const counted = walk.limit === null || walk.state === "paused" ? 1000 - (elapsed % 1000) : walk.left(time) % 1000 || 1000;
  if (walk.isCountingIn) return Math.max(4, Math.min(counted, (walk.resumesAt - time) % 1000 || 1000));
  const due = walk.state === "walking" ? textTimes(elapsed).map((at) => at - elapsed) : [];
  return Math.max(4, Math.min(counted, ...due));
}

// Apply a command: "toggle", "next", "previous" or "end".
function apply(command) {
  if (!walk || walk.over || walk.state === "ready") return;
  const time = now();
  walk.advance(time);
  last = time;
  if (walk.over) return finished(time);
  const { state, index } = walk;
  walk[command](time);
  if (walk.over) return finished(time);
  quietUntil = 0;
  reschedule(time);
  if (walk.isCountingIn) {
    countIn(time);
  } else if (state !== walk.state) {
    if (walk.state === "paused") sayPaused(time);
    else announcePresent(time);
  } else if (walk.index >= 0) {
    done.index = null;
    if (walk.state === "walking") vibrate(walk.segment.way);
    else setText("said", cuesOf(walk.index)[0]?.[3] ?? "");
  }
  if (index !== walk.index) flash();
  stateChanged(time);
  keepAwake();
  tick();
}

function finished(time) {
  clearTimeout(timer);
  letSleep();
  forgetWalk();
  stopMedia();
  const completed = walk.outcome === "completed";
  if (!completed) audio.clear(time);
  drawSummary(time, completed);
  show("summary");
  $("outcome").focus({ preventScroll: true });
  if (!completed) return setText("said", "Ended early.");
  vibrate("done");
  setText("said", lastCue()[3]);
}

// Say the current instruction again, with the time left.
function repeatInstruction() {
  if (walk.index >= 0) announcePresent(now());
}

function countIn(time) {
  for (const [, sounds] of plan.countIn) scheduleSounds(sounds, time);
  setText("said", plan.countIn.map(([, , , text]) => text).join(" "));
}

function sayPaused(time) {
  scheduleSounds(plan.paused.sounds, time);
  setText("said", plan.paused.text);
}

function toggleMute() {
  muted = !muted;
  if (muted) window.speechSynthesis?.cancel();
  if (!walk || walk.over) return;
  const time = now();
  if (muted) {
    reschedule(time);
  } else if (walk.index >= 0 && walk.state === "walking") {
    announcePresent(time);
  } else {
    reschedule(time);
  }
  tick();
}

const ACTIONS = {
  pause: () => apply("toggle"), skip: () => apply("next"), previous: () => apply("previous"),
  end: () => apply("end"), mute: toggleMute, start: () => start(), again: () => start(),
  resume: () => start(savedWalk()), repeat: () => repeatInstruction(),
};
for (const [id, action] of Object.entries(ACTIONS)) {
  $(id).addEventListener("click", (event) => {
    action();
    const pressed = event.detail > 0 && document.body.dataset.view === "walk";
    if (pressed) $("pause").focus({ preventScroll: true }); // so that the space key still pauses
  });
}

const KEYS = { r: ACTIONS.repeat, n: ACTIONS.skip, p: ACTIONS.previous, q: ACTIONS.end, m: ACTIONS.mute };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const view = document.body.dataset.view;
  const onControl = event.target.closest?.("button, input, summary");
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const named = KEYS[key] ?? KEYS[event.code.replace("Key", "").toLowerCase()]; // other layouts
  if (view === "walk" && named) named();
  else if (key === " " && !onControl) {
    event.preventDefault();
    if (view === "walk") ACTIONS.pause();
    if (view === "ready") start();
  } else if (key === "Enter" && !onControl && view === "walk" && (walk.isOpen || walk.index < 0)) ACTIONS.skip();
});

// Visible again: the wake lock was released, and the audio may be suspended.
function becomeVisible() {
  if (document.visibilityState !== "visible" || !walk || walk.over) return;
  audio.resume();
  keepAwake();
  tick();
}
document.addEventListener("visibilitychange", becomeVisible);
document.addEventListener("resume", becomeVisible);
window.addEventListener("pageshow", becomeVisible);
window.addEventListener("pagehide", () => { if (walk && !walk.over) saveWalk(now()); });
window.addEventListener("resize", () => { if (walk && !walk.over) tick(); });
for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, () => audio?.resume());

document.body.dataset.way = plan.segments[0].way;
setText("clock", plan.total);
$("voice").checked = plan.voice;
$("tone-set").value = plan.tones;
$("volume").value = plan.volume;
$("volume").addEventListener("input", () => audio?.setVolume($("volume").value));
$("vibrations").hidden = !navigator.vibrate;
drawWholeStrip();
fillSegmentTable();
offerToResume();
show("ready");
