"""
What exported files use of Keras 3, computed by PyTorch: where there is no Keras, it shows that an exported file puts every weight in its
place. That the words mean the same in Keras itself is tested where there is one.
"""
import math
import types

import numpy as np
import torch
from torch.nn import functional as F


def Input(shape, name):
    return Tensor(shape, None, [], name)


class Tensor:
    """What a layer gives, before there are numbers."""

    def __init__(self, shape, layer, inputs, name=None):
        self.shape, self.layer, self.inputs, self.name = (None, *shape), layer, inputs, name


class Layer:
    def __init__(self, name):
        self.name, self.weights, self.trainable_weights = name, [], []

    def __call__(self, inputs):
        inputs = inputs if isinstance(inputs, list) else [inputs]
        return Tensor(self.build(*(x.shape[1:] for x in inputs)), self, inputs)

    def build(self, shape, *_):
        return shape

    def own(self, trainable, **shapes):
        for name, shape in shapes.items():
            setattr(self, name, torch.zeros(shape))
            self.weights.append(name)
            if trainable:
                self.trainable_weights.append(getattr(self, name))

    def set_weights(self, values):
        assert len(values) == len(self.weights), self.name
        for name, value in zip(self.weights, values):
            assert tuple(value.shape) == tuple(getattr(self, name).shape), f"{self.name}.{name}"
            setattr(self, name, torch.tensor(value))


ACTIVATIONS = {None: lambda x: x, "silu": F.silu, "sigmoid": torch.sigmoid}


class Conv2D(Layer):
    depthwise = False

    def __init__(self, filters, kernel_size, strides=1, padding="valid", use_bias=True, activation=None, kernel_initializer=None, name=None):
        super().__init__(name)
        assert padding == "same" or kernel_size == 1
        self.filters, self.size, self.stride, self.use_bias, self.activation = filters, kernel_size, strides, use_bias, ACTIVATIONS[activation]

    def build(self, shape):
        height, width, channels = shape
        self.own(True, kernel=(self.size, self.size, channels, 1 if self.depthwise else self.filters))
        if self.use_bias:
            self.own(True, bias=(self.filters,))
        return math.ceil(height / self.stride), math.ceil(width / self.stride), channels if self.depthwise else self.filters

    def call(self, x):
        height, width = (max((math.ceil(side / self.stride) - 1) * self.stride + self.size - side, 0) for side in x.shape[1:3])
        x = F.pad(x.permute(0, 3, 1, 2), (width // 2, width - width // 2, height // 2, height - height // 2))
        kernel = self.kernel.permute(2, 3, 0, 1) if self.depthwise else self.kernel.permute(3, 2, 0, 1)
        bias = self.bias if self.use_bias else None
        y = F.conv2d(x, kernel.contiguous(), bias, self.stride, groups=x.shape[1] if self.depthwise else 1)
        return self.activation(y.permute(0, 2, 3, 1))


class DepthwiseConv2D(Conv2D):
    depthwise = True

    def __init__(self, kernel_size, strides=1, padding="valid", use_bias=True, depthwise_initializer=None, name=None):
        super().__init__(None, kernel_size, strides, padding, use_bias, None, depthwise_initializer, name)


class BatchNormalization(Layer):
    def __init__(self, momentum, epsilon, name):
        super().__init__(name)
        self.epsilon = epsilon

    def build(self, shape):
        self.own(True, gamma=shape[-1:], beta=shape[-1:])
        self.own(False, mean=shape[-1:], variance=shape[-1:])
        return shape

    def call(self, x):
        return (x - self.mean) / torch.sqrt(self.variance + self.epsilon) * self.gamma + self.beta


class Activation(Layer):
    def __init__(self, activation, name):
        super().__init__(name)
        self.call = ACTIVATIONS[activation]


class GlobalAveragePooling2D(Layer):
    def __init__(self, keepdims=False, name=None):
        super().__init__(name)
        self.keepdims = keepdims

    def build(self, shape):
        return (1, 1, shape[-1]) if self.keepdims else shape[-1:]

    def call(self, x):
        return x.mean((1, 2), keepdim=self.keepdims)


class Multiply(Layer):
    def call(self, x, y):
        return x * y


class Add(Layer):
    def call(self, x, y):
        return x + y


class Dense(Layer):
    def __init__(self, units, kernel_initializer=None, name=None):
        super().__init__(name)
        self.units = units

    def build(self, shape):
        self.own(True, kernel=(shape[-1], self.units), bias=(self.units,))
        return (self.units,)

    def call(self, x):
        return x @ self.kernel + self.bias


class Model:
    def __init__(self, inputs, outputs):
        self.inputs, self.outputs, self.layers = inputs, outputs, []
        self.walk(outputs, {}, lambda layer, _: self.layers.append(layer))
        assert len({layer.name for layer in self.layers}) == len(self.layers)

    def walk(self, tensor, known, visit):
        """Every layer once, after those whose outputs it takes."""
        if id(tensor) not in known:
            inputs = [self.walk(x, known, visit) for x in tensor.inputs]
            known[id(tensor)] = visit(tensor.layer, inputs) if tensor.layer else None
        return known[id(tensor)]

    @property
    def trainable_variables(self):
        return [weight for layer in self.layers for weight in layer.trainable_weights]

    def predict(self, images, verbose=0):
        assert images.shape[1:] == self.inputs.shape[1:]
        known = {id(self.inputs): torch.tensor(images)}
        return self.walk(self.outputs, known, lambda layer, inputs: layer.call(*inputs)).numpy()


layers = types.SimpleNamespace(**{each.__name__: each for each in (
    Activation, Add, BatchNormalization, Conv2D, Dense, DepthwiseConv2D, GlobalAveragePooling2D, Multiply)})
initializers = types.SimpleNamespace(RandomNormal=lambda *_: None, RandomUniform=lambda *_: None)
