package dev.interlace.workbench.charts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlace.spi.Graph;
import dev.interlace.spi.Matching;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Warping;
import dev.interlace.workbench.data.Gallery;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.evaluation.AttentionFaithfulness;
import dev.interlace.workbench.evaluation.Contribution;
import dev.interlace.workbench.evaluation.Evaluation;
import dev.interlace.workbench.evaluation.Geometry;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.evaluation.Robustness;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Composed;
import dev.interlace.workbench.figures.Figure;
import dev.interlace.workbench.measures.Bins;
import dev.interlace.workbench.measures.Reliability;
import dev.interlace.workbench.models.DiscrepancyHandle;
import dev.interlace.workbench.tables.PairCurve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The pictures of the lesson, one call each; results that draw themselves are drawn by their own {@code figure()}. */
public final class LessonCharts {
    /** The options of a kernel discrepancy whose witness can be drawn. */
    private static final Set<String> OF_KERNELS = Set.of("kernelFunction", "bandwidth", "bandwidths", "estimator");

    /** The options that change nothing of the witness, or what it can follow. */
    private static final Set<String> DRAWN =
            Set.of("estimator", "kernelFunction", "bandwidth", "bandwidths", "blockSize", "offsets", "relabelling");

    private static final int BINS = 15;
    private static final int PLACES = 200;
    private static final double BEYOND = 0.15;

    // ---- how good models are

    /** Accuracy over the share of rows without a modality, with bands: one line per model, and the chance level. */
    public Figure robustness(Robustness... models) {
        requireSome("robustness", models.length, "model");
        if (models.length == 1) {
            return models[0].figure();
        }
        Robustness first = models[0];
        List<Charts.Line> lines = new ArrayList<>();
        for (Robustness one : models) {
            if (!one.modality().equals(first.modality()) || one.chance() != first.chance()) {
                throw new IllegalArgumentException("charts.robustness: the models must lack the same modality of the"
                        + " same rows, got '" + first.modality() + "' and '" + one.modality() + "' with chance levels "
                        + TableView.number(first.chance()) + " and " + TableView.number(one.chance())
                        + "; draw them one by one");
            }
            double[] x = numbers(one.shares(), share -> share);
            lines.add(Charts.Line.of(one.name(), x, numbers(one.accuracy(), Interval::value))
                    .withBand(numbers(one.accuracy(), Interval::low), numbers(one.accuracy(), Interval::high)));
        }
        double[] shares = numbers(first.shares(), share -> share);
        double[] chance = new double[shares.length];
        Arrays.fill(chance, first.chance());
        return Charts.lines(
                        "Accuracy without " + first.modality(),
                        "share of rows without " + first.modality(),
                        "accuracy",
                        lines)
                .and(Charts.dotted("chance", shares, chance))
                .withLayout("{\"yaxis\":{\"range\":[0,1.02]}}");
    }

    private static <T> double[] numbers(List<T> values, ToDoubleFunction<T> number) {
        return values.stream().mapToDouble(number).toArray();
    }

    /** The reliability diagram over 15 bins of equal width; see {@link #reliability(Evaluation, Bins)}. */
    public Figure reliability(Evaluation evaluation) {
        return reliability(evaluation, new Bins(BINS, Bins.Binning.WIDTH));
    }

