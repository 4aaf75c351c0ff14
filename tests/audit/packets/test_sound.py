"""A packet of a certificate that was earned by two quizzes: checked by itself, it comes to the same."""

from trainer.audit.packets.verifying import verify


def test_what_was_earned_is_earned_again(packet, earned):
    report = verify(packet)
    assert report.findings == []
    assert report.told.certificate[0] == f"Certificate {earned.certificate.code}: Needling knowledge, version 1"
