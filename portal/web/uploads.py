"""How a file comes in with a form: kept in memory, up to a bound, and only where a page takes files.

Django would write larger uploads to a temporary folder in clear. A page that takes a file wears
`takes_a_file`; everywhere else a file in a form is read over and forgotten (settings.FILE_UPLOAD_HANDLERS).
"""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

MOST_BYTES = 10 * 1024 * 1024
# Beyond this the rest is not even read: the connection ends.
NOT_EVEN_READ = 64 * 1024 * 1024
TOO_LARGE = "portal.upload_was_too_large"
Arguments = ParamSpec("Arguments")


class NothingTaken(FileUploadHandler):
    """A form that has no file field is sent a file: it is read over."""

    def new_file(self, *arguments: Any, **options: Any) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


class InMemory(FileUploadHandler):
    """One file, in memory. One that is too large is not there, and `was_too_large(request)` says so."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.form = request
        self.content: io.BytesIO | None = None
        self.is_given = False

    def new_file(self, *arguments: Any, **options: Any) -> None:
        super().new_file(*arguments, **options)
        if self.is_given:
            raise SkipFile
        self.is_given = True
        self.content = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.content is not None and self.content.tell() + len(raw_data) <= MOST_BYTES:
            self.content.write(raw_data)
            return
        # The rest is read over, so that the fields behind it are not lost; a flood ends the connection.
        self.content = None
        self.form.META[TOO_LARGE] = True
        if int(self.form.META.get("CONTENT_LENGTH") or 0) > NOT_EVEN_READ:
            raise StopUpload(connection_reset=True)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        if self.content is None:
            return None
        self.content.seek(0)
        return InMemoryUploadedFile(
            file=self.content,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


def was_too_large(request: HttpRequest) -> bool:
    return bool(request.META.get(TOO_LARGE))


def takes_a_file(
    view: Callable[Concatenate[Any, Arguments], HttpResponseBase],
) -> Callable[Concatenate[Any, Arguments], HttpResponseBase]:
    """Let the view's form bring one file. The token is checked all the same, but only after the reader of the
    form was chosen, since checking it reads the form."""
    protected = csrf_protect(view)

    @csrf_exempt
    @functools.wraps(view)
    def with_reader(request: Any, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
        request.upload_handlers = [InMemory(request)]
        return protected(request, *args, **kwargs)

    return with_reader
