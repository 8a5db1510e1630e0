"""The programme's rules and invariants (docs/programme.md), over any history."""

import os
import random
from collections import Counter
from copy import copy
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.core.programme import Course, Decision, DecisionKind, Phase, status_on
from retrowalk.core.programme_rules import Answers, ProgrammeWalk, findings, worst
from retrowalk.core.programme_weeks import (
    MAINTENANCE,
    consecutive_days,
    preset_name,
    walk_days,
    week_of,
)

MONDAY = date(2026, 1, 5)
FINE = Answers(effort=3, pain=1, stumble=False, dizziness=False, alarm=False, morning_pain=0)
MWF = (0, 2, 4)
WALKERS = int(os.environ.get("PROGRAMME_WALKERS", "200"))
"""Walkers to simulate for a year; PROGRAMME_WALKERS=1000 for all."""


def day(n: int) -> date:
    """Return the day `n` days after the Monday of the start."""
    return MONDAY + timedelta(days=n)


def start(week: int = 1, n: int = 0, days: tuple[int, ...] = MWF) -> Decision:
    return Decision(day(n), 0, DecisionKind.START, week, days)


def walk(n: int, week: int = 1, *, completed: bool = True, **answers: Any) -> ProgrammeWalk:
    return ProgrammeWalk(day(n), n + 1, week, completed, FINE._replace(**answers))


def good_week(week: int = 1, n: int = 0) -> list[ProgrammeWalk]:
    return [walk(n + offset, week) for offset in (0, 2, 4)]


def status(n: int, walks=(), decisions=None):
    return status_on(day(n), walks, [start()] if decisions is None else decisions)


def reasons(found) -> list[str]:
    return [finding.reason for finding in found.reasons]


def test_without_a_start_nothing_is_due():
    found = status(0, good_week(), decisions=())
    assert (found.phase, found.due) == (Phase.NOT_STARTED, None)


def test_the_first_walk_is_due_on_the_first_chosen_day():
    assert status(0).due == day(0)
    assert status(1, decisions=[start(n=1)]).due == day(2)
    assert status(0, decisions=[start(days=(1, 3, 5))]).due == day(1)


def test_a_missed_day_is_made_up_but_never_the_day_after_a_walk():
    assert status(1).due == day(1)
    assert status(2, [walk(1)]).due == day(3)
    assert status(3, [walk(1), walk(3)]).due == day(5)


def test_after_three_good_walks_the_next_week_is_due_on_its_first_day():
    found = status(5, good_week())
    assert (found.week, found.due, found.previous, found.done) == (2, day(7), 1, 3)
    assert "three walks done" in reasons(found)[0]
    found = status(7, good_week())
    assert (found.week, found.due, found.previous, found.done) == (2, day(7), 1, 0)


def test_week_8_is_followed_by_maintenance_which_goes_on():
    assert status(7, good_week(8), [start(8)]).week == MAINTENANCE
    weeks = [walk(0, 5), walk(2, 8), walk(4, MAINTENANCE)]
    assert status(7, weeks, [start(MAINTENANCE)]).week == MAINTENANCE


@pytest.mark.parametrize(
    ("answers", "week", "reason"),
    [
        ({"stumble": True}, 4, "a stumble"),
        ({"pain": 6}, 4, "pain 6"),
        ({"pain": 2, "morning_pain": 3}, 4, "pain 3 the next morning, higher than after the walk"),
        ({"pain": None, "morning_pain": 1}, 4, "pain 1 the next morning, higher"),
        ({"effort": 7}, 4, "effort 7"),
        ({"dizziness": True}, 4, "dizziness that passed"),
        ({"pain": 4}, 5, "pain 4"),
        ({"pain": 5}, 5, "pain 5"),
        ({"effort": 5}, 5, "effort 5"),
        ({"effort": 6}, 5, "effort 6"),
        ({"pain": 3, "morning_pain": 2}, 5, "pain 2 that was not gone the next morning"),
        ({"morning_pain": None}, 5, "no answer about pain the next morning"),
        ({"stumble": None}, 5, "a question not answered"),
        ({"effort": 4, "pain": 3}, 6, "three walks done"),
    ],
)
@pytest.mark.parametrize("place", [1, 2])
def test_the_last_two_walks_of_a_week_decide(answers, week, reason, place):
    walks = good_week(5)
    walks[place] = walk(2 * place, 5, **answers)
    found = status(7, walks, [start(5)])
    assert found.week == week
    assert reason in reasons(found)[0]


