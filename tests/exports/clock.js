// A page with a fake clock, which records the sounds, speech and vibrations that the page requests.
(() => {
  const test = { now: 0, next: 0, timers: new Map(), notes: [], said: [], shakes: [], locks: 0, mayResume: true };
  window.test = test;
  const wall = 1_750_000_000_000;
  Date.now = () => wall + test.now;
  performance.now = () => test.now;
  const real = window.setTimeout;
  const fake = (call, ms = 0) => {
    test.timers.set(++test.next, { at: test.now + Math.max(0, ms), call });
    return test.next;
  };
  window.setTimeout = fake;
  test.useReal = (yes) => { window.setTimeout = yes ? real : fake; }; // for tools that need real time
  window.clearTimeout = (id) => test.timers.delete(id);
  test.step = (ms) => { // every timer on time
    const end = test.now + ms;
    for (;;) {
      const due = [...test.timers].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      test.timers.delete(due[0]);
      test.now = Math.max(test.now, due[1].at);
      due[1].call();
    }
    test.now = end;
  };
  test.freeze = (ms) => { test.now += ms; test.step(0); }; // no timer meanwhile

  // Buffers are made in the order of the page's sounds; a text of the session's own has none.
  let listed;
  const table = () => listed ??= JSON.parse(document.getElementById("data").textContent).sounds.filter(([kind]) => kind !== "speech");
  class Source {
    connect(node) { return node; }
    start(at) {
      const [kind, name] = table()[this.buffer.number];
      this.note = { kind, name, at: at * 1000 };
      test.notes.push(this.note);
    }
    stop() { if (test.now < this.note.at) test.notes.splice(test.notes.indexOf(this.note), 1); }
  }
  window.AudioContext = class {
    constructor() { test.context = this; this.state = "running"; }
    destination = {};
    get currentTime() { return test.now / 1000; }
    resume() { this.change(test.mayResume ? "running" : this.state); return Promise.resolve(); }
    suspend() { this.change("suspended"); return Promise.resolve(); }
    change(state) { if (this.state !== state) { this.state = state; this.onstatechange?.(); } }
    close() { return Promise.resolve(); }
    buffers = 0;
    createBuffer() { return { number: this.buffers++, copyToChannel() {} }; }
    createBufferSource() { return new Source(); }
    createGain() { return { gain: { value: 1, setTargetAtTime() {} }, connect: (node) => node }; }
  };
  const voice = { cancel() {}, speak(words) { test.said.push([test.now, words.text, words.lang]); } };
  Object.defineProperty(window, "speechSynthesis", { value: voice });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  navigator.vibrate = (pattern) => { test.shakes.push([test.now, pattern]); return true; };
  const lock = () => ({ released: false, release() { this.released = true; return Promise.resolve(); } });
  const request = () => { test.locks += 1; test.lock = lock(); return Promise.resolve(test.lock); };
  Object.defineProperty(navigator, "wakeLock", { value: { request }, configurable: true });
})();
