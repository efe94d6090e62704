"""Models in MLflow: a flavour for bundles, and the function that ``mlflow.pyfunc`` gives everyone.

>>> import hilum.mlflow
>>> hilum.mlflow.log_model("run/bundle")            # in a run of MLflow's
>>> hilum.mlflow.load_model("runs:/RUN/model")      # a hilum.Model
>>> mlflow.pyfunc.load_model("runs:/RUN/model").predict(pd.DataFrame({"path": ["a.jpeg", "b.dcm"]}))

``hilum train --track mlflow:URI`` logs models in the same layout. Needs MLflow 3, which is imported when it is used.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import mlflow.models
    import pandas as pd

    import hilum

#: The flavour's name in ``MLmodel``, and the folder beside that file in which the bundle stands.
FLAVOR_NAME = "hilum"
_BUNDLE = "bundle"
#: Columns of the frames that are read: a path, or a picture's bytes.
_PATH, _BYTES = "path", "bytes"


class HasBundle(Protocol):
    """What a bundle was loaded from or has left behind: `hilum.Model`, `hilum.Run`."""

    @property
    def bundle(self) -> Path: ...


def save_model(
    bundle: str | os.PathLike[str] | HasBundle,
    path: str | os.PathLike[str],
    *,
    mlflow_model: mlflow.models.Model | None = None,
    metadata: dict[str, Any] | None = None,
) -> None:
    """Writes a model of MLflow's to a folder.

    Parameters
    ----------
    bundle
        A bundle, the folder of a run, a `hilum.Model` or a `hilum.Run`.
    path
        The folder, which must not exist.
    mlflow_model
        What MLflow knows of the model already.
    metadata
        What else ``MLmodel`` is to say.

    Raises
    ------
    BundleError
        There is no bundle, or it is damaged.
    """
    import hilum
    import mlflow.pyfunc
    from mlflow.models import Model
    from mlflow.models.model import MLMODEL_FILE_NAME

    with hilum.load(_folder(bundle)) as model:
        folder = Path(path)
        folder.mkdir(parents=True)
        shutil.copytree(model.bundle, folder / _BUNDLE)
        description = Model() if mlflow_model is None else mlflow_model
        description.signature = _signature()
        if metadata is not None:
            description.metadata = metadata
        description.add_flavor(
            FLAVOR_NAME, bundle=_BUNDLE, hilum_version=hilum.__version__, model=model.name, model_version=model.version)
        mlflow.pyfunc.add_to_model(description, loader_module=__name__, data=_BUNDLE)
        description.save(str(folder / MLMODEL_FILE_NAME))


def log_model(
    bundle: str | os.PathLike[str] | HasBundle,
    name: str = "model",
    *,
    registered_model_name: str | None = None,
    **options: Any,
) -> mlflow.models.model.ModelInfo:
    """Logs a model to the run of MLflow that is active, or to a new one.

    Parameters
    ----------
    bundle
        A bundle, the folder of a run, a `hilum.Model` or a `hilum.Run`.
    name
        The model's name in the run.
    registered_model_name
        Also registers a version under this name.
    **options
        Those of ``mlflow.models.Model.log``.

    Returns
    -------
    mlflow.models.model.ModelInfo
        Where the model is.
    """
    from mlflow.models import Model

    info: mlflow.models.model.ModelInfo = Model.log(
        artifact_path=None, name=name, flavor=sys.modules[__name__], registered_model_name=registered_model_name,
        bundle=bundle, **options)
    return info


def load_model(model_uri: str, dst_path: str | None = None, **options: Any) -> hilum.Model:
    """Loads a model of MLflow's, such as ``models:/pneumonia/3`` or ``runs:/RUN/model``.

    Parameters
    ----------
    model_uri
        Where it is, as MLflow writes that.
    dst_path
        A folder that gets the model's files; None: one for the time being.
    **options
        Those of `hilum.load`.
    """
    import hilum
    from mlflow.tracking.artifact_utils import _download_artifact_from_uri

    folder = Path(_download_artifact_from_uri(artifact_uri=model_uri, output_path=dst_path))
    return hilum.load(folder / _BUNDLE, **options)


def _load_pyfunc(path: str) -> _Function:
    """Called by MLflow with the bundle's folder."""
    import hilum

    return _Function(hilum.load(path))


class _Function:
    """A model as ``mlflow.pyfunc`` calls it: a frame of pictures to a frame of readings."""

    def __init__(self, model: hilum.Model) -> None:
        self._model = model

    def get_raw_model(self) -> hilum.Model:
        """The model itself."""
        return self._model

    def predict(self, model_input: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """Reads the pictures of a frame.

        Parameters
        ----------
        model_input
            A row per picture: ``path``, or its file's ``bytes`` where that is missing.
        params
            None are known.

        Returns
        -------
        pandas.DataFrame
            The columns of `hilum.frame`, with the rows' own index. A picture that can't be read has its ``error``.
        """
        known = [name for name in (_PATH, _BYTES) if name in model_input.columns]
        if not known:
            raise ValueError(f"a frame of pictures has a column '{_PATH}' or '{_BYTES}'")
        rows = model_input[known].itertuples(index=False, name=None)
        # Nothing at all is a picture without bytes, which has an error of its own.
        pictures = [next((value for value in row if isinstance(value, (str, bytes)) and value), b"") for row in rows]
        return self._model.predict_frame(pictures).set_index(model_input.index)


def _folder(bundle: str | os.PathLike[str] | HasBundle) -> Path:
    return Path(bundle) if isinstance(bundle, (str, os.PathLike)) else Path(bundle.bundle)


def _signature() -> mlflow.models.ModelSignature:
    """A path or bytes for each picture; what comes out depends on the model's classes."""
    from mlflow.models import ModelSignature
    from mlflow.types import ColSpec, DataType, Schema

    return ModelSignature(
        Schema([ColSpec(DataType.string, _PATH, required=False), ColSpec(DataType.binary, _BYTES, required=False)]))
