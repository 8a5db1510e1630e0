// Sounds, scheduled ahead on the audio clock, so that they are on time even if a timer is late.

const MAX_DRIFT = 80; // ms between audio clock and page clock before everything is rescheduled
const GAIN = { beat: .4 }; // by kind, besides the walker's volume

// IMA ADPCM: 4 bits a sample, as exports/adpcm.py encodes it.
const STEPS = [7];
while (STEPS.length < 89) STEPS.push(Math.max(STEPS.at(-1) + 1, Math.floor((STEPS.at(-1) * 11) / 10)));
const INDEX_CHANGE = [-1, -1, -1, -1, 2, 4, 6, 8];

function decode(base64) {
  const codes = atob(base64), samples = new Float32Array(2 * codes.length);
  let predicted = 0, index = 0;
  for (let n = 0; n < samples.length; n += 1) {
    const byte = codes.charCodeAt(n >> 1), code = n % 2 ? byte >> 4 : byte & 15, magnitude = code & 7;
    const change = ((2 * magnitude + 1) * STEPS[index]) >> 3;
    predicted = code & 8 ? Math.max(-32768, predicted - change) : Math.min(32767, predicted + change);
    index = Math.max(0, Math.min(STEPS.length - 1, index + INDEX_CHANGE[magnitude]));
    samples[n] = predicted / 32768;
  }
  return samples;
}

class Sounds {
  // `onRunning` is called whenever the audio starts again after it was interrupted.
  constructor(toneSet, onRunning) {
    const Context = window.AudioContext ?? window.webkitAudioContext;
    this.context = Context ? new Context() : null;
    this.scheduled = [];
    if (!this.context) return;
    if (navigator.audioSession) navigator.audioSession.type = "playback"; // despite the silent switch
    this.buffers = plan.sounds.map((_, n) => this.buffer(plan.clips[n] ?? plan.toneSets[toneSet][n]));
    this.output = this.context.createGain();
    this.output.connect(this.context.destination);
    this.context.onstatechange = () => { if (this.isRunning) onRunning(); };
    this.resume();
  }

  // A sound as the browser plays it; null for a text that the browser speaks.
  buffer(base64) {
    if (base64 === undefined) return null;
    const samples = decode(base64);
    const buffer = this.context.createBuffer(1, samples.length, plan.rate);
    buffer.copyToChannel(samples, 0);
    return buffer;
  }

  get isAvailable() { return this.context !== null; }
  get isRunning() { return this.context?.state === "running"; }

  // Squaring the percentage makes equal steps sound equal.
  setVolume(percent) { if (this.isAvailable) this.output.gain.value = (percent / 100) ** 2; }

  // Request the audio again after the system took it away for a call, a headset or an assistant.
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
      gain.gain.setTargetAtTime(0, this.context.currentTime, .01); // no click
      source.stop(this.context.currentTime + .06);
    }
    this.scheduled = [];
    if (this.isAvailable) this.origin = { now, audio: this.context.currentTime };
  }

  // Play a sound, by its number, at a time of the page's clock.
  schedule(number, at) {
    if (!this.origin || !this.buffers[number]) return;
    const start = this.origin.audio + (at - this.origin.now) / 1000;
    if (start < this.context.currentTime - .05) return;
    const source = this.context.createBufferSource(), gain = this.context.createGain();
    source.buffer = this.buffers[number];
    gain.gain.value = GAIN[plan.sounds[number][0]] ?? 1;
    source.connect(gain).connect(this.output);
    source.start(Math.max(start, this.context.currentTime));
    const entry = { source, gain };
    this.scheduled.push(entry);
    source.onended = () => { this.scheduled = this.scheduled.filter((each) => each !== entry); };
  }
}

// Speak a custom text with the browser's voice. A new text replaces the previous one.
function speak(text, lang) {
  const voice = window.speechSynthesis;
  if (!voice || !text) return;
  voice.cancel();
  const utterance = new SpeechSynthesisUtterance(text);
  if (lang) utterance.lang = lang;
  voice.speak(utterance);
}
