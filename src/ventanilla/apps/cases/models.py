"""Cases (expedientes), what is asked while they are decided, and what each resolution was made from."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from ventanilla.domain.cases import State


class Case(models.Model):
    """One filing of one trámite. ``draft`` holds the texts of its Form's inputs, and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tramite = models.TextField()
    title = models.TextField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    person = models.UUIDField()
    subject = models.UUIDField()
    acts_for = models.UUIDField(null=True)
    acting_for = models.TextField(blank=True)
    mandate = models.UUIDField(null=True)  # by which authorisation ``account`` acts for ``acts_for``, if by one
    applicant = models.TextField()
    assurance = models.SmallIntegerField()
    state = models.TextField(default=State.BORRADOR.value)
    draft = models.JSONField(default=dict)  # schema: apps.cases.records.Draft
    opened_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    folio = models.CharField(max_length=12, unique=True, null=True)
    filed_at = models.DateTimeField(null=True)
    promised_on = models.DateField(null=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    signature = models.UUIDField(null=True)
    resolved_at = models.DateTimeField(null=True)
    # The queue of the office that reviews it: once it has one, an answer brings it back there, not to the rules alone.
    queue = models.TextField(blank=True, default="")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    taken_post = models.TextField(blank=True, default="")
    taken_unit = models.TextField(blank=True, default="")
    form_version = models.IntegerField(default=1)
    code_version = models.TextField(blank=True)
    lines = models.JSONField(default=list)  # schema: apps.cases.records.SignedLines
    expiry_told_at = models.DateTimeField(null=True)
    answers_to = models.UUIDField(null=True)  # the Ask, of another case, that the end of this one answers

    class Meta:
        indexes = (
            models.Index(fields=("subject", "-saved_at"), name="cases_subject"),
            models.Index(fields=("state", "filed_at"), name="cases_state"),
            models.Index(fields=("filed_at", "id"), name="cases_queue", condition=~models.Q(queue="")),
            models.Index(fields=("answers_to",), name="cases_answers", condition=~models.Q(answers_to=None)),
        )


class Resolution(models.Model):
    """What was decided, from which answers, by which parameters and code: enough to decide it again."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="resolutions")
    number = models.SmallIntegerField()
    kind = models.TextField()
    record = models.JSONField()  # schema: apps.cases.records.ResolutionRecord
    decided_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "number"), name="cases_resolution_number"),)


class Review(models.Model):
    """What an official said of a case, and who agreed where another has to.

    ``reasons`` and ``cite`` are one a line. ``state`` is a ``domain.cases.second.ReviewState``; a trigger keeps an
    official from reviewing what they filed or what is about them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    act = models.TextField()
    reasons = models.TextField(blank=True)
    cite = models.TextField(blank=True)
    until = models.DateField(null=True)
    seen = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    post = models.TextField()
    unit = models.TextField()
    at = models.DateTimeField()
    state = models.TextField()
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    second_reason = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=("case", "at"), name="cases_review_case"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(second_by=None) | ~models.Q(second_by=models.F("by")), name="cases_review_four_eyes"
            ),
            models.UniqueConstraint(
                fields=("case",), condition=models.Q(state="propuesta"), name="cases_review_one_open"
            ),
        )


class Ask(models.Model):
    """Something that a case waits for: of whom, what, until when; and what was answered, or that nobody did.

    ``subject`` is whoever answers in their own office (None: an official of ``queue``, or a payment). ``draft`` is
    what they typed and did not send. ``reviewing``: an official asked, and the answer goes back to the review.
    ``files`` is the key of a trámite that whoever is asked files instead of answering; ``draft`` is then how its
    request begins. ``against`` and ``matter`` are for the office: whom the case is about, and in what.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="asks")
    number = models.SmallIntegerField()
    of = models.TextField()
    subject = models.UUIDField(null=True)
    queue = models.TextField(blank=True)
    concept = models.TextField(blank=True)
    centavos = models.BigIntegerField(null=True)
    what = models.TextField()
    tramite = models.TextField()
    title = models.TextField()
    until = models.DateField()
    why = models.TextField()
    tells = models.JSONField(default=list)  # schema: apps.cases.records.SignedLines
    reviewing = models.BooleanField(default=False)
    files = models.TextField(blank=True, default="")
    against = models.UUIDField(null=True)
    matter = models.TextField(blank=True, default="")
    asked_at = models.DateTimeField()
    reminded = models.SmallIntegerField(default=0)
    outcome = models.TextField(default="abierta")
    closed_at = models.DateTimeField(null=True)
    draft = models.JSONField(default=dict)  # schema: apps.cases.records.Draft
    answer = models.JSONField(null=True)  # schema: that of its Form, of Paid or of Resuelto
    answered_by = models.UUIDField(null=True)
    signature = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("case", "number"), name="cases_ask_number"),
            models.UniqueConstraint(fields=("case",), condition=models.Q(outcome="abierta"), name="cases_ask_one_open"),
        )
        indexes = (
            models.Index(fields=("subject", "outcome"), name="cases_ask_subject"),
            models.Index(fields=("outcome", "until"), name="cases_ask_until"),
            models.Index(fields=("against",), name="cases_ask_against", condition=~models.Q(against=None)),
        )


class Consulta(models.Model):
    """A question that opened no case, and what became of it.

    ``tema`` and ``state`` are of ``domain.cases.consultas``. ``suggests`` is the trámite that whoever answered
    proposes, ``became`` the one that its owner began with it: keys, "" for none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    subject = models.UUIDField()
    proved = models.BooleanField()  # whether the office knew who asked: it answers others without any datum of theirs
    tema = models.TextField()
    queue = models.TextField()
    question = models.TextField()
    asked_at = models.DateTimeField()
    promised_on = models.DateField(null=True)  # None: the calendar of working days did not reach it
    state = models.TextField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    post = models.TextField(blank=True)
    unit = models.TextField(blank=True)
    suggests = models.TextField(blank=True)
    became = models.TextField(blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("subject", "-asked_at"), name="cases_consulta_subject"),
            models.Index(fields=("promised_on", "id"), name="cases_consulta_open", condition=models.Q(state="abierta")),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answered_by=None) | ~models.Q(answered_by=models.F("account")),
                name="cases_consulta_not_own",
            ),
        )
