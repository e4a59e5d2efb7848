"""The way in for files: sent, checked, its names decided, confirmed, loaded, and undone if need be."""

from django.urls import path

from events.admin.imports import batch, names, problems, sending


def addresses(site) -> list:
    """The addresses of this room, for the desk (`site`)."""
    pages = {
        "imports/": (sending.list_view, "list"),
        "imports/new/": (sending.upload_view, "new"),
        "imports/template.<str:form>": (sending.template_view, "template"),
        "imports/<int:pk>/": (batch.detail_view, "detail"),
        "imports/<int:pk>/progress/": (batch.progress_view, "progress"),
        "imports/<int:pk>/read/": (batch.read_view, "read"),
        "imports/<int:pk>/confirm/": (batch.confirm_view, "confirm"),
        "imports/<int:pk>/cancel/": (batch.cancel_view, "cancel"),
        "imports/<int:pk>/undo/": (batch.undo_view, "undo"),
        "imports/<int:pk>/names/": (names.names_view, "names"),
        "imports/<int:pk>/problems/": (problems.problems_view, "problems"),
        "imports/<int:pk>/report/": (problems.report_view, "report"),
        "imports/<int:pk>/file/": (problems.file_view, "file"),
    }
    return [
        path(address, site.admin_view(view), {"site": site}, name=f"events_batch_{name}")
        for address, (view, name) in pages.items()
    ]
