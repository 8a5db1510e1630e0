// Tones, scheduled ahead on the audio clock, so that they are on time even if a timer is late.

const NOTES = { // Hz and seconds, as in the terminal
  forward: [[587.33, .16], [880, .26]],
  backward: [[880, .16], [440, .3]],
  stand: [[523.25, .3]],
  soon: [[440, .1], [0, .06], [440, .1]],
  pip: [[1046.5, .09]],
  done: [[587.33, .15], [739.99, .15], [880, .15], [1174.66, .4]],
  beat: [[880, .045]],
};
const RAMP = .008; // seconds over which a note fades in and out
const GAIN = { beat: .2 };
const MAX_DRIFT = 80; // ms between audio clock and page clock before all is scheduled anew

class Tones {
  // `onRunning` is called whenever the audio starts again after it was interrupted.
  constructor(onRunning) {
    const Context = window.AudioContext ?? window.webkitAudioContext;
    this.context = Context ? new Context() : null;
    this.scheduled = [];
    if (!this.context) return;
    if (navigator.audioSession) navigator.audioSession.type = "playback"; // despite the silent switch
    this.wave = this.context.createPeriodicWave([0, 0, 0], [0, .8, .2]);
    this.context.onstatechange = () => { if (this.isRunning) onRunning(); };
    this.resume();
  }

  get isAvailable() { return this.context !== null; }
  get isRunning() { return this.context?.state === "running"; }

  // Ask for the audio again after the system took it away: a call, a headset, an assistant.
  resume() {
    if (this.isAvailable && !this.isRunning) this.context.resume().catch(() => {});
  }

  close() { this.context?.close().catch(() => {}); }

  // Whether the audio clock stopped or drifted from the page's clock.
  hasDrifted(now) {
    if (!this.origin || !this.isRunning) return false;
    const audio = (this.context.currentTime - this.origin.audio) * 1000;
    return Math.abs(now - this.origin.now - audio) > MAX_DRIFT;
  }

  // Cancel what has not sounded yet, and align the two clocks.
  clear(now) {
    for (const { source, gain } of this.scheduled) {
      gain.gain.cancelScheduledValues(0);
      gain.gain.setTargetAtTime(0, this.context.currentTime, .01);
      source.stop(this.context.currentTime + .06);
    }
    this.scheduled = [];
    if (this.isAvailable) this.origin = { now, audio: this.context.currentTime };
  }

  // Play a tone at a time of the page's clock.
  schedule(name, at) {
    if (!this.origin) return;
    let start = this.origin.audio + (at - this.origin.now) / 1000;
    if (start < this.context.currentTime - .05) return;
    start = Math.max(start, this.context.currentTime);
    for (const [hertz, seconds] of NOTES[name]) {
      if (hertz) this.note(hertz, start, seconds, GAIN[name] ?? .5);
      start += seconds;
    }
  }

  note(hertz, start, seconds, volume) {
    const source = this.context.createOscillator();
    const gain = this.context.createGain();
    source.setPeriodicWave(this.wave);
    source.frequency.value = hertz;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(volume, start + RAMP);
    gain.gain.setValueAtTime(volume, start + seconds - RAMP);
    gain.gain.linearRampToValueAtTime(0, start + seconds);
    source.connect(gain).connect(this.context.destination);
    source.start(start);
    source.stop(start + seconds);
    const entry = { source, gain };
    this.scheduled.push(entry);
    source.onended = () => { this.scheduled = this.scheduled.filter((each) => each !== entry); };
  }
}

// Speak with the browser's voice. The last text replaces one that is still being spoken.
function speak(text) {
  const voice = window.speechSynthesis;
  if (!voice || !text) return;
  voice.cancel();
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = document.documentElement.lang;
  voice.speak(utterance);
}
