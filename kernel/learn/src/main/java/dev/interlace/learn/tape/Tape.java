package dev.interlace.learn.tape;

import dev.interlace.learn.loops.Slot;
import dev.interlace.spi.SeedSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Records the operations of one forward computation and walks them backwards. One tape serves many runs: {@link #begin}
 * starts the next, whose operations write into the arrays of the last. Not for use by several threads at once.
 *
 * <p>B batch, T tokens, d and D widths; tensors are row-major.
 */
public final class Tape {
    /** Whether a run trains (dropout acts) or predicts. */
    public enum Mode {
        TRAIN,
        PREDICT
    }

    private final DataType type;
    private final INDArray ones;
    private final List<Slot> slots = new ArrayList<>();
    private final List<Op> operations = new ArrayList<>();
    private final List<LossOp> losses = new ArrayList<>();
    private final IdentityHashMap<Parameter, Var> parameters = new IdentityHashMap<>();
    private Mode mode = Mode.TRAIN;
    private SeedSource seeds = new SeedSource(0);
    private int next;
    private int dropouts;

    /** A tape of that precision: {@code FLOAT} to train, {@code DOUBLE} to check gradients. */
    public Tape(DataType type) {
        if (type != DataType.FLOAT && type != DataType.DOUBLE) {
            throw new IllegalArgumentException("Tape.type must be FLOAT or DOUBLE, got " + type);
        }
        this.type = type;
        ones = Nd4j.ones(type, Ones.LIMIT);
    }

    /** Starts a run; the tensors of the last one are written again. */
    public void begin(Mode nextMode, SeedSource randomness) {
        mode = nextMode;
        seeds = randomness;
        operations.clear();
        losses.clear();
        parameters.clear();
        next = 0;
        dropouts = 0;
    }

    /** Starts a run that predicts. */
    public void begin() {
        begin(Mode.PREDICT, seeds);
    }

    /** Whether this run trains. */
    public boolean isTraining() {
        return mode == Mode.TRAIN;
    }

    /** The randomness of this step for that purpose. */
    public SeedSource seeds(String purpose) {
        return seeds.split(purpose);
    }

    /** The randomness of this run; split it by what it is for. */
    public SeedSource randomness() {
        return seeds;
    }

    /** The precision. */
    public DataType type() {
        return type;
    }

    /** A tensor that is not trained; not copied if it has the tape's precision and is row-major. */
    public Var constant(INDArray value) {
        INDArray kept = value.dataType() == type ? value : value.castTo(type);
        boolean rowMajor = kept.ordering() == 'c' && !kept.isView();
        return new Var(rowMajor ? kept : kept.dup('c'), false, slot());
    }

    /**
     * A copy of a tensor whose gradient is wanted though nothing trains it: {@link Var#gradient} gives it after
     * {@link #backward}.
     */
    public Var watched(INDArray value) {
        INDArray copy = slot().array(type, value.shape());
        copy.assign(value);
        return new Var(copy, true, slot());
    }

    /** Rows of a tensor that is not trained, copied: {@code [n, ...] -> [rows, ...]}. */
    public Var rows(INDArray source, int[] rows) {
        long[] shape = source.shape().clone();
        shape[0] = rows.length;
        INDArray target = slot().array(type, shape);
        INDArray typed = source.dataType() == type ? source : source.castTo(type);
        if (source.rank() == 2) {
            Nd4j.pullRows(typed, target, 1, rows);
        } else {
            long width = source.length() / source.size(0);
            Nd4j.pullRows(
                    typed.reshape('c', new long[] {source.size(0), width}),
                    target.reshape('c', new long[] {rows.length, width}),
                    1,
                    rows);
        }
        return new Var(target, false, slot());
    }

    /** A trained tensor; asking twice in a run gives the same one. */
    public Var parameter(Parameter parameter) {
        return parameters.computeIfAbsent(parameter, known -> new Var(known.value(), known.gradient()));
    }

    /** {@code x w + b}: {@code [..., in] x [in, out] + [1, out]}. */
    public Var linear(Var x, Var w, Var b) {
        return record(new Linear(x, w, Optional.of(b), Activation.NONE));
    }

    /** {@code activation(x w + b)} in one operation: {@code [..., in] x [in, out] + [1, out]}. */
    public Var dense(Var x, Var w, Var b, Activation activation) {
        return record(new Linear(x, w, Optional.of(b), activation));
    }

    /** {@code x w}: {@code [..., in] x [in, out]}. */
    public Var linear(Var x, Var w) {
        return record(new Linear(x, w, Optional.empty(), Activation.NONE));
    }

    /** {@code a b'}: every row of a against every row of b, {@code [n, d] x [m, d] -> [n, m]}. */
    public Var similarity(Var a, Var b) {
        return record(new MatMul(a, b));
    }

    /** {@code a + b}, equal shapes. */
    public Var add(Var a, Var b) {
        return record(new Elementwise.Add(a, b));
    }

    /** {@code a * b} entry by entry, equal shapes. */
    public Var multiply(Var a, Var b) {
        return record(new Elementwise.Multiply(a, b));
    }

    /** {@code factor * a}. */
    public Var scale(Var a, double factor) {
        return record(new Elementwise.Scale(a, factor));
    }

    /** {@code max(0, a)}. */
    public Var relu(Var a) {
        return record(new Activate(a, Activation.RELU));
    }

    /** The hyperbolic tangent of every entry. */
    public Var tanh(Var a) {
        return record(new Activate(a, Activation.TANH));
    }

    /** {@code 1 / (1 + exp(-a))} of every entry. */
    public Var sigmoid(Var a) {
        return record(new Activate(a, Activation.SIGMOID));
    }

    /** The Gaussian error linear unit of every entry, by the approximation with tanh. */
    public Var gelu(Var a) {
        return record(new Activate(a, Activation.GELU));
    }

    /** Matrices side by side: {@code [B, d_1], ..., [B, d_M] -> [B, d_1 + ... + d_M]}. */
    public Var concat(List<Var> parts) {
        return parts.size() == 1 ? parts.get(0) : record(new Concat(List.copyOf(parts)));
    }

    /** Rows of length 1. */
    public Var normalize(Var x) {
        return record(new Normalize(x));
    }

    /** Layer normalisation over the last dimension; gain and shift {@code [1, d]}. */
    public Var layerNorm(Var x, Var gain, Var shift) {
        return record(new LayerNorm(x, gain, shift));
    }

    /**
     * Dropout at that rate in a training run, nothing in a predicting one. What is dropped depends on how many dropouts
     * came before, and on no other operation, so that an operation may be computed otherwise without another draw.
     */
    public Var dropout(Var x, double rate) {
        return mode == Mode.PREDICT || rate == 0
                ? x
                : record(new Dropout(x, rate, seeds.split("dropout " + ++dropouts)));
    }

    /** Multi-head scaled dot-product attention; keys from a row's length on are hidden. */
    public Attended attention(Var query, Var key, Var value, int[] keyLengths, int heads) {
        Attention attention = new Attention(query, key, value, keyLengths, heads);
        Var output = record(attention);
        return new Attended(output, attention.weights());
    }

    /** Vectors as sequences of one token: {@code [B, d] -> [B, 1, d]}. */
    public Var asTokens(Var x) {
        return record(new Reshape(x, x.size(0), 1, x.size(1)));
    }

    /** The mean of each row's tokens: {@code [B, T, D] -> [B, D]}. */
    public Var meanTokens(Var x, int[] lengths) {
        return record(new MeanTokens(x, lengths));
    }

    /** Absent rows replaced by a trained vector: {@code [B, d]}, token {@code [1, d]}, presence 1 or 0 {@code [B]}. */
    public Var fillAbsent(Var x, Var token, float[] presence) {
        return record(new FillAbsent(x, token, presence));
    }

    /**
     * Convolution of pictures whose channels come last, with zeros around the edge: {@code [B, H, W, C] -> [B, H', W',
     * O]}.
     *
     * @param w {@code [size * size * C, O]}, rows by kernel row, kernel column, channel
     * @param b {@code [1, O]}
     */
    public Var convolution(Var x, Var w, Var b, Window window, Activation activation) {
        return record(new Convolution(x, w, b, window, activation));
    }

    /** The largest entry of each window and channel: {@code [B, H, W, C] -> [B, H', W', C]}. */
    public Var maxPooling(Var x, Window window) {
        return record(new MaxPooling(x, window));
    }

    /** The same entries in another shape. */
    public Var reshape(Var x, long... shape) {
        return record(new Reshape(x, shape));
    }

    /** {@code a x} with a constant sparse matrix: {@code [n, m] x [m, d] -> [n, d]}. */
    public Var propagate(SparseMatrix a, Var x) {
        return record(new Propagate(a, x));
    }

    /** The given rows of a trained tensor: {@code [n, d] -> [rows, d]}. */
    public Var take(Var x, int[] rows) {
        return record(new Propagate(SparseMatrix.selection(rows, x.size(0)), x));
    }

    /**
     * Similarity of token sequences by cross-attention of left tokens over right regions: {@code [B, T, D], [C, R, D]
     * -> [B, C]}.
     *
     * @param sharpness factor before the softmax, in (0, inf)
     */
    public Attended pooledSimilarity(Var left, int[] leftLengths, Var right, int[] rightLengths, double sharpness) {
        PooledSimilarity similarity = new PooledSimilarity(left, leftLengths, right, rightLengths, sharpness);
        Var output = record(similarity);
        return new Attended(output, similarity.weights());
    }

    /**
     * Similarity of token sequences whose tokens attend to regions by an additive score: {@code [B, T, D], [C, R, D] ->
     * [B, C]}.
     *
     * @param leftScore the left half of the score, {@code [B, T, A]}
     * @param rightScore its right half, {@code [C, R, A]}
     * @param direction {@code [A, 1]}; the score is {@code direction . tanh(leftScore + rightScore)}
     */
    public Attended additiveSimilarity(
            Var left, Var leftScore, int[] leftLengths, Var right, Var rightScore, int[] rightLengths, Var direction) {
        AdditiveSimilarity similarity =
                new AdditiveSimilarity(left, leftScore, leftLengths, right, rightScore, rightLengths, direction);
        Var output = record(similarity);
        return new Attended(output, similarity.weights());
    }

    /** The mean cross-entropy of class logits {@code [B, C]} in nats. */
    public Loss softmaxCrossEntropy(Var logits, int[] labels) {
        return softmaxCrossEntropy(logits, labels, new double[0]);
    }

    /**
     * The cross-entropy of class logits {@code [B, C]} in nats, a mean in which each row counts as its class's weight.
     *
     * @param classWeights {@code [C]}, each in [0, inf); empty counts all rows alike
     */
    public Loss softmaxCrossEntropy(Var logits, int[] labels, double[] classWeights) {
        return record(SoftmaxCrossEntropy.byClass(logits, labels, classWeights));
    }

    /**
     * The cross-entropy of class logits {@code [B, C]} in nats, a mean in which each row counts as its weight.
     *
     * @param rowWeights {@code [B]}, each in [0, inf); empty counts all rows alike
     */
    public Loss weightedCrossEntropy(Var logits, int[] labels, double[] rowWeights) {
        return record(new SoftmaxCrossEntropy(logits, labels, rowWeights));
    }

    /**
     * The binary cross-entropy of several labels in nats, a mean over rows and labels.
     *
     * @param logits {@code [B, L]}
     * @param has {@code [B * L]}, whether row {@code i} has label {@code l} at {@code i * L + l}
     * @param labelWeights {@code [L]}, how much a label counts where a row has it; empty counts presence and absence
     *     alike
     * @param rowWeights {@code [B]}, each in [0, inf); empty counts all rows alike
     */
    public Loss sigmoidCrossEntropy(Var logits, boolean[] has, double[] labelWeights, double[] rowWeights) {
        return record(new SigmoidCrossEntropy(logits, has, labelWeights, rowWeights));
    }

    /**
     * The squared error of estimated numbers, a mean over rows and columns.
     *
     * @param estimates {@code [B, K]}
     * @param truth {@code [B * K]}, row by row
     * @param rowWeights {@code [B]}, each in [0, inf); empty counts all rows alike
     */
    public Loss meanSquaredError(Var estimates, double[] truth, double[] rowWeights) {
        return record(new NumberError(estimates, truth, Double.POSITIVE_INFINITY, rowWeights));
    }

    /**
     * Huber's error of estimated numbers, a mean over rows and columns: squared up to {@code delta}, linear beyond.
     *
     * @param estimates {@code [B, K]}
     * @param truth {@code [B * K]}, row by row
     * @param delta in (0, inf)
     * @param rowWeights {@code [B]}, each in [0, inf); empty counts all rows alike
     */
    public Loss huberError(Var estimates, double[] truth, double delta, double[] rowWeights) {
        return record(new NumberError(estimates, truth, delta, rowWeights));
    }

    /**
     * The cross-entropy of ordered classes in nats, by cumulative logits with proportional odds: {@code P(y <= k) = 1 /
     * (1 + exp(score - cut_k))}.
     *
     * @param score {@code [B, 1]}
     * @param shifts {@code [1, K - 1]}, how far the cut points are from {@code base}; see {@link #orderedCuts}
     * @param base {@code [K - 1]}, rising
     * @param labels {@code [B]}, each in [0, K)
     * @param rowWeights {@code [B]}, each in [0, inf); empty counts all rows alike
     */
    public Loss orderedCrossEntropy(Var score, Var shifts, double[] base, int[] labels, double[] rowWeights) {
        return record(new OrderedCrossEntropy(score, shifts, base, labels, rowWeights));
    }

    /** The cut points of ordered classes, {@code [K - 1]}, rising: {@code base} moved by {@code shifts}. */
    public static double[] orderedCuts(double[] shifts, double[] base) {
        return OrderedCrossEntropy.cuts(shifts, base);
    }

    /** The probabilities of ordered classes at a score, {@code [K]}, given their cut points. */
    public static double[] orderedProbabilities(double score, double[] cuts) {
        return OrderedCrossEntropy.probabilities(score, cuts);
    }

    /** {@code 1 / (1 + exp(-x))} without overflow. */
    public static double logistic(double x) {
        return SigmoidCrossEntropy.sigmoid(x);
    }

    /**
     * Symmetric InfoNCE of a square similarity whose diagonal holds the pairs.
     *
     * @param logScale {@code [1, 1]}, {@code ln(1/temperature)}, clamped to {@code [0, ln maxScale]}
     */
    public Loss infoNce(Var similarity, Var logScale, double maxScale) {
        return record(new SymmetricCrossEntropy(similarity, logScale, maxScale));
    }

    /** The mean over rows of the squared distance. */
    public Loss squaredError(Var a, Var b) {
        return record(new SquaredError(a, b));
    }

    /** The squared maximum mean discrepancy of {@code [n, d]} and {@code [m, d]}. */
    public Loss discrepancy(Var x, Var y, MeanDiscrepancy measure) {
        return record(new DiscrepancyLoss(x, y, measure));
    }

    /** Records an operation of a plugin's own. */
    public Var record(Op operation) {
        Var result = operation.run(slot(), ones, type);
        operations.add(operation);
        return result;
    }

    /** Records a loss of a plugin's own. */
    public Loss record(LossOp loss) {
        Loss result = loss.run(slot(), ones, type);
        losses.add(loss);
        return result;
    }

    /** Computes the gradient of {@code loss} with respect to everything trained; parameters not reached get zeros. */
    public void backward(Loss loss) {
        loss.seed(1);
        for (int i = losses.size() - 1; i >= 0; i--) {
            losses.get(i).runBackward();
        }
        for (int i = operations.size() - 1; i >= 0; i--) {
            Op operation = operations.get(i);
            if (operation.isTrained() && operation.result().hasGradient()) {
                operation.runBackward();
            }
        }
        parameters.values().forEach(Var::gradient);
    }

    /** The first operation of this run whose result is not finite, for messages. */
    public Optional<String> firstNotFinite() {
        for (int i = 0; i < operations.size(); i++) {
            if (!Double.isFinite(Host.sum(operations.get(i).result().value()))) {
                return Optional.of(operations.get(i).name() + " (operation " + (i + 1) + ")");
            }
        }
        return Optional.empty();
    }

    private Slot slot() {
        if (next == slots.size()) {
            slots.add(new Slot());
        }
        Slot slot = slots.get(next++);
        slot.rewind();
        return slot;
    }
}
