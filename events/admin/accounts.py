"""Accounts: who is an analyst, who an editor. What a group may do is written in a migration, not chosen here."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User

from events.admin.desk import DeskAdmin

admin.site.unregister([User, Group])


@admin.register(User)
class AccountAdmin(DeskAdmin, UserAdmin):
    fieldsets = [
        (None, {"fields": ["username", "password", "first_name", "last_name", "email"]}),
        (None, {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
    ]
    list_display = ["username", "first_name", "last_name", "is_staff", "is_active"]
    list_filter = ["is_staff", "is_active", "groups"]
    filter_horizontal = []
