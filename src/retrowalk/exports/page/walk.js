// The state of a walk. Methods get the time in milliseconds and compute remaining times from it, so
// that a page that was suspended is right again at once.

const COUNT_IN = 3000; // ms that are counted before a backward segment continues after a pause
const RESTART_AFTER = 2000; // ms from which `previous` restarts the segment instead of leaving it

class Walk {
  // `saved` is what `save` returned: the walk continues there after the lead-in.
  constructor(plan, leadIn, saved = null) {
    this.segments = plan.segments;
    this.leadIn = leadIn;
    this.state = "ready";
    this.outcome = null;
    this.resumesAt = null; // when a paused walk continues, while that is counted in
    this.index = -1;
    this.first = { index: saved?.index ?? 0, elapsed: saved?.elapsed ?? 0 };
    this.walked = plan.segments.map(() => 0);
    for (const [index, ms] of saved?.walked ?? []) this.walked[index] = ms;
    this.ends = new Map(saved?.ends ?? []); // by segment: "done", "skipped", "restarted", "stopped"
    this.pauses = saved?.pauses ?? 0;
    this.paused = saved?.paused ?? 0;
  }

  get segment() { return this.segments[this.index] ?? null; }
  get nextIndex() { return this.index < 0 ? this.first.index : this.index + 1; }
  get coming() { return this.segments[this.nextIndex] ?? null; }
  get limit() { return this.index < 0 ? this.leadIn : limitOf(this.segment); }
  get isOpen() { return this.index >= 0 && this.segment.ms === null; }
  get isCountingIn() { return this.resumesAt !== null; }
  get over() { return this.state === "over"; }

  begin(now) {
    this.state = "walking";
    this.enter(-1, now);
    return this.advance(now);
  }

  elapsed(now) { return this.state === "walking" ? now - this.anchor : this.held; }
  left(now) { return this.limit === null ? null : Math.max(0, this.limit - this.elapsed(now)); }
  pausedFor(now) { return this.state === "paused" ? now - this.pausedAt : 0; }

  // Milliseconds walked until now, in one direction or in all.
  sum(now, direction = null) {
    return this.segments.reduce((total, segment, index) => {
      if (direction && segment.way !== direction) return total;
      const here = index === this.index && !this.over ? this.elapsed(now) : 0;
      return total + this.walked[index] + here;
    }, 0);
  }

  // End every segment that is due. Returns the start times of those that began.
  advance(now) {
    const begun = [];
    if (this.isCountingIn && now >= this.resumesAt) this.resume(this.resumesAt);
    while (this.state === "walking" && this.limit !== null && now >= this.anchor + this.limit) {
      const moment = this.anchor + this.limit;
      this.leave(moment, "done");
      begun.push(moment);
    }
    return begun;
  }

  next(now) { this.leave(now, this.isOpen ? "done" : "skipped"); }

  previous(now) {
    const back = this.index > 0 && this.elapsed(now) < RESTART_AFTER;
    this.record(now, "restarted");
    this.enter(back ? this.index - 1 : this.index, now);
  }

  toggle(now) {
    if (this.state === "walking") {
      this.held = this.elapsed(now);
      this.state = "paused";
      this.pausedAt = now;
      this.pauses += 1;
    } else if (this.isCountingIn) {
      this.resumesAt = null;
    } else if (this.state === "paused") {
      if (this.segment?.way === "backward") this.resumesAt = now + COUNT_IN;
      else this.resume(now);
    }
  }

  resume(moment) {
    this.paused += moment - this.pausedAt;
    this.state = "walking";
    this.resumesAt = null;
    this.anchor = moment - this.held;
  }

  end(now) {
    this.record(now, "stopped");
    this.finish(now, "ended");
  }

  // Start a segment, `elapsed` milliseconds into it.
  enter(index, moment, elapsed = 0) {
    this.index = index;
    this.resumesAt = null;
    this.anchor = moment - elapsed;
    this.held = elapsed;
  }

  record(moment, reason) {
    if (this.index < 0) return;
    this.walked[this.index] += this.elapsed(moment);
    this.ends.set(this.index, reason);
  }

  leave(moment, reason) {
    this.record(moment, reason);
    if (this.nextIndex === this.segments.length) this.finish(moment, "completed");
    else if (this.index < 0) this.enter(this.first.index, moment, this.first.elapsed);
    else this.enter(this.nextIndex, moment);
  }

  finish(moment, outcome) {
    if (this.state === "paused") this.paused += moment - this.pausedAt;
    this.state = "over";
    this.outcome = outcome;
    this.held = 0;
  }

  count(reason) { return [...this.ends.values()].filter((each) => each === reason).length; }

  // What is needed to continue after a reload, as plain data.
  save(now) {
    const before = this.index < 0;
    return {
      index: before ? this.first.index : this.index,
      elapsed: before ? this.first.elapsed : this.elapsed(now),
      walked: [...this.walked.entries()].filter(([, ms]) => ms),
      ends: [...this.ends],
      pauses: this.pauses,
      paused: this.paused + this.pausedFor(now),
    };
  }
}

function limitOf(segment) { return segment.ms ?? segment.most; }
