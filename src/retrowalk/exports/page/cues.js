// Telling the walker: cues as words when they are due, as tones ahead of time, and as shaking.

const LATE = 1_000; // a cue later than this is not given: the walker is to hear the present
const AHEAD = 600_000; // tones are placed so far ahead,
const BEATS_AHEAD = 90_000; // and a metronome's so far

let heard = { index: null, upTo: 0 }; // the cues of which segment were given, up to which offset
let placed = new Set(); // the moments of the tones that are placed
let placedUpTo = 0; // and up to when they are
let muted = false;

function tell(text) {
  put("said", text);
  if (!muted && $("voice").checked) speak(text);
}

function shake(name) {
  if ($("shake").checked && navigator.vibrate) navigator.vibrate(SHAKES[name] ?? []);
}

// Give each cue of the present segment that is due and was not given.
function giveCues(time) {
  if (heard.index !== walk.index) heard = { index: walk.index, upTo: -1 };
  const elapsed = walk.elapsed(time);
  for (const [, , sayAt, text] of cuesOf(walk.index)) {
    if (sayAt <= heard.upTo || sayAt > elapsed) continue;
    if (elapsed - sayAt < LATE) tell(text);
  }
  heard.upTo = Math.max(heard.upTo, elapsed);
}

// After a pause or a sleep: what is to be done now, and for how long.
function tellPresent(time) {
  const segment = walk.segment;
  if (!segment || walk.state !== "walking") return;
  placeTone(segment.way, time);
  shake(segment.way);
  heard = { index: walk.index, upTo: walk.elapsed(time) };
  const text = startOf(walk.index), left = walk.left(time);
  const first = text.match(/^[^.!?]*[.!?]/)?.[0] ?? text;
  tell(left === null ? text : `${first} ${timeWords(left)} left.`);
}

// What is said at a segment's start.
const startOf = (index) => cuesOf(index)[0]?.[3] ?? "";

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
