package dev.interlace.learn.networks;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.ClassBalance;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.learn.training.NumberLoss;
import dev.interlace.learn.training.Parameters.Start;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.LabelSets;
import dev.interlace.spi.Labels;
import dev.interlace.spi.OrderedLabels;
import dev.interlace.spi.Target;
import dev.interlace.spi.TargetNumbers;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The end of a fusion network, one per kind of target: a linear map of the fused representation, the loss that trains
 * it, and the prediction that is made of it.
 */
sealed interface Head {
    /** The name of the note in a model file that tells the kind; a file without it is of one class. */
    String NOTE = "target";

    /** The kind of target. */
    Target.Kind kind();

    /** The names of the columns of a prediction. */
    List<String> columns();

    /** What the prediction is made of, {@code [B, any]}. */
    default Var output(Layers layers, String name, Var fused) {
        return layers.linear(name, fused, columns().size());
    }

    /**
     * What a batch is compared with: the rows {@code rows} of a target, with one weight per row and one per column of
     * the target; no weights where all count alike.
     */
    @SuppressWarnings("ArrayRecordComponent") // within the package, never compared
    record Truth(Target target, int[] rows, double[] weights, double[] ofColumns) {}

    /** The mean loss of {@code output} against {@code truth}. */
    Loss loss(Layers layers, String name, Var output, Truth truth);

    /** The prediction of an output, {@code [B, columns]}; numbers are in deviations of the target. */
    INDArray answer(Layers layers, String name, Var output);

    /** What a row of which nothing is known gets, in the form of {@link #answer}, {@code [columns]}. */
    float[] prior(Target target);

    /** What the negative log-likelihood of a row, the sum over its columns, is multiplied by in {@link #loss}. */
    default double share() {
        return 1;
    }

    /** Predictions in the unit of the target. */
    default INDArray inUnits(INDArray answers) {
        return answers;
    }

    /** What is saved beside the names of the columns. */
    default Map<String, INDArray> arrays() {
        return Map.of();
    }

    /** The head of a target, fitted to its training rows; the losses take what options say of numbers. */
    static Head of(Target target, TrainingOptions options) {
        if (target instanceof Labels labels) {
            return new OneClass(labels.classes());
        }
        if (target instanceof OrderedLabels ordered) {
            return new Ordered(ordered.columns(), Ordered.base(ordered.labels()));
        }
        if (target instanceof LabelSets sets) {
            return new Several(sets.columns());
        }
        TargetNumbers numbers = (TargetNumbers) target;
        int columns = numbers.columns().size();
        double[] mean = new double[columns];
        double[] deviation = new double[columns];
        for (int c = 0; c < columns; c++) {
            double[] values = numbers.column(c);
            double middle = Arrays.stream(values).average().orElse(0);
            double spread = Math.sqrt(Arrays.stream(values)
                    .map(value -> (value - middle) * (value - middle))
                    .average()
                    .orElse(0));
            mean[c] = middle;
            deviation[c] = spread > 0 ? spread : 1;
        }
        double delta = options.counting().numberLoss() == NumberLoss.HUBER
                ? options.counting().huberDelta()
                : Double.POSITIVE_INFINITY;
        return new Numbers(numbers.columns(), mean, deviation, delta);
    }

    /** The head of a model file. */
    static Head load(ModelFile file, TrainingOptions options) throws IOException {
        List<String> columns = file.note("classes").lines().toList();
        String kind = file.notes().getOrDefault(NOTE, Target.Kind.ONE_CLASS.name());
        if (kind.equals(Target.Kind.ONE_CLASS.name())) {
            return new OneClass(columns);
        }
        if (kind.equals(Target.Kind.SEVERAL_LABELS.name())) {
            return new Several(columns);
        }
        if (kind.equals(Target.Kind.ORDERED_CLASSES.name())) {
            return new Ordered(columns, Host.doubles(Checks.require(file.arrays(), "target/base")));
        }
        if (kind.equals(Target.Kind.NUMBERS.name())) {
            return new Numbers(
                    columns,
                    Host.doubles(Checks.require(file.arrays(), "target/mean")),
                    Host.doubles(Checks.require(file.arrays(), "target/deviation")),
                    Double.POSITIVE_INFINITY); // a loaded model is not trained
        }
        throw new IOException("this model file is of a kind of target that this version does not know, '" + kind + "'");
    }

