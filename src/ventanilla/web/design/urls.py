"""The gallery's address."""

from django.urls import path

from ventanilla.web.design.views import gallery

urlpatterns = [path("diseno", gallery, name="diseno")]
