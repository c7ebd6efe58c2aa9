package dev.interlace.plugins.alignment.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Supervision;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DeepCanonicalCorrelationTest {
    private static final Map<String, ?> SMALL =
            Map.of("width", 2, "hidden", 32, "epochs", 60, "learningRate", 0.005, "batchSize", 200);

    private final DeepCanonicalCorrelation method = new DeepCanonicalCorrelation();

    private AlignmentModel fit(INDArray left, INDArray right, Map<String, ?> options) {
        return method.fit(
                Features.vector("left", left),
                Features.vector("right", right),
                Supervision.paired(),
                method.descriptor().schema().parse(options),
                FitContext.seeded(1));
    }

    /** Points t of a line, and their squares and a noise; left t, right t^2: no line relates them. */
    private static INDArray[] curved(long seed, int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] left = new double[rows][2];
        double[][] right = new double[rows][2];
        for (int row = 0; row < rows; row++) {
            double t = random.nextGaussian();
            left[row] = new double[] {t, random.nextGaussian()};
            right[row] = new double[] {t * t + 0.1 * random.nextGaussian(), random.nextGaussian()};
        }
        return new INDArray[] {Nd4j.createFromArray(left), Nd4j.createFromArray(right)};
    }

    private static double correlation(INDArray a, INDArray b) {
        double[] x = Host.doubles(a.getColumn(0));
        double[] y = Host.doubles(b.getColumn(0));
        double mx = 0;
        double my = 0;
        for (int i = 0; i < x.length; i++) {
            mx += x[i] / x.length;
            my += y[i] / x.length;
        }
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
        }
        return xy / Math.sqrt(xx * yy);
    }

    @Test
    void aCurvedRelationIsFoundOnUnseenPairsWhereTheLinearMethodSeesNone() {
        INDArray[] train = curved(1, 600);
        INDArray[] test = curved(2, 300);
        AlignmentModel deep = fit(train[0], train[1], SMALL);
        AlignmentModel linear = Golden.fit(new CanonicalCorrelation(), train[0], train[1], Map.of());
        double curved = unseen(deep, test);
        double straight = unseen(linear, test);
        assertTrue(curved > 0.85 && Math.abs(straight) < 0.3, "deep " + curved + ", linear " + straight);
    }

    private static double unseen(AlignmentModel model, INDArray[] test) {
        return correlation(
                model.embed(Side.LEFT, Features.vector("left", test[0])),
                model.embed(Side.RIGHT, Features.vector("right", test[1])));
    }

    @Test
    void embeddingsOfTheFitAreCanonicalVariates() {
        INDArray[] train = curved(3, 300);
        AlignmentModel model = fit(train[0], train[1], SMALL);
        double[] rho = model.history().get("canonical correlation").stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        INDArray left = model.embed(Side.LEFT, Features.vector("left", train[0]));
        INDArray right = model.embed(Side.RIGHT, Features.vector("right", train[1]));
        assertEquals(2, rho.length);
        assertTrue(rho[0] >= rho[1], "descending");
        assertEquals(rho[0], correlation(left, right), 0.03, "up to the ridge");
        assertEquals(0, left.mean(0).getDouble(0), 1e-4, "variates are centred");
        assertEquals(rho[0], left.std(0).getDouble(0), 0.03, "a column has the deviation of its correlation");
    }

    @Test
    void seedPairsOfRowsInAnotherOrderAreFound() {
        INDArray[] train = curved(1, 400);
        int[] order = new SeedSource(7).split("order").permutation(400); // right row j is that of left row order[j]
        int[] rows = IntStream.range(0, 300).toArray(); // the other rows are in no pair
        AlignmentModel model = method.fit(
                Features.vector("left", train[0]),
                Features.vector("right", train[1].getRows(order)),
                Supervision.seeds(Arrays.copyOf(order, 300), rows),
                method.descriptor().schema().parse(SMALL),
                FitContext.seeded(1));
        double unseen = unseen(model, curved(2, 300));
        assertTrue(unseen > 0.8, "correlation of unseen pairs " + unseen);
    }

    @Test
    void aNetworkWhoseUnitsDiedIsAModelThatFindsNothingAndSaysSo() {
        INDArray[] train = curved(3, 300);
        AlignmentModel model = fit(train[0], train[1], Map.of("hidden", 1, "layers", 8, "width", 2, "epochs", 2));
        assertEquals(List.of(0.0), model.history().get("canonical correlation"));
        String warning =
                model.history().warnings().get(model.history().warnings().size() - 1);
        assertTrue(warning.contains("network answers all 300 pairs alike"), warning);
        assertTrue(warning.contains("hidden") && warning.contains("learningRate"), warning);
        INDArray embedded = model.embed(Side.LEFT, Features.vector("left", train[0]));
        assertTrue(Arrays.stream(Host.doubles(embedded)).allMatch(Double::isFinite), "finite");
    }

    @Test
    void aStepWithFewerPairsThanColumnsIsRejected() {
        assertEquals(
                "Options.batchSize must be above width, since correlations are those of a step; got 10 with 10",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> method.descriptor().schema().parse(Map.of("batchSize", 10)))
                        .getMessage());
    }
}
