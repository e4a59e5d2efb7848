from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0011_names_of_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="Package",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.SlugField(max_length=120, unique=True, verbose_name="name")),
                ("query", models.TextField(verbose_name="question")),
                ("sentence", models.TextField(verbose_name="selection in words")),
                ("measure", models.CharField(max_length=200, verbose_name="what is counted")),
                ("language", models.CharField(max_length=16, verbose_name="language")),
                ("as_of", models.DateField(null=True, verbose_name="as known on")),
                ("site", models.CharField(max_length=255, verbose_name="site")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("last_change", models.BigIntegerField(verbose_name="last change")),
                ("missing_changes", models.JSONField(default=list, verbose_name="changes not seen then")),
                ("layout", models.PositiveSmallIntegerField(verbose_name="layout")),
                ("counts", models.JSONField(verbose_name="counts")),
                ("files", models.JSONField(verbose_name="files")),
                ("texts", models.JSONField(verbose_name="texts")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                (
                    "dataset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packages",
                        to="events.dataset",
                        verbose_name="dataset",
                    ),
                ),
            ],
            options={
                "verbose_name": "package",
                "verbose_name_plural": "packages",
                "ordering": ["-id"],
                "default_permissions": ("view",),
                "indexes": [models.Index(fields=["-made_at"], name="package_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="package_sha256_is_hex"
                    )
                ],
            },
        ),
        migrations.RunSQL(sql=(SQL / "packages.sql").read_text(), reverse_sql=(SQL / "packages_undo.sql").read_text()),
    ]
