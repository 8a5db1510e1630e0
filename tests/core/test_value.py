from dataclasses import FrozenInstanceError, dataclass, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.core.events import Paused
from retrowalk.core.value import Value
from tests.history.walks import plan


@dataclass(frozen=True, eq=False, repr=False)
class Shared(Value):
    a: object
    b: object = None


@dataclass(frozen=True)
class Generated:
    a: object
    b: object = None


class Other(Shared):
    pass


VALUES = st.one_of(st.none(), st.booleans(), st.integers(0, 1), st.text(max_size=1))


@given(VALUES, VALUES, VALUES, VALUES)
def test_a_value_behaves_like_a_frozen_dataclass(a, b, c, d):
    one, two = Shared(a, b), Shared(c, d)
    assert (one == two) == (Generated(a, b) == Generated(c, d))
    assert replace(one, a=c, b=d) == two
    assert hash(replace(two, a=a, b=b)) == hash(one)
    assert repr(one) == repr(Generated(a, b)).replace("Generated", "Shared")
    assert one != Other(a, b)
    assert one != (a, b)


def test_a_value_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Shared(1).a = 2


def test_cached_properties_change_neither_equality_nor_hash_nor_repr():
    used, unused = plan(), plan()
    assert not used.on_treadmill
    assert used == unused
    assert hash(used) == hash(unused)
    assert repr(used) == repr(unused)
    assert replace(used, name="x") != used


def test_events_are_equal_if_their_fields_are_although_their_kind_belongs_to_the_class():
    at = timedelta(seconds=1)
    assert Paused(at=at, now=at) == Paused(at=at, now=at)
    assert Paused(at=at, now=at) != Paused(at=at, now=at + at)
    assert hash(Paused(at=at, now=at)) == hash(Paused(at=at, now=at))
