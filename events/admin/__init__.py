"""The entry desk: where analysts enter and editors review.

Nothing is imported here: `site` must stand before the other modules register with it (apps.EntryDeskConfig).
"""
