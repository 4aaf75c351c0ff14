"""Suspensions, clearances for a time, and leaves of absence."""

from trainer.credentials import actions
from trainer.demo.scenes.troupe import Troupe, scene
from trainer.demo.stage import PRACTICE, THORAX


@scene(9, "stopped")
def somebody_is_suspended(troupe: Troupe) -> None:
    reason = "A patient was short of breath after needling at the calf was moved to the chest; under review. (invented)"
    actions.suspend(troupe.occasion("stopped", reason=reason), troupe.version(PRACTICE))


@scene(70, "reinstated")
def somebody_else_was_suspended(troupe: Troupe) -> None:
    reason = "Needles not counted out on three notes in a row. (invented)"
    actions.suspend(troupe.occasion("reinstated", reason=reason), troupe.version(PRACTICE))


@scene(55, "reinstated")
def and_was_reinstated(troupe: Troupe) -> None:
    suspension, title = troupe.newest("reinstated", "suspension"), troupe.version(PRACTICE).title
    reason = "Ten notes read since, every count complete. (invented)"
    actions.reinstate(troupe.occasion("reinstated", by="approver", reason=reason), suspension, title)


@scene(130, "ended")
def a_clearance_for_a_time_was_asked_for(troupe: Troupe) -> None:
    reason = "Covers for a colleague; needles over the chest under supervision only. (invented)"
    actions.ask_for_temporary(troupe.occasion("ended", reason=reason), troupe.version(THORAX), troupe.day(100))


@scene(129, "ended")
def it_was_approved_and_has_ended_since(troupe: Troupe) -> None:
    approve(troupe, "ended")


@scene(12, "temporary")
def another_one_is_asked_for(troupe: Troupe) -> None:
    reason = "The observed practical for the thorax is set for next month; supervised until then. (invented)"
    actions.ask_for_temporary(troupe.occasion("temporary", reason=reason), troupe.version(THORAX), troupe.day(-40))


@scene(11, "temporary")
def it_is_approved_and_in_force(troupe: Troupe) -> None:
    approve(troupe, "temporary")


@scene(2, "waiting")
def one_waits_for_the_second_director(troupe: Troupe) -> None:
    reason = "Took both modules elsewhere, papers on their way; supervised until they are here. (invented)"
    actions.ask_for_temporary(troupe.occasion("waiting", reason=reason), troupe.version(PRACTICE), troupe.day(-28))


@scene(1, "repeated")
def one_waits_for_the_first(troupe: Troupe) -> None:
    reason = "To begin with the thorax under supervision. (invented)"
    occasion = troupe.occasion("repeated", by="approver", reason=reason)
    actions.ask_for_temporary(occasion, troupe.version(THORAX), troupe.day(-30))


def approve(troupe: Troupe, key: str) -> None:
    request, title = troupe.newest(key, "temporary_request"), troupe.version(THORAX).title
    actions.approve_temporary(troupe.occasion(key, by="approver"), request, title)


@scene(35, "away")
def somebody_goes_on_leave(troupe: Troupe) -> None:
    actions.go_on_leave(troupe.occasion("away", reason="Parental leave. (invented)"), troupe.day(-60))


@scene(40, "back")
def a_leave_began_before_the_last_day(troupe: Troupe) -> None:
    actions.go_on_leave(troupe.occasion("back", reason="Surgery. (invented)"))


@scene(6, "back")
def and_is_over_so_that_grace_counts_from_then(troupe: Troupe) -> None:
    actions.come_back(troupe.occasion("back"), troupe.newest("back", "leave"))
