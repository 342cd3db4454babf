from __future__ import annotations

from django.urls import path

from portal.web import views

app_name = "web"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("home/", views.home, name="home"),
    path("org/new/", views.new_organization, name="organization-new"),
    path("theme/", views.theme, name="theme"),
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("demo/mail/", views.demo_mail, name="demo-mail"),
    path("demo/mail/<int:pk>/", views.demo_letter, name="demo-letter"),
]
