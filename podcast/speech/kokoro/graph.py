"""The changes to the published graph: it returns durations, takes a speed per token, is faster.

The changes leave every sample as it was: `signed` is the same arithmetic on shifted integers. Only
this module imports onnx.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnx import ModelProto, NodeProto

_DURATIONS = "/encoder/Clip_output_0"
"""The name of the value in the graph that holds the lengths of tokens, in frames; the published
graph does not return it."""

_SPEED = "speed"
"""The input by which the durations of tokens are divided, one number in the published graph."""

_TOP_BIT = "top_bit"
_HALF = 128
_CHANNELS, _TAPS, _LENGTH = 37, 3, 29
"""The sizes of the trial convolution, odd so that the remainder loops of kernels run, too."""
_ZERO, _MIDDLE = np.array(-3, np.int8), np.array(_HALF, np.uint8)
"""The zero points of the trial's data and weights."""


def prepared(published: bytes, *, signed: bool) -> bytes:
    """Return the published model with the durations as second output and a speed for each token.

    The speed enters only one division, which broadcasts. So an input of float32 (n+2,), as long as
    the tokens with their paddings, gives each token its own speed; if all speeds are equal, the
    samples are those of the published model.

    With `signed`, the activations of integer convolutions and their zero point lie in [-128, 127]
    in place of [0, 255]. Every difference from the zero point, and so every sum, stays the same.
    Weights stay unsigned, as processors have an instruction for the product of unsigned with
    signed bytes (x86: VPDPBUSD of AVX512-VNNI and AVX-VNNI).

    Raises onnx's own errors for bytes that are not a model; the caller has checked the bytes.
    """
    import onnx

    model = onnx.ModelProto.FromString(published)
    model.graph.output.append(onnx.ValueInfoProto(name=_DURATIONS))
    for value in model.graph.input:
        if value.name == _SPEED:
            value.type.tensor_type.shape.dim[0].dim_param = "speeds"
    if signed:
        _sign_activations(model)
    return bytes(model.SerializeToString())


def trial() -> tuple[bytes, dict[str, Any], list[Any]]:
    """Return a model of two small signed convolutions, its input and its exact sums in int32.

    The operands are extreme, so that a processor that adds products in 16 bits gets other sums:
    x86 without VNNI adds two products of 255 x 127, ARM without the dot product adds two of
    -128 x -128 that are eight bytes apart. The first convolution has many channels and the second
    has one, for which onnxruntime runs another kernel.
    """
    from onnx import TensorProto, helper, numpy_helper

    data = np.full((1, _CHANNELS, _LENGTH), _HALF - 1, np.int8)
    data[:, ::5] = -_HALF
    data[:, _CHANNELS // 2 :] = -_HALF
    weights = np.full((_CHANNELS, _CHANNELS, _TAPS), 255, np.uint8)
    weights[::3] = 0
    constants = {"many": weights, "one": weights[1:2], "data_zero": _ZERO, "weight_zero": _MIDDLE}
    convolutions = [
        helper.make_node("ConvInteger", ["x", name, "data_zero", "weight_zero"], [f"{name}_sums"],
                         pads=[1, 1])
        for name in ("many", "one")
    ]  # fmt: skip
    graph = helper.make_graph(
        convolutions,
        "trial",
        [helper.make_tensor_value_info("x", TensorProto.INT8, data.shape)],
        [helper.make_tensor_value_info(node.output[0], TensorProto.INT32, None)
         for node in convolutions],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )  # fmt: skip
    opset = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=8)
    return model.SerializeToString(), {"x": data}, [_sums(data, weights), _sums(data, weights[1:2])]


def _sums(data: NDArray[np.int8], weights: NDArray[np.uint8]) -> NDArray[np.int32]:
    """Return the convolution, int32 (1, c, n), of data padded by a zero point at each end."""
    differences = np.pad(data[0].astype(np.int32) - int(_ZERO), ((0, 0), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(differences, _TAPS, axis=1)
    sums = np.einsum("ock,cnk->on", weights.astype(np.int32) - int(_MIDDLE), windows)
    return np.asarray(sums[None], np.int32)


def _sign_activations(model: ModelProto) -> None:
    from onnx import numpy_helper

    graph = model.graph
    quantisers = {
        node.output[0]: node for node in graph.node if node.op_type == "DynamicQuantizeLinear"
    }
    nodes: list[NodeProto] = []
    signed: set[str] = set()
    for node in graph.node:
        if node.op_type == "ConvInteger" and node.input[0] in quantisers:
            quantiser = quantisers[node.input[0]]
            data, _, zero = quantiser.output
            if data not in signed:
                signed.add(data)
                nodes += [*_lowered(data), *_lowered(zero)]
            node.input[0], node.input[2] = _signed(data), _signed(zero)
        nodes.append(node)
    graph.initializer.append(numpy_helper.from_array(np.array(_HALF, np.uint8), _TOP_BIT))
    del graph.node[:]
    graph.node.extend(nodes)


def _lowered(name: str) -> Iterator[NodeProto]:
    """Yield nodes that turn unsigned bytes into signed bytes that are 128 lower.

    Inverting the top bit of a byte and taking the result as signed lowers the value by 128; a cast
    between integers keeps the bits (ONNX, operator Cast).
    """
    from onnx import TensorProto, helper

    turned = f"{name}_turned"
    yield helper.make_node("BitwiseXor", [name, _TOP_BIT], [turned])
    yield helper.make_node("Cast", [turned], [_signed(name)], to=TensorProto.INT8)


def _signed(name: str) -> str:
    return f"{name}_signed"
