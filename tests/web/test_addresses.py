"""What may stand in an address."""

import pytest

from tests.builders import make_clinic, make_person


@pytest.mark.parametrize("number", [2**31 - 1, 2**31, 2**63, 10**30, int("9" * 4000)])
@pytest.mark.parametrize("address", ["/certificates/{}", "/attempts/{}/result", "/attempts/1/questions/{}"])
def test_a_number_that_no_row_can_have_does_not_exist(browser, app, address, number):
    browser.sign_in(make_person()).open(address.format(number), status=404)


def test_a_number_too_long_to_be_read_does_not_exist(browser, app):
    clinic = make_clinic()
    director = browser.sign_in(make_person("director", clinic))
    director.open(f"/clinics/{clinic.slug}/people/" + "9" * 5000, status=404)
