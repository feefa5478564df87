"""The PyTorch side of the engine benchmark: builds the network of an architecture document and times it.

Speaks the protocol of src/protocol.ts: one JSON request a line on stdin, one JSON reply a line on stdout. It differs from
the engine in one respect only: an even image under stride 2 is padded on both sides, not on the right alone. The output
has the same size and the work is the same, and PyTorch needs no extra pass to pad.
"""
import json
import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

BN_EPSILON = 1e-3


def conv_bn(inputs, outputs, kernel, stride, activation, groups=1):
    layers = [
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs, eps=BN_EPSILON),
    ]
    return nn.Sequential(*layers, nn.SiLU(inplace=True)) if activation else nn.Sequential(*layers)


class SqueezeExcite(nn.Module):
    def __init__(self, channels, width):
        super().__init__()
        self.squeeze = nn.Conv2d(channels, width, 1)
        self.excite = nn.Conv2d(width, channels, 1)

    def forward(self, x):
        squeezed = F.silu(self.squeeze(x.mean((2, 3), keepdim=True)), inplace=True)
        return x * torch.sigmoid(self.excite(squeezed))


class Block(nn.Module):
    def __init__(self, stage, inputs, stride):
        super().__init__()
        kernel, outputs = stage["kernel"], stage["channels"]
        hidden = inputs * stage["expansion"]
        ratio = stage["squeezeExcite"]
        attention = [SqueezeExcite(hidden, max(1, int(ratio * inputs)))] if ratio else []
        if stage["op"] == "mbconv":
            expand = [conv_bn(inputs, hidden, 1, 1, True)] if stage["expansion"] != 1 else []
            layers = expand + [conv_bn(hidden, hidden, kernel, stride, True, groups=hidden)]
            layers += attention + [conv_bn(hidden, outputs, 1, 1, False)]
        elif stage["expansion"] == 1:
            layers = attention + [conv_bn(inputs, outputs, kernel, stride, True)]
        else:
            layers = [conv_bn(inputs, hidden, kernel, stride, True)] + attention + [conv_bn(hidden, outputs, 1, 1, False)]
        self.layers = nn.Sequential(*layers)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x):
        y = self.layers(x)
        return x + y if self.residual else y


class Network(nn.Module):
    def __init__(self, architecture):
        super().__init__()
        stem, head = architecture["stem"], architecture["head"]
        channels = stem["channels"]
        layers = [conv_bn(architecture["input"]["channels"], channels, stem["kernel"], stem["stride"], True)]
        for stage in architecture["stages"]:
            for layer in range(stage["layers"]):
                layers.append(Block(stage, channels, stage["stride"] if layer == 0 else 1))
                channels = stage["channels"]
        layers.append(conv_bn(channels, head["channels"], 1, 1, True))
        self.features = nn.Sequential(*layers)
        self.classifier = nn.Linear(head["channels"], architecture["classes"])

    def forward(self, x):
        return self.classifier(self.features(x).mean((2, 3)))


def rmsprop(network, weight_decay):
    """The recipe's optimizer; decay on kernels only. Learning rate 0, as on the other side: same work, same weights."""
    kernels = [p for p in network.parameters() if p.dim() > 1]
    others = [p for p in network.parameters() if p.dim() <= 1]
    groups = [{"params": kernels, "weight_decay": weight_decay}, {"params": others, "weight_decay": 0}]
    return torch.optim.RMSprop(groups, lr=0.0, alpha=0.9, eps=1e-3, momentum=0.9)


class Session:
    def __init__(self, device):
        self.device = device

    def build(self, architecture, batchSize, task, layout):
        torch.manual_seed(task["seed"])
        image = architecture["input"]
        shape = (batchSize, image["channels"], image["height"], image["width"])
        memory_format = torch.channels_last if layout == "channels_last" else torch.contiguous_format
        self.network = Network(architecture).to(self.device, memory_format=memory_format)
        self.images = torch.randn(shape).to(self.device, memory_format=memory_format)
        self.labels = torch.randint(architecture["classes"], (batchSize,)).to(self.device)
        self.smoothing = task["labelSmoothing"]
        self.optimizer = rmsprop(self.network, task["weightDecay"])
        return {"parameters": sum(p.numel() for p in self.network.parameters())}

    def train_once(self):
        self.optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(self.network(self.images), self.labels, label_smoothing=self.smoothing)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def step(self, steps):
        self.network.train()
        return {"durations": durations(self.train_once, steps)}

    def infer(self, steps):
        self.network.eval()
        with torch.no_grad():
            return {"durations": durations(lambda: self.network(self.images).sum().item(), steps)}

    def matmul(self, size, milliseconds):
        a, b = torch.randn(size, size).to(self.device), torch.randn(size, size).to(self.device)
        # The same product as a 1x1 convolution goes through oneDNN, which has its own kernels where no BLAS is installed.
        # PyTorch takes that way from 16 images on.
        pixels = torch.randn(32, size, size // 32, 1).to(self.device, memory_format=torch.channels_last)
        kernel = torch.randn(size, size, 1, 1).to(self.device, memory_format=torch.channels_last)
        with torch.no_grad():
            return {"rates": [
                {"name": "torch.mm", "gflops": product_rate(lambda: finished(torch.mm(a, b)), size, milliseconds)},
                {"name": "torch 1x1 convolution", "gflops": product_rate(lambda: finished(F.conv2d(pixels, kernel)), size, milliseconds)},
            ]}

    def memory(self):
        # Linux counts kilobytes, macOS bytes.
        unit = 1 if sys.platform == "darwin" else 1024
        device_bytes = torch.cuda.max_memory_allocated() if self.device == "cuda" else None
        return {"deviceBytes": device_bytes, "residentBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit}


def finished(result):
    """A GPU only queues what it is asked; one number of the result says that it is there."""
    if result.is_cuda:
        result.flatten()[0].item()
    return result


def durations(run, count):
    result = []
    for _ in range(count):
        started = time.perf_counter()
        run()
        result.append((time.perf_counter() - started) * 1000)
    return result


def product_rate(run, size, milliseconds):
    fastest, end = float("inf"), time.perf_counter() + milliseconds / 1000
    while time.perf_counter() < end:
        fastest = min(fastest, durations(run, 1)[0])
    return 2 * size**3 / fastest / 1e6


def main():
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    session = Session(sys.argv[1])
    for line in sys.stdin:
        request = json.loads(line)
        reply = getattr(session, request.pop("command"))(**request)
        print(json.dumps(reply), flush=True)


main()
