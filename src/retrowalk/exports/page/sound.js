// Tones by Web Audio, placed ahead of their moments on the audio clock: they are on time even
// when the page itself is woken up late.

const NOTES = { // Hz and seconds, as the program's own tones
  forward: [[587.33, .16], [880, .26]],
  backward: [[880, .16], [440, .3]],
  stand: [[523.25, .3]],
  soon: [[440, .1], [0, .06], [440, .1]],
  pip: [[1046.5, .09]],
  done: [[587.33, .15], [739.99, .15], [880, .15], [1174.66, .4]],
  beat: [[880, .045]],
};
const EDGE = .008; // seconds over which a note swells and fades
const LOUD = { beat: .2 };
const ASTRAY = 80; // milliseconds that the two clocks may differ before all is placed anew

class Tones {
  constructor() {
    const Context = window.AudioContext ?? window.webkitAudioContext;
    this.context = Context ? new Context() : null;
    this.placed = [];
    if (!this.context) return;
    if (navigator.audioSession) navigator.audioSession.type = "playback"; // over the silent switch
    this.wave = this.context.createPeriodicWave([0, 0, 0], [0, .8, .2]);
    this.wake();
  }

  get here() { return this.context !== null; }
  wake() { if (this.here && this.context.state !== "running") this.context.resume().catch(() => {}); }

  // Whether the audio clock has stood still, or gone another way than the page's.
  astray(now) {
    if (!this.here || !this.origin || this.context.state !== "running") return false;
    const audio = (this.context.currentTime - this.origin.audio) * 1000;
    return Math.abs(now - this.origin.now - audio) > ASTRAY;
  }

  // Take back all that has not sounded, and reckon the clocks anew.
  clear(now) {
    for (const { source, gain } of this.placed) {
      gain.gain.cancelScheduledValues(0);
      gain.gain.setTargetAtTime(0, this.context.currentTime, .01);
      source.stop(this.context.currentTime + .06);
    }
    this.placed = [];
    if (this.here) this.origin = { now, audio: this.context.currentTime };
  }

  // Let a tone sound at a moment of the page's clock.
  place(name, at) {
    if (!this.here || !this.origin) return;
    let start = this.origin.audio + (at - this.origin.now) / 1000;
    if (start < this.context.currentTime - .05) return;
    start = Math.max(start, this.context.currentTime);
    for (const [hertz, seconds] of NOTES[name]) {
      if (hertz) this.note(hertz, start, seconds, LOUD[name] ?? .5);
      start += seconds;
    }
  }

  note(hertz, start, seconds, loud) {
    const source = this.context.createOscillator();
    const gain = this.context.createGain();
    source.setPeriodicWave(this.wave);
    source.frequency.value = hertz;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(loud, start + EDGE);
    gain.gain.setValueAtTime(loud, start + seconds - EDGE);
    gain.gain.linearRampToValueAtTime(0, start + seconds);
    source.connect(gain).connect(this.context.destination);
    source.start(start);
    source.stop(start + seconds);
    const entry = { source, gain };
    this.placed.push(entry);
    source.onended = () => { this.placed = this.placed.filter((each) => each !== entry); };
  }
}

// The browser's voice. What is said last counts: it takes the place of what is still being said.
function speak(text) {
  const voice = window.speechSynthesis;
  if (!voice || !text) return;
  voice.cancel();
  const words = new SpeechSynthesisUtterance(text);
  words.lang = "en";
  voice.speak(words);
}