    /** What the columns of a target count, {@code [columns]}; empty where all count alike. */
    static double[] columnWeights(String id, Target target, int[] rows, TrainingOptions options) {
        ClassBalance balance = options.classBalance();
        double[] named = options.counting().weights(target.columns());
        boolean asked = named.length > 0 || balance != ClassBalance.NONE;
        if (target instanceof TargetNumbers && asked) {
            throw new IllegalArgumentException(id + ": classBalance and classWeights weigh classes, and the target "
                    + target.columns() + " is numbers; weigh its rows instead");
        }
        if (named.length > 0 || !asked) {
            return named;
        }
        return target instanceof LabelSets sets
                ? balance.weights(sets.rows(rows))
                : balance.weights(target.requireLabels(id), rows);
    }

    /** One class: softmax cross-entropy. */
    record OneClass(List<String> columns) implements Head {
        @Override
        public Target.Kind kind() {
            return Target.Kind.ONE_CLASS;
        }

        @Override
        public Loss loss(Layers layers, String name, Var output, Truth truth) {
            int[] classes = classes(truth, name);
            return layers.tape().weightedCrossEntropy(output, classes, byRow(classes, truth));
        }

        /** The class of each row. */
        static int[] classes(Truth truth, String name) {
            Labels labels = truth.target().requireLabels(name);
            return Arrays.stream(truth.rows()).map(labels::get).toArray();
        }

        /** The weight of each row by its class and its own. */
        static double[] byRow(int[] classes, Truth truth) {
            double[] weights = truth.weights();
            if (truth.ofColumns().length == 0) {
                return weights;
            }
            double[] both = new double[classes.length];
            for (int row = 0; row < both.length; row++) {
                both[row] = truth.ofColumns()[classes[row]] * (weights.length == 0 ? 1 : weights[row]);
            }
            return both;
        }

        @Override
        public INDArray answer(Layers layers, String name, Var output) {
            INDArray logits = output.value();
            INDArray probabilities = Nd4j.createUninitialized(DataType.FLOAT, logits.shape(), 'c');
            Nd4j.exec(new SoftMax(logits, probabilities, 1));
            return probabilities;
        }

        @Override
        public float[] prior(Target target) {
            return shares(target.requireLabels("a head").counts(), target.rows());
        }

        static float[] shares(int[] counts, int rows) {
            float[] shares = new float[counts.length];
            for (int c = 0; c < shares.length; c++) {
                shares[c] = (float) counts[c] / rows;
            }
            return shares;
        }
    }

    /** Several labels: a sigmoid and its cross-entropy for each. */
    record Several(List<String> columns) implements Head {
        @Override
        public Target.Kind kind() {
            return Target.Kind.SEVERAL_LABELS;
        }

        @Override
        public double share() {
            return 1.0 / columns.size();
        }

        @Override
        public Loss loss(Layers layers, String name, Var output, Truth truth) {
            LabelSets sets = (LabelSets) truth.target();
            boolean[] has = new boolean[truth.rows().length * columns.size()];
            for (int at = 0; at < has.length; at++) {
                has[at] = sets.has(truth.rows()[at / columns.size()], at % columns.size());
            }
            return layers.tape().sigmoidCrossEntropy(output, has, truth.ofColumns(), truth.weights());
        }

        @Override
        public INDArray answer(Layers layers, String name, Var output) {
            float[] values = Host.floats(output.value());
            for (int at = 0; at < values.length; at++) {
                values[at] = (float) Tape.logistic(values[at]);
            }
            return Host.tensor(DataType.FLOAT, values, output.shape());
        }

        @Override
        public float[] prior(Target target) {
            return OneClass.shares(((LabelSets) target).counts(), target.rows());
        }
    }

