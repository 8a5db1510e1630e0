// The walk itself. It is told the time in milliseconds and never asks for it: what is left comes
// from the clock, so that a page that stood still for minutes is right again at once.

const JUST_BEGUN = 2000; // so early, `previous` goes to the segment before

class Walk {
  constructor(plan, leadIn) {
    this.segments = plan.segments;
    this.leadIn = leadIn;
    this.state = "ready";
    this.outcome = null;
    this.index = -1;
    this.walked = plan.segments.map(() => 0);
    this.ends = new Map(); // segment -> how it ended last: "done", "skipped", "restarted", "stopped"
    this.pauses = 0;
    this.paused = 0;
  }

  get segment() { return this.segments[this.index] ?? null; }
  get coming() { return this.segments[this.index + 1] ?? null; }
  get limit() { return this.index < 0 ? this.leadIn : limitOf(this.segment); }
  get isOpen() { return this.index >= 0 && this.segment.ms === null; }
  get over() { return this.state === "over"; }

  begin(now) {
    this.state = "walking";
    this.enter(-1, now);
    return this.advance(now);
  }

  elapsed(now) { return this.state === "walking" ? now - this.anchor : this.held; }
  left(now) { return this.limit === null ? null : Math.max(0, this.limit - this.elapsed(now)); }
  pausedFor(now) { return this.state === "paused" ? now - this.pausedAt : 0; }

  // Milliseconds walked in a direction, or in all, up to now.
  sum(now, direction = null) {
    return this.segments.reduce((total, segment, index) => {
      if (direction && segment.way !== direction) return total;
      const here = index === this.index && !this.over ? this.elapsed(now) : 0;
      return total + this.walked[index] + here;
    }, 0);
  }

  // End every segment that is due by now; returns when each that began did so.
  advance(now) {
    const begun = [];
    while (this.state === "walking" && this.limit !== null && now >= this.anchor + this.limit) {
      const moment = this.anchor + this.limit;
      this.leave(moment, "done");
      begun.push(moment);
    }
    return begun;
  }

  next(now) { this.leave(now, this.isOpen ? "done" : "skipped"); }

  previous(now) {
    const back = this.index > 0 && this.elapsed(now) < JUST_BEGUN;
    this.book(now, "restarted");
    this.enter(back ? this.index - 1 : this.index, now);
  }

  toggle(now) {
    if (this.state === "walking") {
      this.held = this.elapsed(now);
      this.state = "paused";
      this.pausedAt = now;
      this.pauses += 1;
    } else if (this.state === "paused") {
      this.paused += now - this.pausedAt;
      this.state = "walking";
      this.anchor = now - this.held;
    }
  }

  end(now) {
    this.book(now, "stopped");
    this.finish(now, "ended");
  }

  enter(index, moment) {
    this.index = index;
    this.anchor = moment;
    this.held = 0;
  }

  book(moment, reason) {
    if (this.index < 0) return;
    this.walked[this.index] += this.elapsed(moment);
    this.ends.set(this.index, reason);
  }

  leave(moment, reason) {
    this.book(moment, reason);
    if (this.index + 1 === this.segments.length) this.finish(moment, "completed");
    else this.enter(this.index + 1, moment);
  }

  finish(moment, outcome) {
    if (this.state === "paused") this.paused += moment - this.pausedAt;
    this.state = "over";
    this.outcome = outcome;
    this.held = 0;
  }

  count(reason) { return [...this.ends.values()].filter((each) => each === reason).length; }
}

function limitOf(segment) { return segment.ms ?? segment.most; }
