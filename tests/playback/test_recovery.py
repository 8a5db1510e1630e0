import threading

from retrowalk.playback.recovery import OutputWatch


def test_a_watch_tries_until_the_output_works_and_then_reports_once():
    answers, reported = ["no", "error", "yes"], threading.Event()

    def works() -> bool:
        answer = answers.pop(0)
        if answer == "error":
            raise OSError("no device")
        return answer == "yes"

    watch = OutputWatch(reported.set, works, interval=0.001)
    assert not watch.recovered
    watch.start()
    assert reported.wait(10)
    assert watch.recovered
    assert answers == []


def test_a_stopped_watch_never_reports():
    tried, go_on = threading.Event(), threading.Event()

    def works() -> bool:
        tried.set()
        return go_on.wait(10)

    watch = OutputWatch(lambda: None, works, interval=0.001)
    watch.start()
    assert tried.wait(10)
    watch.stop()
    go_on.set()
    watch._thread.join(10)
    assert not watch.recovered
