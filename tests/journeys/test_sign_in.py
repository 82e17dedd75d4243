"""Signing in, by a key, by an app without JavaScript, by a manager's code; and coming back to what was typed."""

from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from tests.cast import *  # noqa: F403
from tests.journeys.browser import Visitor, served
from tests.web.signing_in import PASSWORD, code, with_app, with_password
from tests.web.suite_scene import NOW
from throughcare.accounts import codes
from throughcare.accounts.models import Factor
from throughcare.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = {
    "protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def server(transactional_db, settings):
    """By a name and not by a number, because keys are kept for a name."""
    with mock.patch("throughcare.web.clock.now", return_value=NOW), served(settings, host="localhost") as running:
        yield running


def gives_password(visitor, account, password=PASSWORD):
    return visitor.goes("/sign-in").types(email=account.email, password=password).presses("Sign in")


def with_key(visitor, **more):
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY | more})
    return visitor


def test_an_officer_sets_up_a_key_and_signs_in_with_it(browser, server, meera):
    account = with_password(meera)
    visitor = with_key(Visitor(browser, server.url))

    gives_password(visitor, account).reads("Set up a second step", "all three are equally good").looks("30-set-up")
    visitor.follows("Use a security key").reads("touch it").looks("31-set-up-key")
    visitor.types(name="On my key ring").presses_and_arrives("Use a security key").reads("Nobody is in the suite.")
    visitor.goes("/my-sign-in").reads("On my key ring", "Security key", "This one").looks("32-my-sign-in")
    visitor.presses("Sign out")

    gives_password(visitor, account).reads("Show that it is you").looks("33-second-step-key")
    visitor.presses_and_arrives("Use your key").reads("Nobody is in the suite.")
    assert Factor.objects.get(account=account).last_used > 0
    assert not [line for line in visitor.seen if "Content Security Policy" in line]


def test_this_computers_own_lock_serves_as_well(browser, server, meera):
    account = with_password(meera)
    visitor = with_key(Visitor(browser, server.url), transport="internal")

    gives_password(visitor, account).follows("Use this computer’s lock").reads("Nothing of that leaves this computer")
    visitor.presses_and_arrives("Use this computer’s lock").reads("Nobody is in the suite.")

    assert Factor.objects.get(account=account).kind == "this-computer"


def test_an_app_works_without_javascript(browser, server, meera):
    account = with_password(meera)
    visitor = Visitor(browser, server.url, scripts=False)

    gives_password(visitor, account).follows("Use an app")
    visitor.reads("The key to type:")
    key = visitor.page.locator(".tc-key").inner_text().replace(" ", "")
    visitor.types(code="000000").presses("Finish").reads("The code is not right.")
    visitor.types(code=code(key, timezone.now())).presses("Finish").reads("Nobody is in the suite.")
    visitor.presses("Sign out")
    gives_password(visitor, account).reads("6 figures, from your app")
    visitor.types(code=code(key, timezone.now(), ahead=1)).presses("Continue").reads("Nobody is in the suite.")


def test_an_app_is_set_up_from_a_picture(browser, server, meera):
    visitor = Visitor(browser, server.url)

    gives_password(visitor, with_password(meera)).follows("Use an app").reads("Let it read this picture")
    visitor.looks("34-set-up-codes")
    visitor.presses("Finish").reads("Enter the code from your app").looks("35-set-up-codes-errors")


