package dev.interlace.workbench.charts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.interlace.spi.Graph;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Matching;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Warping;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.evaluation.Bootstrap;
import dev.interlace.workbench.evaluation.Contribution;
import dev.interlace.workbench.evaluation.Cost;
import dev.interlace.workbench.evaluation.Evaluation;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.evaluation.OutsideScores;
import dev.interlace.workbench.evaluation.Robustness;
import dev.interlace.workbench.figures.Figure;
import dev.interlace.workbench.measures.Bins;
import dev.interlace.workbench.models.DiscrepancyHandle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LessonChartsTest {
    private static final LessonCharts CHARTS = new LessonCharts();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static JsonNode json(Figure figure) {
        try {
            return JSON.readTree(figure.json());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode trace(Figure figure, String name) {
        for (JsonNode trace : figure.data()) {
            if (trace.path("name").asText().equals(name)) {
                return trace;
            }
        }
        throw new AssertionError("there is no trace '" + name + "'");
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.path(i).asDouble(Double.NaN);
        }
        return numbers;
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    /** The static picture is drawn, and kept to be looked at. */
    private static void drawn(String name, Figure figure) {
        byte[] png = figure.png();
        assertTrue(png.length > 3_000, name + " is drawn");
        try {
            Path folder = Files.createDirectories(Path.of("target", "lesson-charts"));
            Files.write(folder.resolve(name + ".png"), png);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static INDArray matrix(double[][] rows) {
        return Nd4j.createFromArray(rows);
    }

    private static Interval about(double value) {
        return new Interval(value, value - 0.1, value + 0.1, "by hand");
    }

    private static Evaluation evaluation() {
        List<String> classes = List.of("a", "b");
        double[] probabilities = {0.9, 0.1, 0.8, 0.2, 0.3, 0.7, 0.4, 0.6};
        return Evaluation.of(
                new OutsideScores("test", classes, probabilities),
                new Evaluation.Rows(Labels.of(classes, new int[] {0, 1, 1, 0}), List.of("1", "2", "3", "4"), List.of()),
                new Provenance("fusion/test", "1.0.0", Map.of(), 42, "data/test", "none"),
                new Cost(1, 1, 1),
                Bootstrap.seeded(1));
    }

    @Test
    void reliabilityOfFourRowsInTwoBinsByHand() {
        // confidences .9 right, .8 wrong, .7 right, .6 wrong, all in the bin (.5, 1]: mean .75, half of them right
        Figure figure = CHARTS.reliability(evaluation(), new Bins(2, Bins.Binning.WIDTH));
        assertArrayEquals(
                new double[] {0.75}, numbers(trace(figure, "right rows").path("x")), 1e-12);
        assertArrayEquals(
                new double[] {0.5}, numbers(trace(figure, "right rows").path("y")), 1e-12);
        assertArrayEquals(
                new double[] {0.5}, numbers(trace(figure, "right rows").path("width")), 1e-12);
        assertArrayEquals(
                new double[] {0.75}, numbers(trace(figure, "mean confidence").path("x")), 1e-6);
        assertEquals(
                "4 rows of confidence 0.500 to 1.000: mean confidence 0.750, right 0.500",
                trace(figure, "right rows").path("hovertext").path(0).asText());
        assertEquals("Reliability: test, expected calibration error 0.25", figure.title());
        drawn("reliability", CHARTS.reliability(evaluation()));
    }

    @Test
    void robustnessOfSeveralModelsIsOneLineEach() {
        List<Interval> falling = List.of(about(0.9), about(0.6));
        Robustness one = new Robustness("one", "text", List.of(0.0, 1.0), falling, about(0.75), 0.5);
        Robustness other = new Robustness("other", "text", List.of(0.0, 1.0), falling, about(0.75), 0.5);
        Figure figure = CHARTS.robustness(one, other);
        assertArrayEquals(
                new double[] {0.9, 0.6}, numbers(trace(figure, "other").path("y")));
        assertArrayEquals(
                new double[] {0.5, 0.5}, numbers(trace(figure, "chance").path("y")));
        assertEquals(one.figure().json(), CHARTS.robustness(one).json());
        drawn("robustness", figure);
        Robustness without = new Robustness("third", "sound", List.of(0.0, 1.0), falling, about(0.75), 0.5);
        refused(
                "charts.robustness: the models must lack the same modality of the same rows, got 'text' and 'sound' with"
                        + " chance levels 0.5 and 0.5; draw them one by one",
                () -> CHARTS.robustness(one, without));
        refused("charts.robustness: there must be at least one model, got none", CHARTS::robustness);
    }

    @Test
    void contributionsOfTwoModelsStandSideBySide() {
        List<Contribution> both = new ArrayList<>();
        for (String name : List.of("one", "other")) {
            both.add(new Contribution(
                    name,
                    List.of(
                            new Contribution.Part("text", about(0.6), about(0.2), about(0.3)),
                            new Contribution.Part("image", about(0.6), about(0.1), about(0.1))),
                    about(0.9),
                    new Contribution.Subset(List.of("image"), about(0.6)),
                    0.5,
                    10));
        }
        Figure figure = CHARTS.contributions(both.get(0), both.get(1));
        assertArrayEquals(
                new double[] {0.3, 0.1}, numbers(trace(figure, "other").path("y")));
        drawn("contributions", figure);
    }

    @Test
    void theConfusionIsTheEvaluationsOwn() {
        assertEquals(
                evaluation().confusionFigure().json(),
                CHARTS.confusion(evaluation()).json());
    }

    @Test
    void attentionIsShownFromTokensAndBackFromRegions() {
        double[][] weights = {{0.25, 0.75}, {0.75, 0.25}, {1, 0}};
        List<String> tokens = List.of("a", "dog", "a");
        Figure figure = CHARTS.attention(tokens, matrix(weights));
        JsonNode forth = figure.data().path(0);
        JsonNode back = figure.data().path(1);
        assertArrayEquals(weights[1], numbers(forth.path("z").path(1)), 1e-12);
        assertEquals("a (2)", forth.path("y").path(2).asText(), "rows of one name would be one row");
        // region 0 gets .25 + .75 + 1 = 2
        assertEquals(0.125, back.path("z").path(0).path(0).asDouble(), 1e-12);
        assertEquals(0.75, back.path("z").path(0).path(1).asDouble(), 1e-12);
        INDArray explained = Nd4j.createFromArray(0.25, 0.75, 0.75, 0.25, 1, 0).reshape('c', 1, 3, 1, 2);
        assertEquals(figure.json(), CHARTS.attention(tokens, explained).json());
        drawn("attention", figure);
    }

    private static Picture picture() {
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillRect(10, 10, 20, 20);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Picture.of(out.toByteArray());
    }

    @Test
    void attentionLiesOverThePictureOncePerTokenAndOnceForAll() {
        Figure figure = CHARTS.attention(
                List.of("a", "dog"), matrix(new double[][] {{1, 0, 0, 0}, {0, 0, 0.5, 0.5}}), picture());
        assertEquals(3, figure.data().size());
        JsonNode mean = figure.data().path(2).path("z");
        assertArrayEquals(new double[] {0.5, 0}, numbers(mean.path(0)), 1e-12);
        assertArrayEquals(new double[] {0.25, 0.25}, numbers(mean.path(1)), 1e-12);
        JsonNode images = figure.layout().path("images");
        assertEquals(3, images.size());
        assertEquals("x3", images.path(2).path("xref").asText());
        assertTrue(images.path(0).path("source").asText().startsWith("data:image/png;base64,"));
        drawn("attention-picture", figure);
    }

    @Test
    void attentionThatDoesNotFitIsRefused() {
        refused(
                "charts.attention: there must be one row of weights per token, at least one, got 1 tokens and 2 rows",
                () -> CHARTS.attention(List.of("a"), matrix(new double[2][4])));
        refused(
                "charts.attention: a weight must be in [0, ∞), got -1.0",
                () -> CHARTS.attention(List.of("a"), matrix(new double[][] {{-1, 2}})));
        refused(
                "charts.attention: over a picture the regions must form a square grid, got 3 regions; leave the picture"
                        + " out",
                () -> CHARTS.attention(List.of("a"), matrix(new double[1][3]), picture()));
        refused(
                "charts.attention: the weights must be [tokens, regions], or [1, tokens, 1, regions] of one pair, got"
                        + " [1, 2, 3]",
                () -> CHARTS.attention(List.of("a"), Nd4j.create(1, 2, 3)));
    }

    @Test
    void embeddingsStandOnTheAxesOfTheirOwnSide() {
        // before: along (3, 4)/5 at -5, 5 from the mean; after: one column
        INDArray before = matrix(new double[][] {{-3, -4}, {3, 4}, {3, 4}, {-3, -4}});
        INDArray after = matrix(new double[][] {{1}, {2}, {3}, {4}});
        Figure figure = CHARTS.embeddings(before, after, List.of("p", "q", "p", "q"));
        assertArrayEquals(new double[] {-5, 5}, numbers(figure.data().path(0).path("x")), 1e-9);
        assertArrayEquals(
                new double[] {-1.5, 0.5}, numbers(figure.data().path(2).path("x")), 1e-9);
        assertArrayEquals(new double[] {0, 0}, numbers(figure.data().path(2).path("y")), 1e-9);
        assertEquals(
                figure.data().path(0).path("marker").path("color"),
                figure.data().path(2).path("marker").path("color"),
                "a label has one colour on both sides");
        assertTrue(figure.data().path(1).path("showlegend").asBoolean());
        assertEquals("false", figure.data().path(3).path("showlegend").toString(), "a label is listed once");
        assertEquals(
                "axis 1 (100 % of the variance)",
                figure.layout().path("xaxis").path("title").path("text").asText());
        drawn("embeddings", figure);
        refused(
                "charts.embeddings: there must be one label per row, got 1 labels, 4 rows before and 4 after",
                () -> CHARTS.embeddings(before, after, List.of("p")));
        refused(
                "charts.embeddings: a matrix [rows, columns] is needed, got shape [4]",
                () -> CHARTS.embeddings(Nd4j.create(4), after, List.of()));
    }

    @Test
    void similaritiesShareOneScaleOverAllEpochs() {
        Figure figure = CHARTS.similarities(List.of(matrix(new double[][] {{0, 1}, {2, 3}}), matrix(new double[][] {
            {-4, 1}, {2, 8}
        })));
        JsonNode frames = json(figure).path("frames");
        assertEquals(2, frames.size());
        for (JsonNode frame : frames) {
            assertEquals(-4, frame.path("data").path(0).path("zmin").asDouble());
            assertEquals(8, frame.path("data").path(0).path("zmax").asDouble());
        }
        drawn("similarities", figure);
        refused(
                "charts.similarities: every matrix must have the shape of the first, [2, 2], that of epoch 2 has [1, 2]",
                () -> CHARTS.similarities(List.of(matrix(new double[2][2]), matrix(new double[1][2]))));
    }

    @Test
    void cosinesAreSharesOfBins() {
        Figure figure = CHARTS.cosines(new double[] {1, 0.99, 0.96, 0.01}, new double[] {-1, 0.01});
        double[] pairs = numbers(trace(figure, "pairs").path("y"));
        assertEquals(0.75, pairs[39], "from 0.95 to 1");
        assertEquals(0.25, pairs[20], "from 0 to 0.05");
        assertEquals(0.5, numbers(trace(figure, "others").path("y"))[0]);
        drawn("cosines", figure);
        refused(
                "charts.cosines: a cosine must be in [-1, 1], got 2.0",
                () -> CHARTS.cosines(new double[] {2}, new double[] {0}));
    }

    @Test
    void theGapIsTheDistanceOfTheCentroids() {
        // at length 1: left (1, 0) twice, right (0, 1) and (0, -1): centroids (1, 0) and (0, 0)
        Figure figure = CHARTS.gap(matrix(new double[][] {{2, 0}, {5, 0}}), matrix(new double[][] {{0, 3}, {0, -1}}));
        assertEquals("Modality gap: the centroids are 1.000 apart", figure.title());
        // axis 1 is (0, 1), axis 2 is (1, 0) around the mean (1/2, 0)
        assertArrayEquals(
                new double[] {0, 0}, numbers(trace(figure, "centroids").path("x")), 1e-9);
        assertArrayEquals(
                new double[] {0.5, -0.5}, numbers(trace(figure, "centroids").path("y")), 1e-9);
        drawn("gap", figure);
        refused(
                "charts.gap: row 1 of the right side is zero, so it has no direction; leave it out",
                () -> CHARTS.gap(matrix(new double[][] {{1, 0}, {0, 1}}), matrix(new double[][] {{1, 0}, {0, 0}})));
        refused(
                "charts.gap: both sides must have as many columns, got 2 and 3",
                () -> CHARTS.gap(matrix(new double[][] {{1, 0}, {0, 1}}), matrix(new double[][] {{1, 0, 0}, {0, 1, 0}
                })));
    }

    @Test
    void theWitnessIsDrawnFromEndToEnd() {
        Figure figure = CHARTS.witness(1, matrix(new double[][] {{0}, {2}}), matrix(new double[][] {{1}, {1}}));
        double[] x = numbers(trace(figure, "witness").path("x"));
        double[] y = numbers(trace(figure, "witness").path("y"));
        // from 0 - 15 % of 2 to 2 + 15 % of 2; in the middle, 1, both rows of x are 1 away
        assertEquals(-0.3, x[0], 1e-12);
        assertEquals(1, x[100], 1e-12);
        assertEquals(Math.exp(-0.5) - 1, y[100], 1e-12);
        drawn("witness", figure);
        Figure along = CHARTS.witness(matrix(new double[][] {{0, 0}, {0, 4}}), matrix(new double[][] {{0, 1}, {0, 3}}));
        assertEquals(
                "axis 1 (100 % of the variance)",
                along.layout().path("xaxis").path("title").path("text").asText());
        refused(
                "charts.witness: bandwidth must be in (0, ∞), got 0.0",
                () -> CHARTS.witness(0, matrix(new double[2][1]), matrix(new double[2][1])));
    }

    @Test
    void theWitnessOfADiscrepancyHasItsBandwidths() {
        INDArray x = matrix(new double[][] {{0}, {2}});
        INDArray y = matrix(new double[][] {{1}, {5}});
        DiscrepancyHandle mmd = Interlace.lab().discrepancy("discrepancy/mmd");
        // distances 1, 1, 2, 3, 4, 5: the lower one in the middle is 2
        assertEquals(
                "Witness of x against y, bandwidth 2", CHARTS.witness(mmd, x, y).title());
        assertEquals(
                "Witness of x against y, bandwidth 1.5, 3, 6",
                CHARTS.witness(mmd.options(Map.of("bandwidth", 3, "bandwidths", 3)), x, y)
                        .title());
        // the biased estimate is the mean of the witness over x less its mean over y
        Witness witness = new Witness(new double[][] {{0}, {2}}, new double[][] {{1}, {5}}, new double[] {3});
        double mean = (witness.at(new double[] {0}) + witness.at(new double[] {2})) / 2
                - (witness.at(new double[] {1}) + witness.at(new double[] {5})) / 2;
        assertEquals(
                mean, mmd.options(Map.of("bandwidth", 3, "estimator", "BIASED")).value(x, y), 1e-9);
        refused(
                "charts.witness: only a maximum mean discrepancy with Gaussian kernel functions of equal weight and the"
                        + " default median is drawn, got discrepancy/mmd {kernelFunction=LAPLACE}; give a bandwidth:"
                        + " witness(bandwidth, x, y)",
                () -> CHARTS.witness(mmd.options(Map.of("kernelFunction", "LAPLACE")), x, y));
        refused(
                "charts.witness: only a maximum mean discrepancy with Gaussian kernel functions of equal weight and the"
                        + " default median is drawn, got discrepancy/energy; give a bandwidth: witness(bandwidth, x, y)",
                () -> CHARTS.witness(Interlace.lab().discrepancy("discrepancy/energy"), x, y));
    }

    @Test
    void eachMatchIsALineFromTheLeftToTheRightNode() {
        Graph square = Graph.undirected(4, new int[][] {{0, 1}, {1, 2}, {2, 3}, {3, 0}});
        Matching matching = new Matching(new int[] {0, 2, -1, 1}, Optional.empty(), 1, 3, true);
        Figure figure = CHARTS.matches(square, square, matching);
        assertEquals("3 of 4 left nodes matched", figure.title());
        double[] x = numbers(trace(figure, "matches").path("x"));
        assertEquals(9, x.length);
        double[] left = numbers(trace(figure, "left nodes").path("x"));
        double[] right = numbers(trace(figure, "right nodes").path("x"));
        assertEquals(left[1], x[3], 1e-12);
        assertEquals(right[2], x[4], 1e-12);
        assertTrue(Double.isNaN(x[5]), "a gap between two lines");
        assertEquals(12, trace(figure, "left edges").path("x").size(), "an edge that is held twice is drawn once");
        drawn("matches", figure);
        refused(
                "charts.matches: the right graph has nodes 0 to 1, the matching names 2",
                () -> CHARTS.matches(square, Graph.undirected(2, new int[][] {{0, 1}}), matching));
        refused(
                "charts.matches: the matching must name one right node, or -1, for each of the 2 left nodes, got 4",
                () -> CHARTS.matches(Graph.undirected(2, new int[][] {{0, 1}}), square, matching));
    }

    @Test
    void aPathLiesOverTheDistancesOfTheSteps() {
        Warping warping = Warping.of(1, new int[] {0, 1, 1}, new int[] {0, 0, 1});
        Figure figure =
                CHARTS.path(warping, matrix(new double[][] {{0, 0}, {3, 4}}), matrix(new double[][] {{0, 0}, {3, 0}}));
        JsonNode field = figure.data().path(0).path("z");
        assertArrayEquals(new double[] {0, 3}, numbers(field.path(0)), 1e-12);
        assertArrayEquals(new double[] {5, 4}, numbers(field.path(1)), 1e-12);
        assertArrayEquals(new double[] {0, 0, 1}, numbers(trace(figure, "path").path("x")));
        assertArrayEquals(new double[] {0, 1, 1}, numbers(trace(figure, "path").path("y")));
        drawn("path", figure);
        refused(
                "charts.path: the path ends at (1, 1), outside of the costs [1, 2]; give the sequences that were aligned",
                () -> CHARTS.path(warping, matrix(new double[1][2])));
    }

    @Test
    void aGalleryNeedsACaptionForEachPicture() {
        assertEquals(
                "two\n1. a\n2. b",
                CHARTS.gallery("two", List.of(picture(), picture()), List.of("a", "b"))
                        .toString());
        refused(
                "charts.gallery: there are 1 pictures, but 2 captions",
                () -> CHARTS.gallery("", List.of(picture()), List.of("a", "b")));
    }
}
