"""What the peer's scripts share: ResNet-18 in eager PyTorch, as the known systems use it. Two threads, inference mode."""
import torch
import torch.library

# torchvision's wheel of the package index is the CUDA build: beside a CPU torch its C++ operators (nms and the like) are
# absent. A classifier uses none of them, so their registration may fail.
_register_fake = torch.library.register_fake


def _tolerant(name, *args, **kwargs):
    def decorate(function):
        try:
            return _register_fake(name, *args, **kwargs)(function)
        except Exception:
            return function
    return decorate


torch.library.register_fake = _tolerant

import torchvision  # noqa: E402
from torchvision import transforms  # noqa: E402

TRANSFORM = transforms.Compose([
    transforms.Resize((224, 224)), transforms.ToTensor(),
    transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])])


def network(weights):
    """ResNet-18 with two classes; a head of another size in the state dict is left out."""
    torch.set_num_threads(2)
    model = torchvision.models.resnet18()
    model.fc = torch.nn.Linear(model.fc.in_features, 2)
    state = torch.load(weights, weights_only=True)
    own = model.state_dict()
    model.load_state_dict({k: v for k, v in state.items() if k in own and v.shape == own[k].shape}, strict=False)
    return model.eval()