def test_a_manager_helps_somebody_back_in(browser, server, sian, eluned):
    lost, manager = Visitor(browser, server.url), Visitor(browser, server.url).is_now(eluned)
    account = with_password(sian)
    with_app(account)

    manager.goes("/help-to-sign-in").reads("Siân Hŵel").looks("40-whom-to-help")
    manager.follows("Make a code").presses("Make the code").reads("Say what they have lost").looks("41-make-errors")
    manager.page.get_by_label("Their security key, computer or app").check()
    manager.page.get_by_label("I work with them and know them by sight").check()
    manager.presses("Make the code").reads("It works once, within 15 minutes.").looks("42-code")
    text = manager.page.locator(".tc-code").inner_text()

    lost.goes("/sign-in").follows("I have a code from my manager").looks("43-recover")
    lost.types(email=account.email, code="AAAA", password=PASSWORD).presses("Continue").reads("is not right")
    lost.looks("44-recover-errors").types(email=account.email, code=text, password=PASSWORD).presses("Continue")
    lost.follows("Use an app")
    key = lost.page.locator(".tc-key").inner_text().replace(" ", "")
    lost.types(code=code(key, timezone.now())).presses("Finish").reads("Nothing is due")


def test_what_was_typed_survives_a_long_silence(browser, server, meera, northmoor_cjit, glan_y_dwr_cjit):
    account = with_password(meera)
    key = with_app(account)
    visitor = Visitor(browser, server.url)
    gives_password(visitor, account).types(code=code(key, timezone.now())).presses("Continue")
    visitor.follows("Book someone in").types(
        given_name="Dafydd", family_name="O’Hare", custody_number="NM/7", cell="M2"
    )
    visitor.types(born_on__day="9", born_on__month="11", born_on__year="1984").chooses(housing="no fixed abode")
    visitor.chooses(finds_reading_hard="yes").page.get_by_label("Offence").select_option("theft_s1")

    later = timezone.now() + timedelta(minutes=20)
    with mock.patch("throughcare.web.clock.wall", return_value=later):
        visitor.presses("Book in").reads("Nothing was done for 15 minutes", "kept for you").looks("50-door")
        visitor.types(email=account.email, password=PASSWORD).presses("Sign in")
        visitor.types(code=codes.code(secret=key, step=codes.step_at(later))).presses("Continue")
        visitor.reads("Your answers were not saved", "O’Hare", "NM/7").looks("51-kept")
        visitor.presses("Send them now")
        if Person.objects.count() == 0:
            visitor.presses("Yes: book in")
        visitor.reads("In the suite now: 1 person")


def test_a_warning_comes_two_minutes_before(browser, server, meera):
    account = with_password(meera)
    key = with_app(account)
    visitor = Visitor(browser, server.url)
    gives_password(visitor, account).types(code=code(key, timezone.now())).presses("Continue")

    with mock.patch("throughcare.web.clock.wall", return_value=timezone.now() + timedelta(minutes=13, seconds=1)):
        visitor.goes("/my-sign-in")
    with mock.patch("throughcare.web.clock.wall", return_value=timezone.now() + timedelta(minutes=26, seconds=2)):
        visitor.page.evaluate("document.querySelector('[data-staying]').dataset.left = '0'")
        visitor.page.add_script_tag(url="/static/staying.js?again", type="module")
        dialog = visitor.page.get_by_role("dialog", name="Are you still there?")
        dialog.wait_for()
        visitor.looks("52-staying")
        dialog.get_by_role("button", name="Stay signed in").click()
        dialog.wait_for(state="hidden")
        assert visitor.page.evaluate("fetch('/my-sign-in/stay').then((a) => a.json())") == {"left": 900}


def test_confirming_takes_whichever_is_to_hand(browser, server, eluned, sian):
    account = with_password(eluned)
    key = with_app(account)
    visitor = Visitor(browser, server.url)
    gives_password(visitor, account).types(code=code(key, timezone.now())).presses("Continue")

    later = timezone.now() + timedelta(minutes=6)
    with mock.patch("throughcare.web.clock.wall", return_value=later):
        visitor.goes("/help-to-sign-in").follows("Make a code").reads("Confirm it is you").looks("53-confirm")
        visitor.types(code="000000").presses("Continue").reads("The code is not right").looks("54-confirm-errors")
        visitor.types(password=PASSWORD).presses("Confirm").reads("Make a code for Siân Hŵel")
