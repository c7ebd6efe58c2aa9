package dev.interlace.learn.networks;

import dev.interlace.spi.Features;
import dev.interlace.spi.LabelSets;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.OrderedLabels;
import dev.interlace.spi.Target;
import dev.interlace.spi.TargetNumbers;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks that fits share; each message says what to do. */
public final class Checks {
    private Checks() {}

    /** That a batch can be fitted with those labels: equal rows, at least two classes that occur. */
    public static void labelled(String method, MultimodalBatch batch, Labels labels) {
        if (batch.rows() != labels.rows()) {
            throw new IllegalArgumentException(
                    method + ": the batch has " + batch.rows() + " rows, the labels " + labels.rows());
        }
        long occurring =
                Arrays.stream(labels.counts()).filter(count -> count > 0).count();
        if (occurring < 2) {
            throw new IllegalArgumentException(method + ": a classifier needs rows of at least 2 classes, got "
                    + batch.rows() + " rows of " + occurring + "; check the target or the split");
        }
    }

    /** That a batch can be fitted with that target: equal rows, and something to tell apart. */
    public static void targeted(String method, MultimodalBatch batch, Target target) {
        if (target instanceof Labels labels) {
            labelled(method, batch, labels);
            return;
        }
        if (target instanceof OrderedLabels ordered) {
            labelled(method, batch, ordered.labels());
            return;
        }
        if (batch.rows() != target.rows()) {
            throw new IllegalArgumentException(
                    method + ": the batch has " + batch.rows() + " rows, the target " + target.rows());
        }
        for (int c = 0;
                target instanceof TargetNumbers numbers && c < numbers.columns().size();
                c++) {
            double[] values = numbers.column(c);
            if (Arrays.stream(values).distinct().limit(2).count() < 2) {
                throw new IllegalArgumentException(
                        method + ": a target of numbers needs at least 2 different ones, got "
                                + "the same in all " + values.length + " rows of '"
                                + numbers.columns().get(c)
                                + "'; check the target or the split");
            }
        }
        if (target instanceof LabelSets sets
                && Arrays.stream(sets.counts()).allMatch(count -> count == 0 || count == sets.rows())) {
            throw new IllegalArgumentException(method + ": no label of " + sets.columns() + " is there in some of the "
                    + sets.rows() + " rows and absent in others; check the target or the split");
        }
    }

    /** That a modality is one vector or one token sequence per row. */
    public static void vectorsOrTokens(String method, Features features) {
        Modality.Kind kind = features.modality().kind();
        if (kind == Modality.Kind.IMAGE || kind == Modality.Kind.GRAPH) {
            throw new IllegalArgumentException(
                    method + ": modality '" + features.modality().name() + "' is of kind " + kind
                            + "; this method takes VECTOR, TOKENS or SCORES, so encode it first");
        }
    }

    /** That a modality is no graph. */
    public static void noGraph(String method, Features features) {
        if (features.modality().kind() == Modality.Kind.GRAPH) {
            throw new IllegalArgumentException(
                    method + ": modality '" + features.modality().name()
                            + "' is of kind GRAPH; this method takes VECTOR, TOKENS, SCORES or IMAGE, so encode it first");
        }
    }

    /** That a modality is complete, unless the option {@code missing} of the method allows absent rows. */
    public static void presentOrAllowed(String method, Features features, MissingPolicy policy) {
        if (policy == MissingPolicy.REJECT) {
            complete(
                    method,
                    features,
                    ", and the option missing is REJECT; choose another policy or leave the rows out");
        }
    }

    /** That a modality is complete, for a method that takes no absent rows. */
    public static void present(String method, Features features) {
        complete(
                method,
                features,
                "; it takes complete rows only, so leave the absent ones out, in a notebook with complete(\""
                        + features.modality().name() + "\")");
    }

    private static void complete(String method, Features features, String advice) {
        if (!features.presence().isComplete()) {
            int absent = features.rows() - features.presence().count();
            int first = IntStream.range(0, features.rows())
                    .filter(row -> !features.presence().has(row))
                    .findFirst()
                    .orElse(0);
            throw new IllegalArgumentException(
                    method + ": modality '" + features.modality().name() + "' is absent in " + absent + " of "
                            + features.rows() + " rows (the first is row " + first + ")" + advice);
        }
    }

    /** The modality of that name and kind, for prediction. */
    public static Features fitted(String method, MultimodalBatch batch, @Nullable Modality modality) {
        if (modality == null) {
            throw new IllegalStateException(method + ": the model has lost a modality");
        }
        Features features = batch.find(modality.name())
                .orElseThrow(() -> new IllegalArgumentException(method + ": the model was fitted on modality '"
                        + modality.name() + "', the batch has " + batch.names()
                        + "; where it is absent give it with Presence.none"));
        if (features.modality().kind() != modality.kind()) {
            throw new IllegalArgumentException(method + ": modality '" + modality.name() + "' was fitted as "
                    + modality.kind() + ", got " + features.modality().kind());
        }
        return features;
    }

    /** The array of that name in a model file. */
    public static INDArray require(Map<String, INDArray> arrays, String name) throws IOException {
        INDArray array = arrays.get(name);
        if (array == null) {
            throw new IOException("the model file lacks the array '" + name + "'; it holds " + arrays.keySet());
        }
        return array;
    }
}
