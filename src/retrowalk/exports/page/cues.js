// Cues: tones are scheduled ahead, words are spoken when they are due, and the phone vibrates.

const LATE = 1_000; // ms after which a missed cue is dropped
const AHEAD = 600_000; // ms that tones are scheduled ahead
const BEATS_AHEAD = 90_000; // the same for a metronome's beats

let spoken = { index: null, upTo: 0 }; // up to which offset of which segment cues were spoken
let scheduled = new Set(); // times of the scheduled tones
let scheduledUpTo = 0; // the end of the scheduled beats
let muted = false;

function say(text) {
  setText("said", text);
  if (!muted && $("voice").checked) speak(text);
}

function vibrate(name) {
  if ($("vibration").checked && navigator.vibrate) navigator.vibrate(VIBRATIONS[name] ?? []);
}

// Speak each cue of the present segment that is due and not spoken yet.
function speakDueCues(time) {
  if (spoken.index !== walk.index) spoken = { index: walk.index, upTo: -1 };
  const elapsed = walk.elapsed(time);
  for (const [, , sayAt, text] of cuesOf(walk.index)) {
    if (sayAt <= spoken.upTo || sayAt > elapsed) continue;
    if (elapsed - sayAt < LATE) say(text);
  }
  spoken.upTo = Math.max(spoken.upTo, elapsed);
}

// In the middle of a segment: say what to do now, and for how long.
function announcePresent(time) {
  const segment = walk.segment;
  if (!segment || walk.state !== "walking") return;
  scheduleTone(segment.way, time);
  vibrate(segment.way);
  spoken = { index: walk.index, upTo: walk.elapsed(time) };
  const text = startOf(walk.index), left = walk.left(time);
  const first = text.match(/^[^.!?]*[.!?]/)?.[0] ?? text;
  say(left === null ? text : `${first} ${spokenTime(left)} left.`);
}

// The words at a segment's start.
const startOf = (index) => cuesOf(index)[0]?.[3] ?? "";

function scheduleTone(name, at) {
  if (!muted && $("tones").checked) tones.schedule(name, at);
}

// Schedule the tones of the coming segments, up to AHEAD or to an open segment.
function scheduleAhead(time) {
  if (walk.state !== "walking") return;
  if (scheduledUpTo - time > BEATS_AHEAD / 2) return;
  const until = time + AHEAD, from = scheduledUpTo;
  let start = walk.anchor, limit = walk.limit, index = walk.index, next = walk.nextIndex;
  scheduledUpTo = time + BEATS_AHEAD;
  while (start < until) {
    const end = limit === null ? Infinity : start + limit;
    for (const [at, tone] of cuesOf(index)) {
      const moment = start + at;
      if (tone && moment >= time - 50 && moment < end && !scheduled.has(moment)) {
        scheduled.add(moment);
        scheduleTone(tone, moment);
      }
    }
    scheduleBeats(plan.segments[index], start, Math.min(end, scheduledUpTo), Math.max(from, time));
    if (end === Infinity) return;
    start = index < 0 ? end - walk.first.elapsed : end;
    index = next;
    next += 1;
    if (index === plan.segments.length) {
      if (!scheduled.has(end)) scheduleTone("done", end);
      scheduled.add(end);
      return;
    }
    limit = limitOf(plan.segments[index]);
  }
}

function scheduleBeats(segment, start, end, from) {
  if (!segment?.cadence) return;
  const step = 60_000 / segment.cadence;
  for (let n = Math.max(0, Math.ceil((from - start) / step)); start + n * step < end; n += 1) {
    scheduleTone("beat", start + n * step);
  }
}

// Cancel the scheduled tones and schedule them anew.
function reschedule(time) {
  tones.clear(time);
  scheduled = new Set();
  scheduledUpTo = time;
  scheduleAhead(time);
}
