// Cues: sounds are scheduled ahead; texts are shown to screen readers, own texts are spoken by the
// browser and the phone vibrates when they are due.

const LATE = 1_000; // ms after which a missed text is dropped
const AHEAD = 600_000; // ms that sounds are scheduled ahead
const BEATS_AHEAD = 90_000; // the same for a metronome's beats
const ROOM_FOR_LEFT = 8_000; // ms that must remain of a segment for the time left to be said

let done = { index: null, upTo: 0 }; // the segment, and the offset up to which its texts were handled
let scheduled = new Set(); // times and numbers of the scheduled sounds
let scheduledUpTo = 0; // the end of the scheduled beats
let quietUntil = 0; // cues of the current segment that begin before are left out
let muted = false;

function vibrate(name) {
  if ($("vibration").checked && navigator.vibrate) navigator.vibrate(VIBRATIONS[name] ?? []);
}

// Handle the texts of the current segment that are due: show them, speak custom ones.
function giveDueTexts(time) {
  if (done.index !== walk.index) done = { index: walk.index, upTo: -1 };
  const elapsed = walk.elapsed(time);
  const isDue = (at) => at > done.upTo && at <= elapsed && elapsed - at < LATE;
  for (const [, sounds, sayAt, text] of cuesOf(walk.index)) {
    if (isDue(sayAt)) setText("said", text);
    for (const [at, number] of sounds) if (isDue(at)) speakOwn(number);
  }
  done.upTo = Math.max(done.upTo, elapsed);
}

function speakOwn(number) {
  const [kind, text] = plan.sounds[number];
  if (kind === "speech" && !muted && $("voice").checked) speak(text, walk.segment?.lang);
}

// Times from now on at which a text of the current segment is due.
function textTimes(elapsed) {
  return cuesOf(walk.index).flatMap(([, sounds, sayAt]) => [sayAt, ...sounds.map(([at]) => at)]).filter((at) => at > elapsed);
}

// Within a segment: say what to do now, and for how long.
function announcePresent(time) {
  const segment = walk.segment;
  if (!segment || walk.state !== "walking") return;
  const present = plan.present[segment.way], left = walk.left(time);
  let end = time + present.next, text = present.text;
  const parts = [[time, present.sounds]];
  if (left !== null && left > ROOM_FOR_LEFT && plan.left.length) {
    const phrase = phraseOf(left - present.next);
    parts.push([end, phrase.sounds]);
    end += phrase.next;
    text += ` ${phrase.text}`;
  }
  quietUntil = end;
  reschedule(time);
  for (const [start, sounds] of parts) scheduleSounds(sounds, start);
  vibrate(segment.way);
  done = { index: walk.index, upTo: walk.elapsed(end) };
  setText("said", text);
}

// The phrase for the time left, rounded to a time for which the page has clips.
function phraseOf(left) {
  const difference = ([ms]) => Math.abs(ms - left);
  return plan.left.reduce((best, each) => (difference(each) < difference(best) ? each : best))[1];
}

function scheduleSounds(sounds, start) {
  for (const [at, number] of sounds) scheduleSound(number, start + at);
}

function scheduleSound(number, at) {
  const kind = plan.sounds[number][0], key = `${Math.round(at)} ${number}`;
  if (muted || scheduled.has(key) || !$(kind === "voice" ? "voice" : "tones").checked) return;
  scheduled.add(key);
  audio.schedule(number, at);
}

// Schedule the sounds of the coming segments, up to AHEAD or to an open segment.
function scheduleAhead(time) {
  if (walk.state !== "walking" || scheduledUpTo - time > BEATS_AHEAD / 2) return;
  const until = time + AHEAD, from = scheduledUpTo;
  let start = walk.anchor, limit = walk.limit, index = walk.index, next = walk.nextIndex;
  scheduledUpTo = time + BEATS_AHEAD;
  while (start < until) {
    const end = limit === null ? Infinity : start + limit;
    const earliest = index === walk.index ? Math.max(time - 50, quietUntil) : time - 50;
    for (const [at, sounds] of cuesOf(index)) {
      if (start + at >= earliest && start + at < end) scheduleSounds(sounds, start);
    }
    scheduleBeats(plan.segments[index], start, Math.min(end, scheduledUpTo), Math.max(from, time));
    if (end === Infinity) return;
    start = index < 0 ? end - walk.first.elapsed : end;
    index = next;
    next += 1;
    if (index === plan.segments.length) return scheduleSounds(lastCue()[1], end);
    limit = limitOf(plan.segments[index]);
  }
}

// The cue at the end: with the time walked if nothing was skipped or walked twice.
function lastCue() {
  const asPlanned = [...walk.ends.values()].every((reason) => reason === "done");
  return plan.done[asPlanned ? "planned" : "other"];
}

function scheduleBeats(segment, start, end, from) {
  if (!segment?.cadence) return;
  const step = 60_000 / segment.cadence;
  for (let n = Math.max(0, Math.ceil((from - start) / step)); start + n * step < end; n += 1) {
    scheduleSound(plan.beat, start + n * step);
  }
}

// Cancel the scheduled sounds and schedule them again.
function reschedule(time) {
  audio.clear(time);
  scheduled = new Set();
  scheduledUpTo = time;
  scheduleAhead(time);
}
