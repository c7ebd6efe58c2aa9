"""Writes measures-golden.tsv: measures by scikit-learn, torchmetrics and SciPy, tests by SciPy and statsmodels.

    pip install scikit-learn==1.9.1 scipy==1.17.1 statsmodels==0.15.0 torchmetrics==1.9.0 torch
    golden_measures.py > measures-golden.tsv

Calibration errors follow numpy here, because torchmetrics rounds them to single precision; it is asserted to agree.
"""

import warnings

import numpy
import scipy
import scipy.stats
import sklearn
import sklearn.metrics as sk
import statsmodels
import torch
import torchmetrics
import torchmetrics.functional.retrieval as tr
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

warnings.simplefilter("ignore")
random = numpy.random.default_rng(16)
print(
    f"# made by golden_measures.py with scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}, statsmodels"
    f" {statsmodels.__version__}, torchmetrics {torchmetrics.__version__}; name, values"
)


def write(name, values):
    print(name, " ".join(repr(float(x)) for x in numpy.atleast_1d(values).ravel()), sep="\t")


def width_bins(p, bins):
    """A value on an edge, up to rounding, belongs to the bin below."""
    return numpy.digitize(p - 1e-10, numpy.linspace(0, 1, bins + 1)[1:-1], right=True)


def mass_bins(p, bins):
    return numpy.searchsorted(numpy.sort(p), p, side="left") * bins // len(p)


def gaps(p, right, bin_of, bins):
    """Weight and gap of each bin that has rows."""
    number = bin_of(p, bins)
    found = []
    for b in range(bins):
        rows = number == b
        if rows.any():
            found.append((rows.mean(), abs(right[rows].mean() - p[rows].mean())))
    return numpy.array(found)


def ece(p, right, bin_of, bins):
    weight, gap = gaps(p, right, bin_of, bins).T
    return (weight * gap).sum()


def classes(name, truth, p):
    n, k = p.shape
    predicted = p.argmax(1)
    confidence = p.max(1)
    right = (predicted == truth).astype(float)
    labels = list(range(k))
    write(f"{name}.truth", truth)
    write(f"{name}.probabilities", p)
    write(f"{name}.accuracy", sk.accuracy_score(truth, predicted))
    write(f"{name}.macro-f1", sk.f1_score(truth, predicted, average="macro"))
    write(f"{name}.balanced-accuracy", sk.balanced_accuracy_score(truth, predicted))
    write(f"{name}.nll", sk.log_loss(truth, p, labels=labels))
    write(f"{name}.brier", sk.brier_score_loss(truth, p, labels=labels, scale_by_half=False))
    present = [c for c in labels if 0 < (truth == c).sum() < n]
    if k == 2:
        write(f"{name}.roc-auc", sk.roc_auc_score(truth, p[:, 1]))
        write(f"{name}.pr-auc", sk.average_precision_score(truth, p[:, 1]))
    else:
        write(f"{name}.roc-auc", numpy.mean([sk.roc_auc_score(truth == c, p[:, c]) for c in present]))
        write(f"{name}.pr-auc", numpy.mean([sk.average_precision_score(truth == c, p[:, c]) for c in present]))
    for bins in (10, 15):
        value = ece(confidence, right, width_bins, bins)
        worst = gaps(confidence, right, width_bins, bins)[:, 1].max()
        if not (confidence == 1).any():
            scores, target = torch.tensor(p), torch.tensor(truth)
            for norm, mine in (("l1", value), ("max", worst)):
                theirs = torchmetrics.functional.classification.multiclass_calibration_error(
                    scores, target, num_classes=k, n_bins=bins, norm=norm
                )
                assert abs(float(theirs) - mine) < 1e-5, (name, norm, bins, theirs, mine)
        write(f"{name}.ece.{bins}", value)
        write(f"{name}.mce.{bins}", worst)
        write(f"{name}.ece-mass.{bins}", ece(confidence, right, mass_bins, bins))
        write(
            f"{name}.classwise-ece.{bins}",
            numpy.mean([ece(p[:, c], (truth == c).astype(float), width_bins, bins) for c in labels]),
        )


