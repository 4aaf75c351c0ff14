"""One card for each item, which the search of the workbench reads."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from trainer.banks.cards.rules import Names, worded

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

AT_ONCE = 500
MOMENT = sa.DateTime(timezone=True)
LIVE = """
SELECT id, module_id, document FROM module_version
WHERE id IN (SELECT max(id) FROM module_version GROUP BY module_id) ORDER BY id
"""
ITEMS = """
SELECT item.id AS item_id, version.id, version.number, version.document, version.published_at, placed.position,
    placed.grounds IS NOT NULL AND accepted.id IS NULL AS is_stale
FROM item
JOIN item_version AS version ON version.item_id = item.id
LEFT JOIN module_version_item AS placed ON placed.item_version_id = version.id AND placed.module_version_id = :live
LEFT JOIN accepted_grounds AS accepted
    ON accepted.item_version_id = version.id AND accepted.grounds = placed.grounds
WHERE item.module_id = :module AND (placed.position IS NOT NULL OR (
    NOT EXISTS (
        SELECT 1 FROM item_version AS other
        JOIN module_version_item AS there ON there.item_version_id = other.id AND there.module_version_id = :live
        WHERE other.item_id = item.id)
    AND NOT EXISTS (
        SELECT 1 FROM item_version AS later WHERE later.item_id = item.id AND later.number > version.number)))
ORDER BY item.id
"""


def upgrade() -> None:
    table = op.create_table(
        "item_card",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "objective", "objective_title", "level")),
        sa.Column("use", sa.String(), nullable=False),
        sa.Column("safety_critical", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("case", "passage", "model", "model_title")),
        sa.Column("sources", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("takers", sa.Integer(), nullable=True),
        sa.Column("facility", sa.Double(), nullable=True),
        sa.Column("discrimination", sa.Double(), nullable=True),
        sa.Column("alert", sa.String(), nullable=True),
        sa.Column("last_asked_at", MOMENT, nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("stem", "below", "text")),
        sa.CheckConstraint("state IN ('live', 'stale', 'retired')", name=op.f("ck_item_card_state_is_known")),
        *(
            sa.ForeignKeyConstraint([f"{name}_id"], [f"{name}.id"], name=op.f(f"fk_item_card_{name}_id_{name}"))
            for name in ("item", "item_version", "module")
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_item_card")),
    )
    op.create_index("ix_item_card_item_version_id", "item_card", ["item_version_id"])
    op.create_index("ix_item_card_module_id_position", "item_card", ["module_id", "position"])
    cards = list(all_cards(op.get_bind()))
    for start in range(0, len(cards), AT_ONCE):
        op.bulk_insert(table, cards[start : start + AT_ONCE])


def all_cards(connection: sa.Connection) -> Iterator[dict]:
    """Of what was published until now. When an item was last asked, a job finds out within a minute."""
    versions = sa.text(LIVE)
    items = sa.text(ITEMS).columns(document=sa.JSON(), published_at=MOMENT, is_stale=sa.Boolean())
    for version in connection.execute(versions.columns(document=sa.JSON())).all():
        names = Names(version.module_id, version.document)
        for row in connection.execute(items, {"live": version.id, "module": version.module_id}).all():
            card = names.card(row.item_id, row, row.position, is_stale=row.is_stale)
            yield card | worded(row.document)


def downgrade() -> None:
    op.drop_table("item_card")
