from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from events.choices import LeadState, Matter, Verdict


class MarkQuerySet(models.QuerySet):
    def speaking(self):
        """The latest on each matter of each incident or claim; earlier ones are what was said before."""
        later = Mark.objects.filter(incident=OuterRef("incident"), matter=OuterRef("matter"), pk__gt=OuterRef("pk"))
        of_its_claim = Exists(later.filter(claim=OuterRef("claim")))
        return self.exclude(of_its_claim).exclude(Q(claim=None) & Exists(later.filter(claim=None)))

    def open(self):
        """Questions and wrongs that speak and that nobody has settled."""
        return self.speaking().exclude(verdict=Verdict.FINE).filter(settled_at=None)

    def with_people(self):
        return self.select_related("marked_by", "settled_by", "claim__claimant", "claim__report__publisher")


class Mark(models.Model):
    """What a reviewer says of one matter of an incident, or of one of its claims. A later mark on the same matter speaks
    instead of an earlier one; a question or a wrong stays open until somebody settles it, with an answer.

    `basis` is what stood there when the mark was made (events.forms.marks reads it): a mark on 14 says nothing of 20.
    """

    incident = models.ForeignKey(
        "events.Incident", on_delete=models.CASCADE, related_name="marks", verbose_name=_("incident")
    )
    claim = models.ForeignKey(
        "events.Claim", on_delete=models.CASCADE, null=True, blank=True, related_name="marks", verbose_name=_("claim")
    )
    matter = models.CharField(_("about"), max_length=16, choices=Matter)
    verdict = models.CharField(_("verdict"), max_length=16, choices=Verdict)
    comment = models.TextField(_("comment"), blank=True)
    basis = models.TextField(_("what it was about"), blank=True, editable=False)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("marked by")
    )
    marked_at = models.DateTimeField(_("marked"), auto_now_add=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("settled by")
    )
    settled_at = models.DateTimeField(_("settled"), null=True)
    answer = models.TextField(_("answer"), blank=True)

    objects = MarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["-marked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="mark_says_why",
                condition=Q(verdict=Verdict.FINE) | ~Q(comment=""),
                violation_error_message=_("Say what the question is, or what is wrong."),
            ),
            models.CheckConstraint(
                name="mark_settled_by_somebody",
                condition=Q(settled_by=None, settled_at=None) | Q(settled_by__isnull=False, settled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="mark_settled_with_an_answer",
                condition=Q(settled_by=None, answer="") | (Q(settled_by__isnull=False) & ~Q(answer="")),
                violation_error_message=_("Write an answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_matter_display()}: {self.get_verdict_display()}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody; asked of marks that speak."""
        return self.verdict != Verdict.FINE and self.settled_at is None

    @property
    def about(self) -> str:
        """ "date", "number, Syrian Observatory"."""
        if self.claim is None:
            return self.get_matter_display()
        return f"{self.get_matter_display()}, {(self.claim.claimant or self.claim.report.publisher).spoken}"


class LeadQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(state=LeadState.UNREAD)

    def closed(self):
        """Read or dropped, the latest first."""
        return self.exclude(state=LeadState.UNREAD).order_by("-closed_at", "-id")

    def assigned_to(self, user):
        return self.filter(assigned_to=user)

    def at(self, addresses):
        return self.filter(url__in=list(addresses))

    def with_people(self):
        return self.select_related("assigned_to", "added_by", "report")


class Lead(models.Model):
    """A link in the reading inbox: a report still to be read, by whom, and what became of it."""

    url = models.URLField(
        _("address"),
        max_length=1000,
        unique=True,
        error_messages={"unique": _("This address is in the inbox already.")},
    )
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=LeadState, default=LeadState.UNREAD)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=_("assigned to"),
    )
    report = models.ForeignKey(
        "events.Report", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("report")
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        ordering = ["-added_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="lead_closed_when_not_unread",
                condition=Q(state=LeadState.UNREAD, closed_at=None)
                | (~Q(state=LeadState.UNREAD) & Q(closed_at__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.headline or self.url
