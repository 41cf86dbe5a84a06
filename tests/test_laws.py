"""The laws that the program rests on, each as a property: 200 examples in `make test`, 10,000 in the nightly profile."""

from __future__ import annotations

import copy
from pathlib import Path
from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import blueprint, package, render
from generator.actions import looking
from generator.actions.mine import mine_now
from generator.actions.plan_drafts import draft_plan
from generator.actions.reading import as_made, lists_of
from generator.actions.sides import sides_of
from generator.base import Base, base_of
from generator.content_checks import check as content_findings
from generator.content_checks import fixed
from generator.errors import GeneratorError, any_error
from generator.fields import by_key
from generator.files import ReadFile
from generator.formatting import read_document
from generator.merge import Content, merge
from generator.papers import PlanPaper, plan_paper
from generator.plan import Plan
from generator.readback import read
from generator.workbook import PlanBook, read_plan_book, record, write_plan_book
from tests.checked_plans import LISTS
from tests.desks import NOW
from tests.fuzzed_books import broken_book
from tests.papers import TEMPLATES
from tests.plans import plans
from tests.plausible_plans import plausible_plans
from tests.test_drafts_sound import known, raw_strings
from tests.test_merge import contents, printed, same
from tests.test_readback import ORIGIN, base_in, book, draft, opened, reading
