from rag.breaker import Breaker


def test_a_breaker_opens_after_five_failures_in_a_row_and_lets_one_call_try_after_each_pause() -> None:
    now = [0.0]
    breaker = Breaker(clock=lambda: now[0])
    for _ in range(4):
        breaker.failed()
    assert breaker.allows()
    breaker.failed()
    assert breaker.is_open
    assert not breaker.allows()
    now[0] = 29.9
    assert not breaker.allows()
    now[0] = 30.0
    assert not breaker.is_open
    assert [breaker.allows(), breaker.allows()] == [True, False]
    breaker.failed()
    now[0] = 59.9
    assert not breaker.allows()
    now[0] = 60.0
    assert breaker.allows()
    breaker.succeeded()
    assert [breaker.allows(), breaker.allows(), breaker.is_open] == [True, True, False]


def test_a_success_in_between_is_a_new_beginning() -> None:
    breaker = Breaker()
    for _ in range(10):
        breaker.failed()
        breaker.succeeded()
    assert breaker.allows()
