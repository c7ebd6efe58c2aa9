package dev.interlace.spi;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a fusion method learns to predict: one value per row. The implementations are the kinds of target; a
 * {@link FusionMethod} states which of them it {@linkplain FusionMethod#targets takes}.
 */
public sealed interface Target permits Labels, LabelSets, TargetNumbers, OrderedLabels {
    /** The kinds of target. */
    enum Kind {
        /** One class per row: {@link Labels}. */
        ONE_CLASS("one class"),
        /** A set of labels per row, which may be empty: {@link LabelSets}. */
        SEVERAL_LABELS("several labels"),
        /** One or more numbers per row: {@link TargetNumbers}. */
        NUMBERS("numbers"),
        /** One class per row, of classes that have an order: {@link OrderedLabels}. */
        ORDERED_CLASSES("ordered classes");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** The kind as messages and tables say it, for instance {@code ordered classes}. */
        public String words() {
            return words;
        }

        /** Several kinds in the order of this enumeration, for instance {@code one class, numbers}. */
        public static String words(Collection<Kind> kinds) {
            return kinds.stream().sorted().map(Kind::words).collect(Collectors.joining(", "));
        }
    }

    /** Which kind of target it is. */
    Kind kind();

    /** The number of rows. */
    int rows();

    /** The given rows, in that order. */
    Target rows(int[] selected);

    /** The names of the columns of a prediction: classes, labels or numbers. */
    List<String> columns();

    /** How much each row counts in a fit, {@code [n]}, as a copy; empty where all rows count alike. */
    double[] weights();

    /**
     * The same target with weights of its rows. A method that does not {@linkplain FusionMethod#weighsRows weigh rows}
     * cannot be fitted on it.
     *
     * @param weights {@code [n]}, each in [0, inf), one at least above 0; empty counts all rows alike
     */
    Target weighted(double[] weights);

    /**
     * The class of each row.
     *
     * @param who who asks, for the message
     * @throws IllegalArgumentException where the target is neither one class nor ordered classes
     */
    default Labels requireLabels(String who) {
        if (this instanceof Labels labels) {
            return labels;
        }
        if (this instanceof OrderedLabels ordered) {
            return ordered.labels();
        }
        throw new IllegalArgumentException(
                who + " needs one class per row, and the target is " + kind().words() + " " + columns());
    }
}
