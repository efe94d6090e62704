"""Federated learning with Flower: each site trains on its own pictures, and only weights and figures leave it.

    python -m hilum.federated sites DATA --output SITES                          # three sites out of one data set
    python -m hilum.federated simulate --sites SITES/* --output FEDERATION       # a federation of them on this machine

Research software, not a medical device.
"""

from __future__ import annotations

import os

# Flower reports its use to its makers unless it is told not to; sites of a federation have not agreed to that.
os.environ.setdefault("FLWR_TELEMETRY_ENABLED", "0")
