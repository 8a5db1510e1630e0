// A page's time, stepped by a test; and what the page lets be heard, said and felt, written down.
(() => {
  const kept = { now: 0, next: 0, timers: new Map(), notes: [], said: [], shakes: [], locks: 0, mayResume: true };
  window.test = kept;
  const wall = 1_750_000_000_000;
  Date.now = () => wall + kept.now;
  performance.now = () => kept.now;
  const real = window.setTimeout;
  const fake = (call, ms = 0) => {
    kept.timers.set(++kept.next, { at: kept.now + Math.max(0, ms), call });
    return kept.next;
  };
  window.setTimeout = fake;
  kept.useReal = (yes) => { window.setTimeout = yes ? real : fake; }; // for tools that need time to go on
  window.clearTimeout = (id) => kept.timers.delete(id);
  kept.step = (ms) => { // every timer on time
    const end = kept.now + ms;
    for (;;) {
      const due = [...kept.timers].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      kept.timers.delete(due[0]);
      kept.now = Math.max(kept.now, due[1].at);
      due[1].call();
    }
    kept.now = end;
  };
  kept.freeze = (ms) => { kept.now += ms; kept.step(0); }; // no timer meanwhile

  // Buffers are made in the order of the page's sounds; a text of the session's own has none.
  let listed;
  const table = () => listed ??= JSON.parse(document.getElementById("data").textContent).sounds.filter(([kind]) => kind !== "speech");
  class Source {
    connect(node) { return node; }
    start(at) {
      const [kind, name] = table()[this.buffer.number];
      this.note = { kind, name, at: at * 1000 };
      kept.notes.push(this.note);
    }
    stop() { if (kept.now < this.note.at) kept.notes.splice(kept.notes.indexOf(this.note), 1); }
  }
  window.AudioContext = class {
    constructor() { kept.context = this; this.state = "running"; }
    destination = {};
    get currentTime() { return kept.now / 1000; }
    resume() { this.change(kept.mayResume ? "running" : this.state); return Promise.resolve(); }
    suspend() { this.change("suspended"); return Promise.resolve(); }
    change(state) { if (this.state !== state) { this.state = state; this.onstatechange?.(); } }
    close() { return Promise.resolve(); }
    buffers = 0;
    createBuffer() { return { number: this.buffers++, copyToChannel() {} }; }
    createBufferSource() { return new Source(); }
    createGain() { return { gain: { value: 1, setTargetAtTime() {} }, connect: (node) => node }; }
  };
  const voice = { cancel() {}, speak(words) { kept.said.push([kept.now, words.text, words.lang]); } };
  Object.defineProperty(window, "speechSynthesis", { value: voice });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  navigator.vibrate = (pattern) => { kept.shakes.push([kept.now, pattern]); return true; };
  const lock = () => ({ released: false, release() { this.released = true; return Promise.resolve(); } });
  const request = () => { kept.locks += 1; kept.lock = lock(); return Promise.resolve(kept.lock); };
  Object.defineProperty(navigator, "wakeLock", { value: { request }, configurable: true });
})();
