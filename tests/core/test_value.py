from dataclasses import replace

from tests.history.walks import plan


def test_cached_properties_change_neither_equality_nor_hash_nor_repr():
    used, unused = plan(), plan()
    assert not used.on_treadmill
    assert used == unused
    assert hash(used) == hash(unused)
    assert repr(used) == repr(unused)
    assert replace(used, name="x") != used
