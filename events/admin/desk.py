"""What every page of the entry desk has in common."""

from django import forms
from django.contrib import admin
from django.db import IntegrityError

from events.forms.fields import dress


class DeskAdmin(admin.ModelAdmin):
    """Plain inputs, no scripts but ours, nothing deleted."""

    actions = None
    show_full_result_count = False
    list_per_page = 50

    @property
    def media(self) -> forms.Media:
        return forms.Media()

    def formfield_for_dbfield(self, db_field, request, **options):
        return db_field.formfield()

    def get_form(self, request, obj=None, change=False, **options):
        class Dressed(super().get_form(request, obj, change=change, **options)):
            def __init__(self, *args, **given):
                super().__init__(*args, **given)
                dress(self)

        return Dressed

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            # somebody wrote what stands in the way a moment ago: read again, validation sees it and says so
            return super().changeform_view(request, object_id, form_url, extra_context)