def test_the_first_walk_of_a_week_does_not_decide():
    walks = [walk(0, 5, stumble=True), walk(2, 5), walk(4, 5)]
    assert status(7, walks, [start(5)]).week == 6


def test_pain_rising_from_week_to_week_repeats_the_week():
    second = [walk(7 + n, 2, pain=3) for n in (0, 2, 4)]
    found = status(14, [*good_week(), *second])
    assert (found.week, reasons(found)) == (2, ["pain 3, up from 1 the week before"])


def test_the_worst_answer_wins():
    walks = [walk(0, 5), walk(2, 5, effort=5), walk(4, 5, stumble=True)]
    assert reasons(status(7, walks, [start(5)])) == ["a stumble"]


@pytest.mark.parametrize(("count", "reason"), [(2, "one"), (1, "two")])
def test_missed_walks_repeat_the_week(count, reason):
    found = status(7, good_week(3)[:count], [start(3)])
    assert (found.week, reasons(found)) == (3, [f"{reason} of three walks missed"])


def test_a_week_without_walks_after_the_start_is_the_same_week_again():
    found = status(7, decisions=[start(3)])
    assert (found.week, reasons(found)) == (3, ["all three walks missed"])


@pytest.mark.parametrize(("idle", "week"), [(7, 6), (8, 5), (14, 5), (15, 4), (100, 4)])
def test_a_break_goes_one_week_back_and_a_long_one_two(idle, week):
    found = status(4 + idle, good_week(5), [start(5)])
    assert found.week == week
    if idle >= 8:
        assert reasons(found) == [f"{idle} days since the last walk"]
        assert found.due >= day(4 + idle)


def test_a_break_is_counted_once():
    walks = [*good_week(5), walk(14, 5), walk(16, 5), walk(18, 5)]
    assert status(21, walks, [start(5)]).week == 6


def test_the_programme_never_goes_below_week_1():
    assert status(7, [walk(0), walk(2), walk(4, stumble=True)]).week == 1
    assert status(60, good_week()).week == 1


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_alarm_halts_the_programme_until_it_is_started_again(place):
    walks = good_week(3)
    walks[place] = walk(2 * place, 3, alarm=True)
    for n in (5, 7, 30):
        found = status(n, walks, [start(3)])
        assert (found.phase, found.due) == (Phase.HALTED, None)
        assert found.reasons[0].halts
    on = Decision(day(8), 0, DecisionKind.ON)
    assert status(9, walks, [start(3), on]).phase is Phase.HALTED
    again = status(30, walks, [start(3), start(1, n=30)])
    assert (again.phase, again.week, again.due) == (Phase.RUNNING, 1, day(30))


@pytest.mark.parametrize(
    ("kind", "week"), [(DecisionKind.ON, 4), (DecisionKind.BACK, 2), (DecisionKind.REPEAT, 3)]
)
def test_the_walker_can_override_the_rules(kind, week):
    found = status(3, [walk(0, 3)], [start(3), Decision(day(2), 9, kind)])
    assert (found.week, found.due, found.done) == (week, day(3), 0)
    assert reasons(found) == [f"you chose '{kind}'"]


def test_the_walker_can_stop_and_change_the_days():
    stop = Decision(day(2), 9, DecisionKind.STOP)
    assert status(3, [walk(0)], [start(), stop]).phase is Phase.STOPPED
    move = Decision(day(1), 9, DecisionKind.DAYS, days=(1, 3, 5))
    found = status(2, [walk(0)], [start(), move])
    assert (found.due, found.done) == (day(3), 1)


def test_a_new_start_forgets_the_pain_before_it():
    stop = Decision(day(2), 9, DecisionKind.STOP)
    walks = [walk(0, pain=0), *good_week(n=7)]
    assert status(14, walks, [start(), stop, start(n=7)]).week == 2


