"""Signing in, and one's own sign-in."""

from django.urls import URLPattern, path, register_converter

from throughcare.accounts.models import Factor
from throughcare.web.views import account, confirm, kept, recovery, second_step, sign_in


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
    path("sign-in/set-up/<factor:kind>", second_step.set_up_one, name="set_up_one"),
    path("sign-in/recover", recovery.recover, name="recover"),
    path("sign-in/new-password", recovery.new_password, name="new_password"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
    path("post", sign_in.choose_post, name="choose_post"),
    path("confirm", confirm.confirm, name="confirm"),
    path("account", account.account, name="account"),
    path("account/second-steps/add", account.add_factor, name="add_factor"),
    path("account/second-steps/add/<factor:kind>", account.add_factor_one, name="add_factor_one"),
    path("account/second-steps/<uuid:factor_id>/remove", account.remove_factor, name="remove_factor"),
    path("account/password", account.change_password, name="change_password"),
    path("account/sessions/end", account.end_session, name="end_session"),
    path("account/stay", account.stay, name="stay"),
    path("account/kept/<uuid:kept_id>", kept.kept_answers, name="kept"),
    path("help-to-sign-in", recovery.people_to_help, name="people_to_help"),
    path("help-to-sign-in/<uuid:account_id>", recovery.make_code, name="make_code"),
]
