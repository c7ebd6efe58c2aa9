"""Makes texts-golden.tsv beside this program, with tools that share no code with the encoders.

pip install scikit-learn==1.9.1 numpy==2.4.6
python golden_texts.py
"""
import numpy as np
import sklearn
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer

TRAINING = [
    "red apple", "Green apple, green pear", "une pomme rouge", "зелёная груша", "la pera verde y la manzana verde",
    "Äpfel und Birnen", "ΜΗΛΟ και αχλάδι", "red red red rose", "x_1 and 2 apples", "груша и яблоко"]
TEXTS = [
    "red apple", "RED  Pear", "une poire rouge", "ЗЕЛЁНОЕ яблоко", "la la la manzana", "Äpfel", "μήλο", "a", "no such words",
    "emoji 😀 face", "苹果 と りんご", "tab\tand\u00a0blank"]


def written(matrix):
    for text, row in zip(TEXTS, np.asarray(matrix.todense())):
        held = " ".join("%d:%.6f" % (k, row[k]) for k in np.nonzero(row)[0])
        yield text.replace("\t", "\\u0009").replace("\u00a0", "\\u00a0") + "\t" + held


with open("texts-golden.tsv", "w") as f:
    f.write(f"# made by golden_texts.py: scikit-learn {sklearn.__version__}, numpy {np.__version__}\n"
            "# what, text, column:value of all columns that are not 0\n")
    vectorizers = {
        "ngrams 2 4 1024": HashingVectorizer(analyzer="char_wb", ngram_range=(2, 4), n_features=1024),
        "ngrams 1 5 50": HashingVectorizer(analyzer="char_wb", ngram_range=(1, 5), n_features=50),
        "tfidf COUNT 1": TfidfVectorizer(token_pattern=r"(?u)\w+").fit(TRAINING),
        "tfidf LOG 1": TfidfVectorizer(token_pattern=r"(?u)\w+", sublinear_tf=True).fit(TRAINING),
        "tfidf LOG 2": TfidfVectorizer(token_pattern=r"(?u)\w+", sublinear_tf=True, min_df=2).fit(TRAINING)}
    for what, vectorizer in vectorizers.items():
        for line in written(vectorizer.transform(TEXTS)):
            f.write(what + "\t" + line + "\n")