    /**
     * The share of right rows of each bin of confidence, as bars from edge to edge; the points stand at the mean
     * confidence of the bins, and those of a calibrated model on the dotted line. Empty bins are left out.
     */
    public Figure reliability(Evaluation evaluation, Bins bins) {
        Reliability reliability = evaluation.reliability(bins);
        List<Reliability.Bin> some =
                reliability.bins().stream().filter(bin -> bin.count() > 0).toList();
        Sketch sketch = new Sketch(
                "Reliability: " + evaluation.name() + ", expected calibration error "
                        + TableView.number(reliability.meanGap()),
                "confidence",
                "share of right rows");
        ObjectNode bars = sketch.trace("bar", "right rows");
        Sketch.numbers(bars.putArray("x"), numbers(some, bin -> (bin.low() + bin.high()) / 2));
        Sketch.numbers(bars.putArray("y"), numbers(some, Reliability.Bin::accuracy));
        Sketch.numbers(bars.putArray("width"), numbers(some, bin -> Math.max(0.002, bin.high() - bin.low())));
        bars.putObject("marker").put("color", "#56B4E9").put("opacity", 0.6);
        List<String> said = some.stream()
                .map(bin -> String.format(
                        Locale.ROOT,
                        "%d rows of confidence %.3f to %.3f: mean confidence %.3f, right %.3f",
                        bin.count(),
                        bin.low(),
                        bin.high(),
                        bin.confidence(),
                        bin.accuracy()))
                .toList();
        Sketch.texts(bars.putArray("hovertext"), said);
        bars.put("hoverinfo", "text");
        sketch.scatter(
                        "mean confidence",
                        "markers",
                        numbers(some, Reliability.Bin::confidence),
                        numbers(some, Reliability.Bin::accuracy))
                .putObject("marker")
                .put("color", "#D55E00")
                .put("size", 8);
        for (String axis : List.of("xaxis", "yaxis")) {
            sketch.axis(axis).putArray("range").add(0).add(1.02);
        }
        return sketch.figure().and(Charts.dotted("calibrated", new double[] {0, 1}, new double[] {0, 1}));
    }

    /** See {@link Evaluation#confusionFigure()}. */
    public Figure confusion(Evaluation evaluation) {
        return evaluation.confusionFigure();
    }

    /** What each modality adds, with intervals: the Shapley values of one or several models. */
    public Figure contributions(Contribution... models) {
        requireSome("contributions", models.length, "model");
        if (models.length == 1) {
            return models[0].figure();
        }
        return Charts.bars(
                "What each modality adds",
                "modality",
                "Shapley value (accuracy)",
                Arrays.stream(models)
                        .map(one -> Charts.Bars.of(
                                        one.name(),
                                        one.parts().stream()
                                                .map(Contribution.Part::modality)
                                                .toList(),
                                        numbers(
                                                one.parts(),
                                                part -> part.shapley().value()))
                                .withBand(
                                        numbers(
                                                one.parts(),
                                                part -> part.shapley().low()),
                                        numbers(
                                                one.parts(),
                                                part -> part.shapley().high())))
                        .toList());
    }

    /** A measure over the number of known pairs, with bands and the chance level; see {@link PairCurve#figure}. */
    public Figure labelEfficiency(PairCurve curve, String measure) {
        return curve.figure(measure);
    }

    // ---- attention

    /**
     * How much each token looks at each region, and back: the tokens' shares of what each region gets.
     *
     * @param weights {@code [tokens, regions]}, or {@code [1, tokens, 1, regions]} as an alignment explains one pair
     */
    public Figure attention(List<String> tokens, INDArray weights) {
        return new AttentionPicture(tokens, pair(weights)).figure();
    }

    /** The same over the picture that the regions are a square grid of: one panel per token, and one of their mean. */
    public Figure attention(List<String> tokens, INDArray weights, Picture picture) {
        return new AttentionPicture(tokens, pair(weights)).over(picture);
    }

    private static double[][] pair(INDArray weights) {
        if (weights.rank() == 4 && weights.size(0) == 1 && weights.size(2) == 1) {
            return Rows.matrix(weights.dup('c').reshape('c', weights.size(1), weights.size(3)));
        }
        if (weights.rank() != 2) {
            throw new IllegalArgumentException("charts.attention: the weights must be [tokens, regions], or"
                    + " [1, tokens, 1, regions] of one pair, got " + Arrays.toString(weights.shape()));
        }
        return Rows.matrix(weights);
    }

    /** How the score falls as regions are taken away; see {@link AttentionFaithfulness#figure()}. */
    public Figure deletion(AttentionFaithfulness faithfulness) {
        return faithfulness.figure();
    }

    // ---- embeddings

