"""The pages of surveys: writing them, answering them, reading what came of it."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from flask import Blueprint

from dialog.survey.routes.corrections import corrections
from dialog.survey.routes.imports import imports
from dialog.survey.routes.openings import openings
from dialog.survey.routes.preview import previews
from dialog.survey.routes.questions import questions
from dialog.survey.routes.sections import sections
from dialog.survey.routes.surveys import surveys

BLUEPRINTS: list[Blueprint] = [
    imports,
    surveys,
    sections,
    questions,
    corrections,
    openings,
    previews,
]
# The modules beside this one bring their own: answering, closing, results.
for _found in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name):
    _module = import_module(f"{__name__}.{_found.name}")
    BLUEPRINTS += [made for made in getattr(_module, "BLUEPRINTS", []) if made not in BLUEPRINTS]
