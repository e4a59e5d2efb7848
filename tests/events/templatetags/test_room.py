from events.figures import Total
from events.templatetags.record import room


def test_a_range_that_takes_much_room_is_set_smaller():
    assert [room(total) for total in (Total(), Total(low=14, high=38), Total(low=1_234, high=9_999))] == ["", "", ""]
    assert room(Total(low=104_833, high=119_182)) == "long"
    assert room(Total(low=1_048_330, high=1_191_820)) == "longest"
