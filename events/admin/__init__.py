"""The entry desk: where analysts enter and editors review.

Nothing is imported here: `site` must stand before `incident` and `record` register with it (apps.EntryDeskConfig).
"""