def test_consecutive_day_other_week_and_early_ended_walks_do_not_count():
    assert status(2, [walk(0), walk(1)]).done == 1
    assert status(1, [walk(0, 2)]).done == 0
    assert status(1, [walk(0, completed=False)]).done == 0
    assert status(6, [walk(n) for n in (0, 2, 4, 6)]).done == 3


def test_a_reported_alarm_halts_the_programme_also_without_a_walk():
    alarm = Decision(day(1), 9, DecisionKind.ALARM)
    assert status(1, decisions=[start(), alarm]).phase is Phase.HALTED
    assert status(2, [walk(0)], [start(), alarm]).reasons[0].halts
    assert status(3, [walk(0)], [start(), alarm, start(2, n=3)]).phase is Phase.RUNNING


def test_no_walk_counts_on_the_day_after_any_other():
    early = walk(0, completed=False)
    assert status(1, [early, walk(1)]).done == 0
    assert status(2, [walk(0), walk(1), walk(2)]).done == 1
    assert status(2, [walk(0), walk(0), walk(1), walk(1), walk(3)]).done == 1
    assert status(3, [walk(0), walk(1), walk(3)]).done == 2
    across_the_week = [walk(2), walk(4), walk(6), walk(7, 2)]
    assert (status(7, across_the_week).week, status(7, across_the_week).done) == (2, 0)
    assert status(0, [early, ProgrammeWalk(day(0), 2, 1, True, FINE)]).done == 1


def test_on_the_day_of_the_last_walk_the_morning_is_still_to_come():
    walks = [walk(0), walk(2), walk(4, morning_pain=None)]
    assert reasons(status(4, walks)) == ["your answer about pain tomorrow morning is still to come"]
    assert reasons(status(5, walks)) == ["no answer about pain the next morning"]
    walks[1] = walk(2, morning_pain=None)
    assert reasons(status(4, walks)) == ["no answer about pain the next morning"]


def test_names_of_presets_are_weeks():
    assert [week_of(preset_name(week)) for week in range(1, 10)] == list(range(1, 10))
    assert week_of("intervals") is None
    assert week_of("programme-week-9") is None


@pytest.mark.parametrize(
    ("days", "pair"),
    [(MWF, None), ((1, 3, 5), None), ((0, 2, 5), None), ((0, 1, 3), (0, 1)), ((0, 3, 6), (6, 0)),
     ((5, 6, 2), (5, 6))],
)  # fmt: skip
def test_consecutive_days_are_found_also_across_the_week(days, pair):
    assert consecutive_days(days) == pair


@given(st.integers(0, 3000), st.sampled_from([MWF, (1, 3, 5), (0, 2, 5), (6, 1, 3)]))
def test_any_seven_days_include_three_walking_days(n, days):
    found = walk_days(day(n), days)
    assert len(found) == 3
    assert all(later - one >= timedelta(days=1) for one, later in pairwise(found))


SCALE = st.none() | st.integers(0, 10)
FLAG = st.none() | st.booleans()
ANSWERS = st.builds(Answers, SCALE, SCALE, FLAG, FLAG, st.sampled_from([None, False, False]), SCALE)
GOOD = st.builds(Answers, st.integers(0, 4), st.integers(0, 1), *(st.just(False),) * 3, st.just(0))
WALKS = st.builds(
    lambda n, week, completed, answers: ProgrammeWalk(day(n), n + 1, week, completed, answers),
    st.integers(0, 120), st.integers(1, 9), st.booleans(), ANSWERS | GOOD,
)  # fmt: skip
DECISIONS = st.builds(
    lambda n, kind, week: Decision(day(n), 1000 + n, kind, week),
    st.integers(0, 120), st.sampled_from(DecisionKind), st.integers(1, 9),
)  # fmt: skip


@given(st.lists(ANSWERS, max_size=2), st.integers(0, 3), st.integers(0, 400), SCALE)
def test_every_combination_has_exactly_one_outcome(answers, missed, idle, last_pain):
    walks = [ProgrammeWalk(day(n), n, 1, True, each) for n, each in enumerate(answers)]
    decided = worst(findings(walks, missed, idle, last_pain))
    assert len({finding.step for finding in decided}) == 1
    assert decided[0].step in (-2, -1, 0, 1)
    assert all(finding.reason and finding.source_text for finding in decided)
    if decided[0].step == 1:
        assert missed == 0
        assert idle < 8
        for each in answers:
            assert (each.stumble, each.dizziness, each.alarm) == (False, False, False)
            assert each.effort <= 4
            assert each.pain <= 3
            assert each.morning_pain == 0
            assert last_pain is None or each.pain <= last_pain


