"""Reads named arrays, and what a TorchScript archive says to the outside: its weights and the signatures of its outermost class. Needs no PyTorch."""
import hashlib
import io
import json
import pickle
import re
import zipfile


class Thing:
    """An object of a class that is known by name only."""

    def __init__(self, *arguments):
        self.arguments = arguments
        self.state = {}

    def __setstate__(self, state):
        self.state = state


class Reader(pickle.Unpickler):
    """Makes no object of a real class, so that a strange archive can run nothing."""

    def __init__(self, content, storages):
        super().__init__(io.BytesIO(content))
        self.storages = storages

    def find_class(self, module, name):
        if name == "_rebuild_tensor_v2":
            return tensor
        return type(name, (Thing,), {"module": module})

    def persistent_load(self, reference):
        return self.storages[reference[2]]


def tensor(storage, offset, sizes, strides, *_):
    """A tensor is its sizes, its strides, where it begins and a hash of its storage."""
    return ("tensor", tuple(sizes), tuple(strides), offset, hashlib.sha256(storage).hexdigest())


def arrays(kind, content):
    """Each array of a file, by name: what describes it, and its bytes."""
    if kind == ".npz":
        with zipfile.ZipFile(io.BytesIO(content)) as zipped:
            return {name: zipped.read(name) for name in zipped.namelist()}
    length = int.from_bytes(content[:8], "little")
    header, data = json.loads(content[8:8 + length]), content[8 + length:]
    found = {}
    for name, array in header.items():
        begin, end = array.pop("data_offsets", (0, 0))
        found[name] = (json.dumps(array, sort_keys=True), data[begin:end])
    return found


def program(content):
    """Weights of the outermost object, not of objects in it, and methods of its class."""
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        files = {name.split("/", 1)[1]: zipped.read(name) for name in zipped.namelist()}
    storages = {name[len("data/"):]: value for name, value in files.items() if name.startswith("data/")}
    root = Reader(files["data.pkl"], storages).load()
    weights = {f"weight {name}": value for name, value in root.state.items() if isinstance(value, tuple) and value[:1] == ("tensor",)}
    return {**weights, **methods(files, root)}


def methods(files, root):
    """Signatures of one class, without the type of self; classes in files are found by their module's name."""
    path = "code/" + root.module.replace(".", "/") + ".py"
    text = files[path].decode()
    body = re.split(rf"^class {re.escape(type(root).__name__)}\(Module\):\n", text, flags=re.M)[1]
    body = re.split(r"^class ", body, flags=re.M)[0]
    found = {}
    for match in re.finditer(r"^  def (\w+)\(self: [\w.]+(.*?)\) -> (.*?):$", body, flags=re.M | re.S):
        found["method " + match[1]] = re.sub(r"\s+", " ", match[2]).strip(" ,") + " -> " + re.sub(r"\s+", " ", match[3])
    return found
