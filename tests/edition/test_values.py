"""Editions as values: one of each in every process, identities with two sides."""

from __future__ import annotations

import pickle

from samples import EDITIONS

from govreport.edition import load_edition


def test_an_edition_goes_to_another_process_as_its_name() -> None:
    for name in EDITIONS:
        edition = load_edition(name)
        sent = pickle.dumps(edition)
        assert pickle.loads(sent) is edition
        assert len(sent) < 200


def test_a_sum_has_two_sides_like_a_balance() -> None:
    for name in EDITIONS:
        edition = load_edition(name)
        assert edition.identities == (*edition.sums, *edition.balances)
        for one in edition.sums:
            assert (one.left, one.right) == ((one.total,), one.parts)
