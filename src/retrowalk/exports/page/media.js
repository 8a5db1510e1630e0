// The walk as media playback: headset buttons and the lock screen control it (Media Session API).
// Phones count a page as a player only while it plays audio, so a silent sound is looped.

const SILENCE = 10; // seconds; browsers ignore media shorter than 5
const SILENCE_RATE = 8_000;
let player = null;

// A WAV file of silence: mono, 8 bits a sample.
function silentSound() {
  const size = SILENCE * SILENCE_RATE;
  const head = new DataView(new ArrayBuffer(44));
  const ascii = (at, text) => [...text].forEach((c, n) => head.setUint8(at + n, c.charCodeAt(0)));
  ascii(0, "RIFF");
  head.setUint32(4, 36 + size, true);
  ascii(8, "WAVEfmt ");
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true); // PCM
  head.setUint16(22, 1, true); // channels
  head.setUint32(24, SILENCE_RATE, true);
  head.setUint32(28, SILENCE_RATE, true); // bytes a second
  head.setUint16(32, 1, true); // bytes a sample
  head.setUint16(34, 8, true); // bits a sample
  ascii(36, "data");
  head.setUint32(40, size, true);
  return new Blob([head, new Uint8Array(size).fill(128)], { type: "audio/wav" });
}

function startMedia() {
  if (!player) {
    player = new Audio(URL.createObjectURL(silentSound()));
    player.loop = true;
    player.addEventListener("playing", setMediaActions);
  }
  setMediaActions();
  playMedia();
}

function playMedia() { if (player?.paused) player.play().catch(() => {}); }

function stopMedia() {
  player?.pause();
  if (navigator.mediaSession) navigator.mediaSession.playbackState = "none";
}

function setMediaActions() {
  const actions = {
    play: () => { if (walk.state === "paused" && !walk.isCountingIn) apply("toggle"); },
    pause: () => { if (walk.state === "walking" || walk.isCountingIn) apply("toggle"); },
    nexttrack: () => apply("next"),
    previoustrack: () => apply("previous"),
    seekbackward: null, seekforward: null, seekto: null, // seeking is not possible
  };
  for (const [name, action] of Object.entries(actions)) {
    try {
      navigator.mediaSession?.setActionHandler(name, action);
    } catch { /* this browser does not know the action */ }
  }
}

// Show the current segment and its position. Called when the segment or the state changes.
function updateMedia(time) {
  const session = navigator.mediaSession;
  if (!session || walk.over) return;
  const isPaused = walk.state === "paused", segment = walk.segment, left = walk.left(time);
  if (isPaused) player?.pause();
  else playMedia();
  session.playbackState = isPaused ? "paused" : "playing";
  const name = segment ? `${capitalize(segment.way)} ${lengthOf(segment)}` : "Get ready";
  const round = segment?.round ? ` · round ${segment.round} of ${segment.rounds}` : "";
  const coming = walk.coming;
  session.metadata = new MediaMetadata({
    title: isPaused && left !== null ? `Paused · ${name}, ${clockText(left)} left` : name + round,
    artist: coming ? `Next: ${nameOf(coming)}` : "Last segment",
    album: plan.title,
  });
  const limit = walk.limit, elapsed = walk.elapsed(time);
  session.setPositionState?.(limit ? {
    duration: limit / 1000, position: Math.min(elapsed, limit) / 1000, playbackRate: 1,
  } : undefined);
}
