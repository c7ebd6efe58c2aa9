"""Writes widgets-golden.json: the state of each widget as ipywidgets' own Python makes it, models in their place.

    pip install ipywidgets==8.1.9
    golden_widgets.py > widgets-golden.json
"""

import json

import ipywidgets as w
from ipywidgets.widgets import widget as module

slider = w.IntSlider(description="n", min=1, max=50, value=25)
play = w.Play(min=1, max=50, step=1, value=25, interval=200)
link = w.jslink((play, "value"), (slider, "value"))
widgets = {
    "slider of whole numbers": slider,
    "slider": w.FloatSlider(description="w", min=0.0, max=1.0, step=0.01, value=0.5, readout_format=".3g"),
    "dropdown": w.Dropdown(description="k", options=["a", "b"]),
    "toggles": w.ToggleButtons(description="k", options=["a", "b"]),
    "checkbox": w.Checkbox(description="c"),
    "text": w.Text(description="t", value="é"),
    "whole number": w.IntText(description="i", value=3),
    "number": w.FloatText(description="f", value=0.25),
    "button": w.Button(description="Go"),
    "play": play,
    "link": link,
    "html": w.HTML(value="<b>x</b>"),
    "image": w.Image(format="png", value=b"\x89PNG"),
    "progress": w.IntProgress(description="p", max=10),
    "upload": w.FileUpload(description="file"),
    "output": w.Output(),
    "row": w.HBox(children=[w.Button(description="a")]),
    "column": w.VBox(children=[w.Button(description="a")]),
    "tabs": w.Tab(children=[w.Button(description="a")], titles=["A"]),
    "accordion": w.Accordion(children=[w.Button(description="a")], titles=["A"]),
}
models = dict(module._instances)


def resolved(value):
    if isinstance(value, memoryview | bytes):
        return {"bytes": bytes(value).hex()}
    if isinstance(value, str) and value.startswith("IPY_MODEL_"):
        return resolved(models[value.removeprefix("IPY_MODEL_")].get_state())
    if isinstance(value, dict):
        return {name: resolved(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [resolved(one) for one in value]
    return value


golden = {"made by": f"golden_widgets.py with ipywidgets {w.__version__}"}
golden.update({name: resolved(widget.get_state()) for name, widget in widgets.items()})
print(json.dumps(golden, indent=1, sort_keys=True))
