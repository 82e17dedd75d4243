"""Signing in, and one's own sign-in."""

from django.urls import URLPattern, path, register_converter

from throughcare.accounts.models import Factor
from throughcare.web.account import confirm, kept, my_sign_in, recovery, second_step, sign_in, single_sign_on


class KindOfFactor:
    regex = "|".join(Factor.Kind.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KindOfFactor, "factor")

urlpatterns: list[URLPattern] = [
    path("sign-in", sign_in.sign_in, name="sign_in"),
    path("sign-in/second-step", second_step.second_step, name="second_step"),
    path("sign-in/set-up", second_step.set_up, name="set_up"),
    path("sign-in/set-up/<factor:way>", second_step.set_up_one, name="set_up_one"),
    path("sign-in/recover", recovery.recover, name="recover"),
    path("sign-in/new-password", recovery.new_password, name="new_password"),
    path("sign-in/organisation", single_sign_on.choose, name="single_sign_on"),
    path("sign-in/organisation/<uuid:organisation>", single_sign_on.start, name="single_sign_on_start"),
    path("sign-in/organisation/back", single_sign_on.come_back, name="single_sign_on_back"),
    path("sign-in/organisation/finish", single_sign_on.finish, name="single_sign_on_finish"),
    path("single-sign-on", single_sign_on.switches, name="single_sign_on_switches"),
    path("single-sign-on/<uuid:organisation>", single_sign_on.switch, name="single_sign_on_switch"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
    path("post", sign_in.choose_post, name="choose_post"),
    path("confirm", confirm.confirm, name="confirm"),
    path("my-sign-in", my_sign_in.my_sign_in, name="my_sign_in"),
    path("my-sign-in/second-steps/add", my_sign_in.add_factor, name="add_factor"),
    path("my-sign-in/second-steps/add/<factor:way>", my_sign_in.add_factor_one, name="add_factor_one"),
    path("my-sign-in/second-steps/<uuid:factor_id>/remove", my_sign_in.remove_factor, name="remove_factor"),
    path("my-sign-in/password", my_sign_in.change_password, name="change_password"),
    path("my-sign-in/sessions/end", my_sign_in.end_session, name="end_session"),
    path("my-sign-in/stay", my_sign_in.stay, name="stay"),
    path("my-sign-in/kept/<uuid:kept_id>", kept.kept_answers, name="kept"),
    path("help-to-sign-in", recovery.people_to_help, name="people_to_help"),
    path("help-to-sign-in/<uuid:account_id>", recovery.make_code, name="make_code"),
]
