// Record the audio contexts, media elements and media actions of a page, in real time.
(() => {
  const test = { contexts: [], players: [], actions: {} };
  window.test = test;
  const RealContext = window.AudioContext, RealAudio = window.Audio;
  window.AudioContext = class extends RealContext {
    gains = [];
    buffers = [];
    constructor() { super(); test.contexts.push(this); }
    createGain() { const made = super.createGain(); this.gains.push(made); return made; }
    createBuffer(...given) { const made = super.createBuffer(...given); this.buffers.push(made); return made; }
  };
  window.Audio = function (...given) { const made = new RealAudio(...given); test.players.push(made); return made; };
  const set = MediaSession.prototype.setActionHandler;
  MediaSession.prototype.setActionHandler = function (name, action) { test.actions[name] = action; set.call(this, name, action); };
})();