    /** Numbers: squared or Huber's error of standardised targets. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Numbers(List<String> columns, double[] mean, double[] deviation, double delta) implements Head {
        @Override
        public Target.Kind kind() {
            return Target.Kind.NUMBERS;
        }

        /** Of {@code r^2 / 2}, which is also Huber's error near 0. */
        @Override
        public double share() {
            return (delta == Double.POSITIVE_INFINITY ? 2.0 : 1.0) / columns.size();
        }

        @Override
        public Loss loss(Layers layers, String name, Var output, Truth truth) {
            TargetNumbers numbers = (TargetNumbers) truth.target();
            double[] scaled = new double[truth.rows().length * mean.length];
            for (int at = 0; at < scaled.length; at++) {
                int c = at % mean.length;
                scaled[at] = (numbers.get(truth.rows()[at / mean.length], c) - mean[c]) / deviation[c];
            }
            return delta == Double.POSITIVE_INFINITY
                    ? layers.tape().meanSquaredError(output, scaled, truth.weights())
                    : layers.tape().huberError(output, scaled, delta, truth.weights());
        }

        @Override
        public INDArray answer(Layers layers, String name, Var output) {
            return Host.tensor(DataType.FLOAT, Host.floats(output.value()), output.shape());
        }

        @Override
        public float[] prior(Target target) {
            return new float[mean.length];
        }

        @Override
        public INDArray inUnits(INDArray answers) {
            double[] values = Host.doubles(answers);
            for (int at = 0; at < values.length; at++) {
                values[at] = mean[at % mean.length] + deviation[at % mean.length] * values[at];
            }
            return Nd4j.createFromArray(values).reshape('c', answers.shape());
        }

        @Override
        public Map<String, INDArray> arrays() {
            Map<String, INDArray> arrays = new LinkedHashMap<>();
            arrays.put("target/mean", Nd4j.createFromArray(mean));
            arrays.put("target/deviation", Nd4j.createFromArray(deviation));
            return arrays;
        }
    }

    /** Ordered classes: one score, and cut points that start at the shares of the training rows. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Ordered(List<String> columns, double[] base) implements Head {
        /** The cut points of the class shares, a class without rows counted as half a row. */
        static double[] base(Labels labels) {
            int[] counts = labels.counts();
            double[] base = new double[counts.length - 1];
            double below = 0;
            double all = Arrays.stream(counts).mapToDouble(count -> count + 0.5).sum();
            for (int k = 0; k < base.length; k++) {
                below += counts[k] + 0.5;
                base[k] = Math.log(below / (all - below));
            }
            return base;
        }

        @Override
        public Target.Kind kind() {
            return Target.Kind.ORDERED_CLASSES;
        }

        @Override
        public Var output(Layers layers, String name, Var fused) {
            return layers.tape().linear(fused, layers.matrix(name + ".weight", fused.size(1), 1, Start.GLOROT));
        }

        private Var shifts(Layers layers, String name) {
            return layers.matrix(name + ".cuts", 1, base.length, Start.ZEROS);
        }

        @Override
        public Loss loss(Layers layers, String name, Var output, Truth truth) {
            int[] classes = OneClass.classes(truth, name);
            return layers.tape()
                    .orderedCrossEntropy(output, shifts(layers, name), base, classes, OneClass.byRow(classes, truth));
        }

        @Override
        public INDArray answer(Layers layers, String name, Var output) {
            double[] cuts = Tape.orderedCuts(Host.doubles(shifts(layers, name).value()), base);
            double[] scores = Host.doubles(output.value());
            float[] p = new float[scores.length * columns.size()];
            for (int row = 0; row < scores.length; row++) {
                double[] own = Tape.orderedProbabilities(scores[row], cuts);
                for (int k = 0; k < own.length; k++) {
                    p[row * own.length + k] = (float) own[k];
                }
            }
            return Host.tensor(DataType.FLOAT, p, scores.length, columns.size());
        }

        @Override
        public float[] prior(Target target) {
            return OneClass.shares(target.requireLabels("a head").counts(), target.rows());
        }

        @Override
        public Map<String, INDArray> arrays() {
            return Map.of("target/base", Nd4j.createFromArray(base));
        }
    }
}