def softmax(x):
    e = numpy.exp(x - x.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


truth = random.integers(0, 4, 200)
scores = random.normal(size=(200, 4))
scores[numpy.arange(200), truth] += 1
classes("four", truth, softmax(scores))

truth = random.integers(0, 2, 150)
p = (numpy.clip(0.3 * truth + random.uniform(size=150) * 0.7, 0, 1)).round(1)  # many ties, edges of bins
classes("two", truth, numpy.stack([1 - p, p], 1))

truth = random.choice([0, 1, 3], 60)  # class 2 has no rows, and no predictions
scores = random.normal(size=(60, 5))
scores[numpy.arange(60), truth] += 1
scores[:, 2] -= 20
classes("absent", truth, softmax(scores))

sure = numpy.eye(3)[random.integers(0, 3, 40)]  # probabilities of exactly 0 and 1
classes("sure", numpy.where(random.uniform(size=40) < 0.7, sure.argmax(1), 0), sure)

for query in range(6):
    items = 40
    relevant = random.uniform(size=items) < (0.03, 0.1, 0.3, 0.5, 0.9, 0.05)[query]
    relevant[query] = True
    similarity = random.uniform(size=items)  # torchmetrics takes none at or below 0
    order = (-similarity).argsort()
    write(f"query{query}.ranks", numpy.flatnonzero(relevant[order]) + 1)
    found, target = torch.tensor(similarity), torch.tensor(relevant)
    for k in (1, 3, 10, 40):
        write(f"query{query}.ndcg.{k}", sk.ndcg_score([relevant], [similarity], k=k))
        assert abs(float(tr.retrieval_normalized_dcg(found, target, top_k=k)) - sk.ndcg_score([relevant], [similarity], k=k)) < 1e-5
        top = relevant[order][:k]
        write(f"query{query}.precision-at-k.{k}", top.sum() / k)
        assert abs(float(tr.retrieval_precision(found, target, top_k=k)) - top.sum() / k) < 1e-6
        write(f"query{query}.recall-at-k.{k}", top.sum() / relevant.sum())
        assert abs(float(tr.retrieval_recall(found, target, top_k=k)) - top.sum() / relevant.sum()) < 1e-6
        write(f"query{query}.hit-rate.{k}", float(top.any()))
        assert float(tr.retrieval_hit_rate(found, target, top_k=k)) == float(top.any())
        write(f"query{query}.mrr.{k}", 1 / (top.argmax() + 1) if top.any() else 0)
        precision = top.cumsum() / numpy.arange(1, len(top) + 1)
        write(f"query{query}.map.{k}", (precision * top).sum() / min(k, relevant.sum()))
    write(f"query{query}.all.map", sk.average_precision_score(relevant, similarity))
    r = int(relevant.sum())
    write(f"query{query}.r-precision", relevant[order][:r].mean())
    assert abs(float(tr.retrieval_r_precision(found, target)) - relevant[order][:r].mean()) < 1e-6

y = random.normal(size=80).round(1)  # ties
guess = (y + random.normal(size=80)).round(1)
write("numbers.truth", y)
write("numbers.estimated", guess)
write("numbers.rmse", sk.root_mean_squared_error(y, guess))
write("numbers.mae", sk.mean_absolute_error(y, guess))
write("numbers.r2", sk.r2_score(y, guess))
write("numbers.spearman", scipy.stats.spearmanr(y, guess).statistic)

for first, second in ((0, 0), (3, 9), (12, 12), (1, 20), (10, 15), (30, 12), (200, 161)):
    exact = first + second < 25
    found = mcnemar([[50, first], [second, 20]], exact=exact, correction=True)
    write(f"mcnemar.{first}.{second}", [1 if first + second == 0 else found.pvalue])

everySign = scipy.stats.PermutationMethod(n_resamples=numpy.inf)
for name, gain in (
    ("plain", random.normal(0.3, 1, 20)),
    ("ties", random.normal(0.3, 1, 11).round(0)),
    ("large", random.normal(0.1, 1, 120)),
    ("large-ties", random.normal(0.1, 1, 120).round(1)),
):
    some = gain[gain != 0]
    method = everySign if name == "ties" else "exact" if name == "plain" else "asymptotic"
    found = scipy.stats.wilcoxon(some if name == "ties" else gain, zero_method="wilcox", method=method)
    write(f"wilcoxon.{name}", gain)
    write(f"wilcoxon.{name}.found", [found.statistic, found.pvalue])

gain = random.normal(0.4, 1, 14)
found = scipy.stats.permutation_test(
    (gain,), numpy.mean, permutation_type="samples", n_resamples=numpy.inf, alternative="two-sided"
)
write("permutation", gain)
write("permutation.found", [found.statistic, found.pvalue])

p = random.uniform(0, 0.08, 7)
write("holm", p)
write("holm.adjusted", multipletests(p, method="holm")[1])
