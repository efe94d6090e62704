"""Makes the golden files of TensorFilesTests with PyTorch and the safetensors package.

    python make_goldens.py        # needs torch, numpy and safetensors; writes beside itself

NAME.pth is what PyTorch saves, NAME.safetensors the same tensors as the safetensors package saves them.
"""

import collections
import io
import os
import struct
import zipfile

import torch
from safetensors.torch import save_file

HERE = os.path.dirname(os.path.abspath(__file__))
DTYPES = [torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16,
          torch.int8, torch.uint8, torch.bool]


def path(name):
    return os.path.join(HERE, name)


def expect(name, tensors):
    """Writes the tensors that a reader of NAME must find."""
    save_file({k: v.detach().contiguous().clone() for k, v in tensors.items()}, path(name + ".safetensors"))


def every_dtype():
    values = torch.tensor([[0.0, 1.0, 2.5], [100.0, 3.1415927, 0.1]])
    tensors = {str(d).removeprefix("torch."): values.to(d) for d in DTYPES}
    tensors["negative"] = torch.tensor([-1.0, float("inf"), float("nan"), -0.0])
    tensors["scalar"] = torch.tensor(7)
    tensors["empty"] = torch.zeros(0, 3)
    return tensors


def model():
    torch.manual_seed(1)
    return torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3, bias=False), torch.nn.BatchNorm2d(2), torch.nn.Linear(2, 3))


def strided():
    base = torch.arange(24, dtype=torch.float32)
    cube = base.view(2, 3, 4)
    return {
        "whole": cube, "transposed": cube.permute(2, 0, 1), "row": cube[1, 1], "column": cube[:, 1, 2],
        "every_second": base[1::2], "shared": base[4:10].view(2, 3), "expanded": base[5:6].expand(3, 2),
        "channels_last": torch.arange(48, dtype=torch.float16).view(1, 3, 4, 4).contiguous(
            memory_format=torch.channels_last),
    }


def safetensors_goldens():
    save_file(every_dtype(), path("every_dtype.safetensors"))
    save_file({"b": torch.ones(2), "a\"\\\n\u00e9": torch.zeros(1)}, path("metadata.safetensors"),
              metadata={"quote\"\\": "tab\t newline\n bell\x07 é 漢"})


def torch_goldens():
    for suffix, options in [("", {}), ("_legacy", {"_use_new_zipfile_serialization": False})]:
        torch.save(every_dtype(), path(f"every_dtype{suffix}.pth"), **options)
        torch.save(strided(), path(f"strided{suffix}.pth"), **options)
    expect("strided", strided())

    net = model()
    torch.save(net.state_dict(), path("module.pth"))
    torch.save(net.state_dict(), path("module_protocol4.pth"), pickle_protocol=4)
    torch.save(collections.OrderedDict(net.named_parameters()), path("parameters.pth"))
    optimizer = torch.optim.Adam(net.parameters())
    wrapped = {"epoch": 3, "best": 0.5, "name": "x", "done": False, "none": None, "shape": torch.Size([1, 2]),
               "device": torch.device("cpu"), "dtype": torch.float32, "big": 1 << 100, "history": [(1, -2), 1e-3],
               "optimizer": optimizer.state_dict(),
               "state_dict": {"module." + k: v for k, v in net.state_dict().items()}}
    torch.save(wrapped, path("wrapped.pth"))
    torch.save(wrapped, path("wrapped_legacy.pth"), _use_new_zipfile_serialization=False)
    torch.save({"epoch": 3, "ema": {}}, path("no_tensors.pth"))
    expect("module", net.state_dict())
    expect("parameters", dict(net.named_parameters()))


class Unseekable(io.RawIOBase):
    """A stream that zipfile must write with data descriptors."""

    def __init__(self, name):
        self.file = open(name, "wb")

    def writable(self):
        return True

    def write(self, data):
        return self.file.write(data)


def zip_goldens():
    """The same archive as other programs would zip it."""
    source = zipfile.ZipFile(path("module.pth"))
    entries = {info.filename: source.read(info) for info in source.infolist()}

    with zipfile.ZipFile(Unseekable(path("zip_descriptors.pth")), "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    with zipfile.ZipFile(path("zip_comment.pth"), "w") as archive:
        archive.comment = b"a comment PK\5\6 that looks like an end record"
        for name, data in entries.items():
            archive.writestr(name, data)
    with zipfile.ZipFile(path("zip_deflated.pth"), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    with zipfile.ZipFile(path("zip_big_endian.pth"), "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, b"big" if name.endswith("byteorder") else data)
    with zipfile.ZipFile(path("zip_no_pickle.pth"), "w") as archive:
        archive.writestr("readme.txt", b"hello")
    open(path("zip64.pth"), "wb").write(zip64(entries))


def zip64(entries):
    """An archive whose every size, offset and count stands in a zip64 field."""
    body, directory = b"", b""
    for name, data in entries.items():
        name, crc, full = name.encode(), 0, 0xFFFFFFFF
        offset = len(body)
        extra = struct.pack("<HHQQ", 1, 16, len(data), len(data))
        body += struct.pack("<IHHHHHIIIHH", 0x04034B50, 45, 0, 0, 0, 0, crc, full, full, len(name), len(extra))
        body += name + extra + data
        extra = struct.pack("<HH", 0x5455, 0) + struct.pack("<HHQQQ", 1, 24, len(data), len(data), offset)
        directory += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 45, 45, 0, 0, 0, 0, crc, full, full, len(name),
                                 len(extra), 0, 0, 0, 0, full) + name + extra
    record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, len(entries), len(entries), len(directory),
                         len(body))
    locator = struct.pack("<IIQI", 0x07064B50, 0, len(body) + len(directory), 1)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return body + directory + record + locator + end


class Command:
    def __reduce__(self):
        return os.system, ("echo hostile",)


class Attribute:
    """Its NEWOBJ and BUILD ask for a class outside the allow-list."""


def hostile_goldens():
    torch.save({"weight": torch.ones(2), "x": Command()}, path("hostile_reduce.pth"))
    torch.save({"weight": torch.ones(2), "x": Command()}, path("hostile_reduce_legacy.pth"),
               _use_new_zipfile_serialization=False)
    torch.save({"weight": torch.ones(2), "x": Command()}, path("hostile_stack_global.pth"), pickle_protocol=4)
    torch.save(model(), path("whole_model.pth"))
    thing = Attribute()
    thing.secret = 1
    torch.save({"weight": torch.ones(2), "x": thing}, path("hostile_object.pth"))
    with zipfile.ZipFile(path("hostile_inst.pth"), "w") as archive:
        archive.writestr("archive/data.pkl", b"(ios\nsystem\n.")
        archive.writestr("archive/version", b"3\n")


def class_goldens():
    state = {"fc.weight": torch.ones(2, 3)}
    torch.save({"state_dict": state, "classes": ["NORMAL", "PNEUMONIA"]}, path("classes_list.pth"))
    torch.save({"model_state_dict": state, "class_to_idx": {"PNEUMONIA": 1, "NORMAL": 0}}, path("classes_map.pth"))
    torch.save({"model": {f"module.{key}": value for key, value in state.items()}, "epoch": 3, "best": 0.5,
                "idx_to_class": {0: "NORMAL", 1: "PNEUMONIA"}}, path("classes_index.pth"))


if __name__ == "__main__":
    safetensors_goldens()
    class_goldens()
    torch_goldens()
    zip_goldens()
    hostile_goldens()
