"""Does a picture come from the drawn world? Decided by how usual it is among drawn scenes; fitted on nothing else.

A picture becomes a row of numbers: means and deviations of the eye's fine and middle maps (texture), the mean of its
last tokens (content), and four plain figures about flatness and palette. Rows of drawn scenes are whitened; the squared
length of a whitened row (Mahalanobis distance, with the covariance shrunk toward its diagonal) above a threshold means:
not drawn by us. The threshold comes from drawn scenes that the covariance has not seen.
"""

from typing import NamedTuple

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from models.embedded.network import StudentNetwork
from models.embedded.noticing import nothing
from models.embedded.picture import fit, to_pixels
from models.embedded.vision import Glance

_FLAT = 6  # levels of 255; neighbours closer than this count as one surface


class DomainDetector(NamedTuple):
    """`centre` [F] and `whitening` [F, F] of the rows; a squared length above `threshold` is out of the world."""

    centre: Tensor
    whitening: Tensor
    threshold: float

    @classmethod
    def from_tensors(cls, tensors: dict[str, Tensor]) -> "DomainDetector":
        return cls(tensors["centre"], tensors["whitening"], float(tensors["threshold"]))

    def tensors(self) -> dict[str, Tensor]:
        """Return what the student's folder keeps."""
        return {"centre": self.centre, "whitening": self.whitening, "threshold": torch.tensor(self.threshold)}

    def distance(self, row: Tensor) -> float:
        """Return the squared Mahalanobis distance of a row, per feature."""
        return float(((row - self.centre) @ self.whitening).square().mean())

    def knows(self, row: Tensor) -> bool:
        """Tell whether a picture with that row looks like a drawn scene."""
        return self.distance(row) <= self.threshold


@torch.inference_mode()
def describe(network: StudentNetwork, image: Image.Image) -> Tensor:
    """Return the row [F] of a picture."""
    fitted = fit(image, network.settings.pixels).image
    return describe_glance(network, fitted, network.eye.look_over(to_pixels([fitted])))


@torch.inference_mode()
def describe_glance(network: StudentNetwork, fitted: Image.Image, glance: Glance) -> Tensor:
    """Return the row [F] of a picture that was made square (`fit`) and looked over; no region of it is looked at."""
    count, maps = network.settings.regions, glance.maps
    nowhere, none = torch.zeros(1, count, 4), torch.zeros(1, count, dtype=torch.bool)
    seen = network.eye.look_at(glance, nowhere, none, network.numbers, nothing(1))
    texture = [statistic for each in (maps.fine, maps.middle) for statistic in (each.mean((2, 3)), each.std((2, 3)))]
    return torch.cat([*(part[0] for part in texture), seen.picture.mean(1)[0], _flatness(fitted)])


def fit_detector(rows: Tensor, held_out: Tensor, *, quantile: float, shrinkage: float = 0.1) -> DomainDetector:
    """Fit on rows [N, F] of drawn scenes; the threshold is a quantile of the distances of other drawn scenes."""
    centre = rows.double().mean(0)
    covariance = torch.cov((rows.double() - centre).T)
    diagonal = torch.diag(covariance.diagonal().clamp(min=1e-6))
    shrunk = (1 - shrinkage) * covariance + shrinkage * diagonal
    values, vectors = torch.linalg.eigh(shrunk)
    whitening = (vectors / values.clamp(min=1e-8).sqrt()).float()
    detector = DomainDetector(centre.float(), whitening, 0.0)
    distances = torch.tensor([detector.distance(row) for row in held_out])
    return detector._replace(threshold=float(torch.quantile(distances, quantile)))


def _flatness(image: Image.Image) -> Tensor:
    """Return the share of flat neighbours across and down, the palette's entropy and its size (both in bits)."""
    pixels = np.asarray(image, dtype=np.int16)
    across = np.abs(np.diff(pixels, axis=1)).max(-1) < _FLAT
    down = np.abs(np.diff(pixels, axis=0)).max(-1) < _FLAT
    codes = (pixels >> 4) @ np.array([256, 16, 1], dtype=np.int16)
    counts = np.unique(codes, return_counts=True)[1]
    shares = counts / counts.sum()
    entropy = float(-(shares * np.log2(shares)).sum())
    return torch.tensor([across.mean(), down.mean(), entropy, np.log2(len(counts))], dtype=torch.float32)
