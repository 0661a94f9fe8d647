"""Pick a few of many texts so that they differ: one for each cluster, as people are shown five QARs of eighteen.

Section 2.3 of the paper clusters sentence embeddings hierarchically and takes "the roots" of five clusters, without
saying how clusters are joined or what a root is. Here: average linkage of the distances between vectors of length 1,
and the text nearest to its cluster's mean.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import cut_tree, linkage

from training.corpus.embedding import Embedder, Vectors


def select(texts: Sequence[str], count: int = 5, *, embed: Embedder) -> list[int]:
    """Return the places of at most `count` texts, in their order.

    Texts that are equal but for blanks and capitals are one, the first of them; if no more than `count` are left, all
    of these are returned.
    """
    if count < 1:
        raise ValueError(f"count is {count}; select at least 1 text")
    places = _different(texts)
    if len(places) <= count:
        return places
    vectors = embed([texts[place] for place in places])
    clusters = cut_tree(linkage(vectors, method="average"), n_clusters=count)[:, 0]
    return sorted(places[_nearest_to_mean(vectors, np.flatnonzero(clusters == each))] for each in range(count))


def _different(texts: Sequence[str]) -> list[int]:
    first: dict[str, int] = {}
    for place, text in enumerate(texts):
        first.setdefault(" ".join(text.casefold().split()), place)
    return list(first.values())


def _nearest_to_mean(vectors: Vectors, members: NDArray[np.intp]) -> int:
    """Return the member whose vector is nearest to the mean of all members, the first of equals."""
    distances = np.linalg.norm(vectors[members] - vectors[members].mean(axis=0), axis=1)
    # Rounded, for the two members of a pair are equally near but for the last bits.
    return int(members[np.round(distances, 5).argmin()])
