"""Imports the CRM's files of clients, purchases and signals."""

from storage.imports.faults import Fault, FaultList, FileRefusedError, ImportRefusedError
from storage.imports.importing import import_files
from storage.imports.reports import FileReport, ImportReport, ImportRequest, Progress

__all__ = [
    "Fault",
    "FaultList",
    "FileRefusedError",
    "FileReport",
    "ImportRefusedError",
    "ImportReport",
    "ImportRequest",
    "Progress",
    "import_files",
]
