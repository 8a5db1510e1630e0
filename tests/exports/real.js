// Keeps what a page makes, in real time: its audio context, its media element, its media actions.
(() => {
  const kept = { contexts: [], players: [], actions: {} };
  window.test = kept;
  const RealContext = window.AudioContext, RealAudio = window.Audio;
  window.AudioContext = class extends RealContext { constructor() { super(); kept.contexts.push(this); } };
  window.Audio = function (...given) { const made = new RealAudio(...given); kept.players.push(made); return made; };
  const set = MediaSession.prototype.setActionHandler;
  MediaSession.prototype.setActionHandler = function (name, action) { kept.actions[name] = action; set.call(this, name, action); };
})();
