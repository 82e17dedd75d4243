"""Teams, roles and accounts."""

from django.urls import URLPattern, path

from throughcare.web.members import keys, member_changes, members, role_changes, roles

urlpatterns: list[URLPattern] = [
    path("roles", roles.roles, name="roles"),
    path("roles/changes", role_changes.role_changes, name="role_changes"),
    path("members", members.members, name="members"),
    path("members/team/<uuid:organisation>", members.team, name="team"),
    path("members/team/<uuid:organisation>/give", member_changes.give_role, name="give_role"),
    path("members/team/<uuid:organisation>/keys", keys.team_keys, name="team_keys"),
    path("members/team/<uuid:organisation>/keys/make", keys.make_key, name="make_key"),
    path("members/key/<uuid:made>/take-back", keys.revoke_key, name="revoke_key"),
    path("members/post/<uuid:membership>/change", member_changes.change_role_page, name="change_role"),
    path("members/post/<uuid:membership>/end", member_changes.end_role, name="end_role"),
    path("members/account/<uuid:account>", members.account, name="account"),
    path("members/account/<uuid:account>/close", member_changes.close_account_page, name="close_account"),
]
