// Keeps what a page makes, in real time: its audio context, its media element, its media actions.
(() => {
  const kept = { contexts: [], players: [], actions: {} };
  window.test = kept;
  const RealContext = window.AudioContext, RealAudio = window.Audio;
  window.AudioContext = class extends RealContext {
    gains = [];
    buffers = [];
    constructor() { super(); kept.contexts.push(this); }
    createGain() { const made = super.createGain(); this.gains.push(made); return made; }
    createBuffer(...given) { const made = super.createBuffer(...given); this.buffers.push(made); return made; }
  };
  window.Audio = function (...given) { const made = new RealAudio(...given); kept.players.push(made); return made; };
  const set = MediaSession.prototype.setActionHandler;
  MediaSession.prototype.setActionHandler = function (name, action) { kept.actions[name] = action; set.call(this, name, action); };
})();
