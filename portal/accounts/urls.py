from __future__ import annotations

from django.urls import path

from portal.accounts import views

app_name = "accounts"
urlpatterns = [
    path("settings/", views.settings, name="settings"),
    path("org/members/", views.members, name="members"),
    path("org/members/<uuid:pk>/", views.member, name="member"),
    path("org/invitations/<uuid:pk>/withdraw/", views.withdraw, name="invitation-withdraw"),
    path("invitations/<str:token>/", views.invitation, name="invitation"),
]
