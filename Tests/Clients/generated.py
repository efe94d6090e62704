"""A client made from the OpenAPI document: generated, compiled, and used.

generated.py ADDRESS PICTURE
"""

import compileall
import importlib
import pathlib
import subprocess
import sys
import tempfile


# The generator knows no content types of pictures, and its formatter is of no use here.
CONFIGURATION = """
post_hooks: []
content_type_overrides:
  image/jpeg: application/octet-stream
  image/png: application/octet-stream
  application/dicom: application/octet-stream
"""


def main(address: str, picture: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        configuration = pathlib.Path(folder, "configuration.yaml")
        configuration.write_text(CONFIGURATION)
        subprocess.run(
            [sys.executable, "-m", "openapi_python_client", "generate", "--url", f"{address}/openapi.json",
             "--meta", "none", "--output-path", f"{folder}/hilum_client", "--config", str(configuration),
             "--fail-on-warning"],
            check=True,
        )
        if not compileall.compile_dir(folder, quiet=1):
            sys.exit("the client does not compile")
        sys.path.insert(0, folder)
        client = importlib.import_module("hilum_client").Client(base_url=address, timeout=60)
        models = importlib.import_module("hilum_client.models")
        types = importlib.import_module("hilum_client.types")
        # Every module, not only those that are used below.
        modules = sorted(pathlib.Path(folder, "hilum_client").rglob("*.py"))
        for module in modules:
            name = ".".join(module.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
            importlib.import_module(name)

        def call(operation: str, **arguments):
            return importlib.import_module(f"hilum_client.api.default.{operation}").sync(client=client, **arguments)

        health = call("get_health")
        assert isinstance(health, models.Health) and health.status.value == "ok", health
        served = call("get_models")
        assert isinstance(served, models.Models) and served.models, served
        with open(picture, "rb") as file:
            body = models.PostPredictFilesBody(file=[types.File(payload=file, file_name="xray.jpeg")])
            reading = call("post_predict", body=body)
        assert isinstance(reading, models.Reading), reading
        assert reading.prediction in reading.probabilities.additional_properties
        info = call("get_model_info", model=reading.model.name)
        assert isinstance(info, models.ModelInfo) and reading.prediction in info.classes, info
        refused = call("get_model_info", model="none")
        assert isinstance(refused, models.Error) and refused.error.code, refused
        print(f"{len(modules)} modules; {reading.prediction} {reading.confidence:.3f} by {info.name} {info.version}")


main(*sys.argv[1:])
