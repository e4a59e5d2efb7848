"""Files that people send: no more than the settings allow reaches the disk, whatever is sent."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class NoMoreThanAllowed(FileUploadHandler):
    """Passes over the files of a request that is too large; `request.upload_too_large` tells the page, which says so."""

    chunk_size = 2**20

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803 - Django's names
        self.left = settings.IMPORT_MAX_BYTES
        self.request.upload_too_large = content_length > self.left + 2**20

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        if self.request.upload_too_large:
            raise SkipFile

    def receive_data_chunk(self, raw_data, start):
        self.left -= len(raw_data)
        if self.left < 0:
            self.request.upload_too_large = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None
