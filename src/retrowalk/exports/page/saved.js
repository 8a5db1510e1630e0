// The walk in the browser's storage, so that it can continue after a reload.

const SAVE_EVERY = 5_000; // ms
const KEEP_FOR = 12 * 3600_000; // ms after which a saved walk is forgotten
const SLOT = `retrowalk ${plan.id}`;
let savedAt = -Infinity;

function saveWalk(time) {
  savedAt = time;
  try {
    localStorage.setItem(SLOT, JSON.stringify({ at: Date.now(), walk: walk.save(time) }));
  } catch { /* the storage is full or not allowed */ }
}

function saveWalkNowAndThen(time) {
  if (time - savedAt >= SAVE_EVERY) saveWalk(time);
}

function forgetWalk() {
  try {
    localStorage.removeItem(SLOT);
  } catch { /* as above */ }
}

// Return what `Walk.save` returned before the reload, or null.
function savedWalk() {
  try {
    const { at, walk: saved } = JSON.parse(localStorage.getItem(SLOT));
    return Date.now() - at < KEEP_FOR && plan.segments[saved.index] ? saved : null;
  } catch {
    return null;
  }
}