    /**
     * Embeddings of the same rows before and after, side by side, each on the first two principal axes of its own side;
     * all labels of a side share its axes.
     *
     * @param before {@code [n, d]}
     * @param after {@code [n, e]}
     * @param labels one per row; rows of one label have one colour
     */
    public Figure embeddings(INDArray before, INDArray after, List<String> labels) {
        double[][] first = rows("embeddings", before);
        double[][] second = rows("embeddings", after);
        if (first.length != labels.size() || second.length != labels.size()) {
            throw new IllegalArgumentException("charts.embeddings: there must be one label per row, got "
                    + labels.size() + " labels, " + first.length + " rows before and " + second.length + " after");
        }
        return Coloured.named(Composed.grid(
                "Embeddings by their principal axes",
                2,
                List.of(projected("before", first, labels), projected("after", second, labels))));
    }

    private static Figure projected(String title, double[][] rows, List<String> labels) {
        PrincipalAxes axes = PrincipalAxes.of(rows, 2);
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < rows.length; i++) {
            groups.computeIfAbsent(labels.get(i), label -> new ArrayList<>()).add(i);
        }
        List<Charts.Points> clouds = new ArrayList<>();
        groups.forEach((label, places) -> {
            double[][] own = places.stream().map(place -> rows[place]).toArray(double[][]::new);
            clouds.add(Charts.Points.of(label, axes.along(0, own), axes.along(1, own)));
        });
        Figure figure = Charts.scatter(title, axisTitle(axes, 0), axisTitle(axes, 1), clouds);
        return Coloured.byPlace(figure);
    }

    private static String axisTitle(PrincipalAxes axes, int axis) {
        return String.format(Locale.ROOT, "axis %d (%.0f %% of the variance)", axis + 1, 100 * axes.shares()[axis]);
    }

    /**
     * Similarity matrices one after the other with a slider, on one scale of colours.
     *
     * @param byEpoch at least one, all of one shape {@code [n, m]}; the first is that of epoch 1
     */
    public Figure similarities(List<INDArray> byEpoch) {
        requireSome("similarities", byEpoch.size(), "matrix");
        List<double[][]> all =
                byEpoch.stream().map(matrix -> matrix(matrix, "similarities")).toList();
        double[][] first = all.get(0);
        double[] values = all.stream()
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .toArray();
        Map<String, Figure> frames = new LinkedHashMap<>();
        for (int e = 0; e < all.size(); e++) {
            if (!Arrays.equals(byEpoch.get(e).shape(), byEpoch.get(0).shape())) {
                throw new IllegalArgumentException(
                        "charts.similarities: every matrix must have the shape of the first, "
                                + Arrays.toString(byEpoch.get(0).shape()) + ", that of epoch " + (e + 1) + " has "
                                + Arrays.toString(byEpoch.get(e).shape()));
            }
            Sketch sketch = new Sketch("Similarity after epoch " + (e + 1), "right row", "left row");
            sketch.field("similarity", all.get(e))
                    .put("zmin", Arrays.stream(values).min().orElse(0))
                    .put("zmax", Arrays.stream(values).max().orElse(1));
            sketch.layout().put("height", Math.max(420, Math.min(700, 160 + 12 * first.length)));
            frames.put(Integer.toString(e + 1), sketch.figure());
        }
        return Composed.frames("epoch", frames);
    }

    /** The cosines of pairs and of others; see {@link Geometry#figure()}. */
    public Figure cosines(Geometry geometry) {
        return geometry.figure();
    }

    /** Histograms of the cosines of rows that belong together, and of others, as shares of bins of 0.05. */
    public Figure cosines(double[] matched, double[] unmatched) {
        for (double[] some : List.of(matched, unmatched)) {
            requireSome("cosines", some.length, "cosine of each kind");
            for (double cosine : some) {
                if (!(Math.abs(cosine) <= 1 + 1e-6)) {
                    throw new IllegalArgumentException("charts.cosines: a cosine must be in [-1, 1], got " + cosine);
                }
            }
        }
        return Geometry.cosines(
                Arrays.stream(matched).boxed().toList(),
                Arrays.stream(unmatched).boxed().toList());
    }

    /**
     * The modality gap: both sides at length 1 on the first two principal axes of all rows together, with their
     * centroids. The title states the distance of the centroids in the whole space.
     *
     * @param left {@code [n, d]}, no row zero
     * @param right {@code [m, d]}, no row zero
     */
    public Figure gap(INDArray left, INDArray right) {
        double[][] x = unit(rows("gap", left), "left");
        double[][] y = unit(rows("gap", right), "right");
        requireWidth("gap", x, y);
        double[] from = PrincipalAxes.mean(x);
        double[] to = PrincipalAxes.mean(y);
        double square = 0;
        for (int c = 0; c < from.length; c++) {
            square += (from[c] - to[c]) * (from[c] - to[c]);
        }
        PrincipalAxes axes = PrincipalAxes.of(
                Stream.concat(Arrays.stream(x), Arrays.stream(y)).toArray(double[][]::new), 2);
        Figure points = Coloured.byPlace(Charts.scatter(
                String.format(Locale.ROOT, "Modality gap: the centroids are %.3f apart", Math.sqrt(square)),
                axisTitle(axes, 0),
                axisTitle(axes, 1),
                List.of(
                        Charts.Points.of("left", axes.along(0, x), axes.along(1, x)),
                        Charts.Points.of("right", axes.along(0, y), axes.along(1, y)))));
        double[][] centres = {from, to};
        Sketch centroids = new Sketch("", "", "");
        ObjectNode trace =
                centroids.scatter("centroids", "lines+markers", axes.along(0, centres), axes.along(1, centres));
        trace.putObject("line").put("color", "#7F7F7F").put("width", 2);
        trace.putObject("marker").put("color", "#7F7F7F").put("size", 14).put("symbol", "diamond");
        return points.and(centroids.figure());
    }

    private static double[][] unit(double[][] rows, String side) {
        for (int i = 0; i < rows.length; i++) {
            double length = Math.sqrt(PrincipalAxes.dot(rows[i], rows[i]));
            if (!(length > 0)) {
                throw new IllegalArgumentException("charts.gap: row " + i + " of the " + side
                        + " side is zero, so it has no direction; leave it out");
            }
            rows[i] = Arrays.stream(rows[i]).map(value -> value / length).toArray();
        }
        return rows;
    }

    // ---- distributions

    /** The witness function with the median distance between rows as the bandwidth; see the one below. */
    public Figure witness(INDArray x, INDArray y) {
        return witness(Witness.median(rows("witness", x), rows("witness", y)), x, y);
    }

    /**
     * The witness function of a maximum mean discrepancy with its Gaussian kernel functions, at the bandwidths that its
     * options name.
     */
    public Figure witness(DiscrepancyHandle discrepancy, INDArray x, INDArray y) {
        Map<String, ?> options = discrepancy.options();
        boolean gaussian = options.get("kernelFunction") == null
                || options.get("kernelFunction").toString().equals("GAUSSIAN");
        boolean ofKernels = discrepancy.descriptor().schema().options().stream()
                .map(OptionsSchema.Option::name)
                .collect(Collectors.toSet())
                .containsAll(OF_KERNELS);
        if (!ofKernels || !gaussian || !DRAWN.containsAll(options.keySet())) {
            throw new IllegalArgumentException(
                    "charts.witness: only a maximum mean discrepancy with Gaussian kernel functions of equal"
                            + " weight and the default median is drawn, got " + discrepancy.name()
                            + "; give a bandwidth: witness(bandwidth, x, y)");
        }
        double middle = number(options.get("bandwidth"), 0);
        int count = (int) number(options.get("bandwidths"), 1);
        double start = middle > 0 ? middle : Witness.median(rows("witness", x), rows("witness", y));
        return witness(
                IntStream.range(0, count)
                        .mapToDouble(i -> start * Math.pow(2, i - count / 2))
                        .toArray(),
                x,
                y);
    }

    private static double number(@Nullable Object option, double otherwise) {
        return option == null ? otherwise : Double.parseDouble(option.toString());
    }

    /**
     * The witness function of the maximum mean discrepancy with a Gaussian kernel function: above 0 where {@code x} is
     * denser, below 0 where {@code y} is. Of more than one column it is drawn along the first principal axis of all
     * rows, through their mean; the rows stand below at their places along it.
     *
     * @param bandwidth sigma, above 0, in the unit of the rows
     * @param x {@code [n, d]}
     * @param y {@code [m, d]}
     */
    public Figure witness(double bandwidth, INDArray x, INDArray y) {
        if (!(bandwidth > 0 && bandwidth < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("charts.witness: bandwidth must be in (0, ∞), got " + bandwidth);
        }
        return witness(new double[] {bandwidth}, x, y);
    }

    private static Figure witness(double[] bandwidths, INDArray x, INDArray y) {
        double[][] left = rows("witness", x);
        double[][] right = rows("witness", y);
        requireWidth("witness", left, right);
        Witness witness = new Witness(left, right, bandwidths);
        boolean line = left[0].length == 1;
        PrincipalAxes axes = line
                ? new PrincipalAxes(new double[] {0}, new double[][] {{1}}, new double[] {1})
                : PrincipalAxes.of(
                        Stream.concat(Arrays.stream(left), Arrays.stream(right)).toArray(double[][]::new), 1);
        double[] ofLeft = axes.along(0, left);
        double[] ofRight = axes.along(0, right);
        double least = Math.min(
                Arrays.stream(ofLeft).min().orElse(0),
                Arrays.stream(ofRight).min().orElse(0));
        double most = Math.max(
                Arrays.stream(ofLeft).max().orElse(1),
                Arrays.stream(ofRight).max().orElse(1));
        double beyond = BEYOND * (most - least) + (most > least ? 0 : bandwidths[0]);
        double[] places = IntStream.rangeClosed(0, PLACES)
                .mapToDouble(i -> least - beyond + (most - least + 2 * beyond) * i / PLACES)
                .toArray();
        double[] values =
                Arrays.stream(places).map(place -> witness.at(axes.at(place))).toArray();
        double floor = Math.min(0, Arrays.stream(values).min().orElse(0));
        double step = 0.06 * Math.max(1e-12, Arrays.stream(values).max().orElse(0) - floor);
        Sketch sketch = new Sketch(
                "Witness of x against y, bandwidth "
                        + Arrays.stream(bandwidths).mapToObj(TableView::number).collect(Collectors.joining(", ")),
                line ? "value" : axisTitle(axes, 0),
                "witness: mean k(x, t) − mean k(y, t)");
        sketch.scatter("witness", "lines", places, values).putObject("line").put("color", "#009E73");
        ticks(sketch, "rows of x", ofLeft, floor - step, "#0072B2");
        ticks(sketch, "rows of y", ofRight, floor - 2 * step, "#D55E00");
        return sketch.figure();
    }

    private static void ticks(Sketch sketch, String name, double[] places, double height, String colour) {
        double[] heights = new double[places.length];
        Arrays.fill(heights, height);
        sketch.scatter(name, "markers", places, heights)
                .put("hoverinfo", "x+name")
                .putObject("marker")
                .put("symbol", "line-ns-open")
                .put("size", 9)
                .put("color", colour);
    }

    // ---- matches and paths

    /** Two graphs side by side with a line for each pair of matched nodes. */
    public Figure matches(Graph left, Graph right, Matching matching) {
        return new MatchedGraphs(left, right, matching).figure();
    }

    /** The path of a warping over the Euclidean distances of the steps of both sequences. */
    public Figure path(Warping warping, INDArray x, INDArray y) {
        double[][] left = rows("path", x);
        double[][] right = rows("path", y);
        requireWidth("path", left, right);
        double[][] cost = new double[left.length][right.length];
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right.length; j++) {
                double square = 0;
                for (int c = 0; c < left[i].length; c++) {
                    square += (left[i][c] - right[j][c]) * (left[i][c] - right[j][c]);
                }
                cost[i][j] = Math.sqrt(square);
            }
        }
        return path(warping, cost, "distance");
    }

    /**
     * The path of a warping over a matrix of costs.
     *
     * @param cost {@code [t, s]}, of each step of the left with each of the right sequence
     */
    public Figure path(Warping warping, INDArray cost) {
        return path(warping, matrix(cost, "path"), "cost");
    }

    private static Figure path(Warping warping, double[][] cost, String name) {
        int last = warping.left().length - 1;
        if (warping.left()[last] >= cost.length || warping.right()[last] >= cost[0].length) {
            throw new IllegalArgumentException("charts.path: the path ends at (" + warping.left()[last] + ", "
                    + warping.right()[last] + "), outside of the costs [" + cost.length + ", " + cost[0].length
                    + "]; give the sequences that were aligned");
        }
        Sketch sketch = new Sketch(
                "Path of " + warping.left().length + " pairs, cost " + TableView.number(warping.cost()),
                "right step",
                "left step");
        sketch.field(name, cost)
                .put("hovertemplate", "left %{y}, right %{x}: %{z:.4g}<extra></extra>")
                .putObject("colorbar")
                .putObject("title")
                .put("text", name);
        ObjectNode line = sketch.scatter(
                "path",
                "lines+markers",
                Arrays.stream(warping.right()).asDoubleStream().toArray(),
                Arrays.stream(warping.left()).asDoubleStream().toArray());
        line.putObject("line").put("color", "#D55E00").put("width", 3);
        line.putObject("marker").put("color", "#D55E00").put("size", 5);
        sketch.layout().put("showlegend", false);
        return sketch.figure();
    }

    // ---- pictures

    /** Pictures side by side with their captions: a page of pictures, which needs no script. */
    public Gallery gallery(String title, List<Picture> pictures, List<String> captions) {
        if (pictures.size() != captions.size()) {
            throw new IllegalArgumentException(
                    "charts.gallery: there are " + pictures.size() + " pictures, but " + captions.size() + " captions");
        }
        return new Gallery(
                title,
                IntStream.range(0, pictures.size())
                        .mapToObj(i -> new Gallery.Tile(Optional.of(pictures.get(i)), captions.get(i)))
                        .toList());
    }

    // ---- checks

    private static double[][] rows(String call, INDArray array) {
        double[][] rows = matrix(array, call);
        if (rows.length < 2) {
            throw new IllegalArgumentException(
                    "charts." + call + ": there must be at least 2 rows, got " + rows.length);
        }
        for (double[] row : rows) {
            if (!Arrays.stream(row).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("charts." + call + ": every number must be finite, got "
                        + Arrays.stream(row)
                                .filter(value -> !Double.isFinite(value))
                                .findFirst()
                                .orElseThrow());
            }
        }
        return rows;
    }

    private static double[][] matrix(INDArray array, String call) {
        if (array.rank() != 2 || array.isEmpty()) {
            throw new IllegalArgumentException("charts." + call + ": a matrix [rows, columns] is needed, got shape "
                    + Arrays.toString(array.shape()));
        }
        return Rows.matrix(array);
    }

    private static void requireWidth(String call, double[][] x, double[][] y) {
        if (x[0].length != y[0].length) {
            throw new IllegalArgumentException("charts." + call + ": both sides must have as many columns, got "
                    + x[0].length + " and " + y[0].length);
        }
    }

    private static void requireSome(String call, int count, String what) {
        if (count == 0) {
            throw new IllegalArgumentException(
                    "charts." + call + ": there must be at least one " + what + ", got none");
        }
    }

    @Override
    public String toString() {
        return "Charts of the lesson, one call each: robustness, reliability, confusion, contributions,"
                + " labelEfficiency; attention, deletion; embeddings, similarities, cosines, gap; witness; matches,"
                + " path; gallery";
    }
}
