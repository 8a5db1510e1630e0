// The session on this page, the clock, and times in words.

const plan = JSON.parse(document.getElementById("data").textContent);
let round = 0;
plan.segments = plan.segments.kind.map((kind, n) => {
  round += plan.segments.roundChange[n];
  return { ...plan.kinds[kind], round, cues: plan.segments.cues[n] };
});
const $ = (id) => document.getElementById(id);
const ARROWS = { forward: "▲", backward: "▼", stand: "■" };
const SHAPES = { // of the large arrow, in a box of 100 by 100
  forward: "M50 8 96 90H4z", backward: "M50 92 4 10H96z", stand: "M12 12H88V88H12z",
  paused: "M14 8H40V92H14zM60 8H86V92H60z",
};
const VIBRATIONS = { forward: [250], backward: [250, 120, 250], stand: [500], done: [300, 150, 300, 150, 600] };
const ANNOUNCED = 10_000; // ms before a change at which it is announced
const TOLERANCE = 250; // ms that the two clocks may differ

// Milliseconds since the page was opened. The monotonic clock may stop while a device sleeps, so
// the time by which the wall clock is ahead of it counts as sleep.
const clock = { wall: Date.now(), monotonic: performance.now(), slept: 0 };
function now() {
  const elapsed = performance.now() - clock.monotonic + clock.slept;
  const ahead = Date.now() - clock.wall - elapsed;
  if (ahead > TOLERANCE) clock.slept += ahead;
  if (ahead < -TOLERANCE) clock.wall += ahead; // the wall clock was set back
  return performance.now() - clock.monotonic + clock.slept;
}

function clockText(ms) {
  const seconds = Math.floor(ms / 1000), minutes = Math.floor(seconds / 60);
  const two = (n) => String(n).padStart(2, "0");
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

const lengthOf = (segment) => (segment.ms === null ? "open" : clockText(segment.ms));
// "backward 1:00", "backward, until you tap Next".
const nameOf = (segment) => segment.way + (segment.ms === null ? ", until you tap Next" : ` ${clockText(segment.ms)}`);
const capitalize = (word) => word[0].toUpperCase() + word.slice(1);
const cuesOf = (index) => plan.cues[index < 0 ? plan.before : plan.segments[index].cues];
