// The session that the page was made for, the one clock, and words for times.

const plan = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const ARROWS = { forward: "▲", backward: "▼", stand: "■" };
const HEIGHTS = { forward: 55, backward: 100, stand: 20 };
const SHAKES = { forward: [250], backward: [250, 120, 250], stand: [500], done: [300, 150, 300, 150, 600] };
const OPEN_AS = 60_000; // how long an open segment is drawn that has no limit
const ANNOUNCED = 10_000; // how long before a change it is announced
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
