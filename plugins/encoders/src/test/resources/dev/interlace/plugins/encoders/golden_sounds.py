"""Makes sounds-golden.tsv beside this program, with tools that share no code with the encoders.

pip install librosa==0.11.0 scipy==1.17.1 numpy==2.4.6
python golden_sounds.py
"""
import math

import librosa
import numpy as np
import scipy
import scipy.signal

RATE = 16000


def pattern(rate):
    """A rising sawtooth of 0.25 s, then 0.1 s of silence, as 16-bit samples."""
    loud, quiet = rate // 4, rate // 10
    return np.array([i * (i // 8 + 50) % 16001 - 8000 for i in range(loud)] + [0] * quiet, np.int16)


def heard(rate):
    samples = pattern(rate).astype(np.float64) / 32768
    if rate == RATE:
        return samples
    common = math.gcd(rate, RATE)
    return scipy.signal.resample_poly(samples, RATE // common, rate // common)


def logmel(samples, window, hop, mels, fmin, fmax, htk):
    size = 1 << (window - 1).bit_length()
    power = np.abs(librosa.stft(samples, n_fft=size, win_length=window, hop_length=hop, window="hann", center=True,
                                pad_mode="constant")) ** 2
    bands = librosa.filters.mel(sr=RATE, n_fft=size, n_mels=mels, fmin=fmin, fmax=fmax, htk=htk,
                                norm=None if htk else "slaney", dtype=np.float64)
    return librosa.power_to_db(bands @ power, ref=1.0, amin=1e-10, top_db=None)


def rows():
    slaney = dict(window=400, hop=160, mels=40, fmin=0, fmax=8000, htk=False)
    yield "slaney", logmel(heard(RATE), **slaney).T
    yield "htk", logmel(heard(RATE), window=512, hop=256, mels=26, fmin=20, fmax=7000, htk=True).T
    yield "mfcc", librosa.feature.mfcc(S=logmel(heard(RATE), **slaney), n_mfcc=13, dct_type=2, norm="ortho", lifter=0).T
    yield "from 8000 Hz", logmel(heard(8000), **slaney).T
    yield "from 44100 Hz", logmel(heard(44100), **slaney).T
    yield "samples from 44100 Hz", heard(44100)[:, None]


with open("sounds-golden.tsv", "w") as f:
    f.write(f"# a pattern of 0.35 s, made by golden_sounds.py: librosa {librosa.__version__}, scipy {scipy.__version__},"
            f" numpy {np.__version__}\n"
            "# what, shape [frames, width], every 37th value in row-major order\n")
    for what, values in rows():
        f.write(what + "\t%d %d\t" % values.shape + " ".join("%.5f" % v for v in values.reshape(-1)[::37]) + "\n")