@given(st.lists(WALKS, max_size=40), st.lists(DECISIONS, max_size=6), st.integers(0, 140))
def test_any_history_has_a_status_within_the_programme(walks, decisions, n):
    found = status_on(day(n), walks, [start(), *decisions])
    assert 1 <= found.week <= MAINTENANCE
    assert 0 <= found.done <= 3
    if found.phase is Phase.RUNNING:
        assert found.reasons
        assert found.due >= day(n)
        assert found.due <= day(n + 10)
        assert found.last_walk is None or found.due - found.last_walk > timedelta(days=1)
    else:
        assert found.due is None
    shuffled = random.Random(n).sample(walks, len(walks))
    if len({(w.day, w.at) for w in walks}) == len(walks):
        assert status_on(day(n), shuffled, [start(), *decisions]) == found


@given(st.lists(WALKS, max_size=20))
def test_the_week_never_rises_by_more_than_one_within_seven_days(walks):
    weeks = [status_on(day(n), walks, [start()]).week for n in range(60)]
    for n in range(len(weeks)):
        later = weeks[n : n + 7]
        assert max(later) - later[0] <= 1


def test_simulated_walkers_complete_a_year():
    reached = [a_year(random.Random(seed)) for seed in range(WALKERS)]
    assert MAINTENANCE in reached
    assert min(reached) < MAINTENANCE


def a_year(rng: random.Random) -> int:
    """Walk a year with random behaviour; return the highest week that was reached.

    `course` has followed all but the last walk, whose morning may still be answered.
    """
    zeal, care = rng.random(), rng.random()
    days = rng.choice([MWF, (1, 3, 5), (0, 3, 5)])
    events: list[ProgrammeWalk | Decision] = [start(days=days)]
    course, counted = Course(), Counter()
    highest, week, n = 0, 1, 0
    while n < 365:
        today = day(n)
        last = events[-1]
        if isinstance(last, ProgrammeWalk) and rng.random() < 0.9:
            last = events[-1] = _with_morning(last, today, rng)
        so_far = copy(course)
        so_far.take(last)
        now = so_far.status(today)
        if now.phase is Phase.HALTED:
            events.append(Decision(today, n * 10 + 6, DecisionKind.START, 1, days))
            course, week = so_far, 1
            continue
        assert now.week - week <= 1
        highest, week = max(highest, now.week), now.week
        if now.due > today:
            n = (now.due - MONDAY).days
        elif rng.random() < 0.3 + 0.7 * zeal:
            events.append(ProgrammeWalk(today, n * 10 + 5, now.week, True, _answers(rng, care)))
            course = so_far
            counted[now.begin] += 1
            n += 1
        else:
            n += rng.choice([1, 1, 2, 9, 20])
    walks = [event for event in events if isinstance(event, ProgrammeWalk)]
    decisions = [event for event in events if isinstance(event, Decision)]
    so_far = copy(course)
    so_far.take(events[-1])
    assert status_on(day(365), walks, decisions) == so_far.status(day(365))
    assert max(counted.values(), default=0) <= 3
    assert all(b.day - a.day > timedelta(days=1) for a, b in pairwise(walks))
    return highest


def _answers(rng: random.Random, care: float) -> Answers:
    if rng.random() < 0.6 + 0.39 * care:
        return Answers(rng.randint(1, 4), 0, False, False, False)
    return Answers(
        rng.choice([None, *range(11)]),
        rng.choice([None, *range(11)]),
        rng.random() < 0.2,
        rng.random() < 0.1,
        rng.random() < 0.02,
    )


def _with_morning(walk: ProgrammeWalk, today: date, rng: random.Random) -> ProgrammeWalk:
    if walk.day == today or walk.answers.morning_pain is not None:
        return walk
    pain = max(0, (walk.answers.pain or 0) - rng.randint(0, 3))
    answers = walk.answers._replace(morning_pain=pain)
    return ProgrammeWalk(walk.day, walk.at, walk.week, walk.completed, answers)
