package dev.interlace.workbench.evaluation;

import com.oracle.labs.mlrg.olcut.util.Pair;
import dev.interlace.runtime.Threshold;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Names;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.MutableFeatureMap;
import org.tribuo.MutableOutputInfo;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.ConfusionMetrics;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.provenance.impl.EmptyTrainerProvenance;

/**
 * Class probabilities that were computed outside Tribuo, for Tribuo's evaluation. The predicted class of a row is the
 * one of the largest probability, among equals the first, or what a threshold says.
 *
 * @param name who computed them, for the provenance
 * @param classes the classes, in the order of the columns
 * @param probabilities {@code [n × classes]}, row by row
 * @param threshold from which probability on one of two classes is predicted
 */
@SuppressWarnings("ArrayRecordComponent") // a bulk copy out of a tensor; scores are never compared with equals
public record OutsideScores(String name, List<String> classes, double[] probabilities, Optional<Threshold> threshold) {
    /** A row of float probabilities sums to 1 only about so well. */
    private static final double SUM_TOLERANCE = 1e-3;

    public OutsideScores {
        classes = List.copyOf(classes);
        int k = classes.size();
        if (k == 0 || probabilities.length % k != 0) {
            throw new IllegalArgumentException(name + ": the probabilities must have " + k
                    + " columns, one per class, got " + probabilities.length + " numbers");
        }
        for (int row = 0; row < probabilities.length / k; row++) {
            double sum = 0;
            for (int c = 0; c < k; c++) {
                double p = probabilities[row * k + c];
                if (!(p >= 0 && p <= 1 + SUM_TOLERANCE)) {
                    throw new IllegalArgumentException(
                            name + ": probabilities must lie in [0, 1], got " + p + " in row " + row);
                }
                sum += p;
            }
            if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
                throw new IllegalArgumentException(
                        name + ": the probabilities of a row must sum to 1, got " + sum + " in row " + row);
            }
        }
    }

    /** Scores whose predicted class is the one of the largest probability. */
    public OutsideScores(String name, List<String> classes, double[] probabilities) {
        this(name, classes, probabilities, Optional.empty());
    }

    /** The number of rows. */
    public int rows() {
        return probabilities.length / classes.size();
    }

    /** The predicted class of each row, {@code [n]}: of the largest probability, or by the threshold. */
    public int[] predicted() {
        if (threshold.isPresent()) {
            return threshold.get().decide(classes, probabilities);
        }
        int k = classes.size();
        int[] best = new int[rows()];
        for (int row = 0; row < best.length; row++) {
            for (int c = 1; c < k; c++) {
                if (probabilities[row * k + c] > probabilities[row * k + best[row]]) {
                    best[row] = c;
                }
            }
        }
        return best;
    }

    /**
     * The column of the true class of each row, {@code [n]}.
     *
     * @throws IllegalArgumentException when the row counts differ, or a row is of a class that has no column
     */
    int[] truth(Labels labels) {
        if (labels.rows() != rows()) {
            throw new IllegalArgumentException(
                    name + ": there are " + rows() + " rows of probabilities, but " + labels.rows() + " labels");
        }
        int[] column = labels.classes().stream().mapToInt(classes::indexOf).toArray();
        int[] truth = new int[rows()];
        for (int row = 0; row < truth.length; row++) {
            truth[row] = column[labels.get(row)];
            if (truth[row] < 0) {
                throw new IllegalArgumentException(
                        name + ": row " + row + " is of a class that the model was not fitted on; "
                                + Names.unknown("class", labels.name(row), classes));
            }
        }
        return truth;
    }

    /** Tribuo's evaluation of these probabilities against the true classes. */
    public LabelEvaluation evaluate(Labels labels) {
        int[] truth = truth(labels);
        int[] predicted = predicted();
        int k = classes.size();
        LabelFactory factory = new LabelFactory();
        MutableOutputInfo<Label> domain = factory.generateInfo();
        List<Label> plain = classes.stream().map(Label::new).toList();
        plain.forEach(domain::observe);
        List<Prediction<Label>> predictions = new ArrayList<>(truth.length);
        for (int row = 0; row < truth.length; row++) {
            Map<String, Label> scores = new HashMap<>(2 * k);
            for (int c = 0; c < k; c++) {
                scores.put(classes.get(c), new Label(classes.get(c), probabilities[row * k + c]));
            }
            Label best = scores.getOrDefault(classes.get(predicted[row]), plain.get(predicted[row]));
            predictions.add(new Prediction<>(best, scores, 1, new ArrayExample<>(plain.get(truth[row]), 1f, 1), true));
        }
        SimpleDataSourceProvenance source = new SimpleDataSourceProvenance(name, factory);
        return quietly(() -> new LabelEvaluator()
                .evaluate(new Modelless(name, domain.generateImmutableOutputInfo(), factory), predictions, source));
    }

    /** Tribuo warns of every class without a prediction, once per measure; the tables show that better than a log. */
    private static LabelEvaluation quietly(Supplier<LabelEvaluation> evaluation) {
        synchronized (OutsideScores.class) {
            Logger log = Logger.getLogger(ConfusionMetrics.class.getName());
            Filter before = log.getFilter();
            log.setFilter(line -> false);
            try {
                return evaluation.get();
            } finally {
                log.setFilter(before);
            }
        }
    }

    /** Stands where Tribuo wants a model: knows the classes and where the scores come from, and predicts nothing. */
    private static final class Modelless extends Model<Label> {
        private static final long serialVersionUID = 1L;

        Modelless(String name, ImmutableOutputInfo<Label> domain, LabelFactory factory) {
            super(name, provenance(name, factory), noFeatures(), domain, true);
        }

        private static ImmutableFeatureMap noFeatures() {
            MutableFeatureMap features = new MutableFeatureMap();
            features.add("score", 1.0);
            return new ImmutableFeatureMap(features);
        }

        private static ModelProvenance provenance(String name, LabelFactory factory) {
            var data = new MutableDataset<>(new SimpleDataSourceProvenance(name, factory), factory);
            return new ModelProvenance(
                    Modelless.class.getName(),
                    OffsetDateTime.now(ZoneOffset.UTC),
                    data.getProvenance(),
                    new EmptyTrainerProvenance());
        }

        @Override
        public Prediction<Label> predict(Example<Label> example) {
            throw new UnsupportedOperationException("the scores were computed outside Tribuo");
        }

        @Override
        public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
            return Map.of();
        }

        @Override
        public Optional<Excuse<Label>> getExcuse(Example<Label> example) {
            return Optional.empty();
        }

        @Override
        protected Model<Label> copy(String newName, ModelProvenance newProvenance) {
            return this;
        }
    }
}
