// Keep the screen on while walking. Browsers give a Wake Lock only to pages from https or a file;
// on a page from plain http a muted, looped, tiny video keeps it on.

const NOTHING_KEEPS_ON = "This browser cannot keep the screen on.";
const VIDEO_KEEPS_ON = "A hidden video keeps the screen on, because this page does not use https.";
let lock = null;
let video = null;

async function keepAwake() {
  const wanted = walk && walk.state === "walking" && document.visibilityState === "visible";
  if (!wanted) return video?.pause();
  if (!navigator.wakeLock) return playVideo();
  if (lock && !lock.released) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    if (!walk || walk.over) letSleep();
  } catch {
    lock = null; // refused, for example when the battery is low
  }
}

async function playVideo() {
  const isFirst = !video;
  if (isFirst) video = makeVideo();
  try {
    await video.play();
    if (isFirst) showNotice(VIDEO_KEEPS_ON, now());
  } catch {
    if (isFirst) showNotice(NOTHING_KEEPS_ON, now());
  }
}

function makeVideo() {
  const made = document.createElement("video");
  made.muted = made.loop = made.playsInline = true;
  made.className = "awake";
  made.setAttribute("aria-hidden", "true");
  for (const [type, data] of Object.entries(plan.awake)) {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const source = document.createElement("source");
    source.type = type;
    source.src = URL.createObjectURL(new Blob([bytes], { type }));
    made.append(source);
  }
  document.body.append(made);
  return made;
}

function letSleep() {
  lock?.release().catch(() => {});
  lock = null;
  video?.pause();
}
