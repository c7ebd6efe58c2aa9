package dev.interlace.workbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.graph.GraphAlignment;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Graph;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Segment;
import dev.interlace.spi.Supervision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class ModalityGraphTest {
    private static final List<Segment> WORDS = List.of(new Segment("one", 0, 0.25), new Segment("two", 0.25, 0.5));

    /** Frames of 0.1 s at 0, 0.2 and 0.4 s. */
    private static final List<Segment> FRAMES = ModalityGraph.frames(3, 0.2, 0.1);

    private static Features vectors(String name, int rows, int width) {
        return Features.vector(name, Nd4j.rand(DataType.FLOAT, rows, width));
    }

    private static ModalityGraph speech() {
        return ModalityGraph.of(vectors("frame", 3, 4), vectors("word", 2, 2));
    }

    @Test
    void framesMeetTheWordsThatTheyOverlap() {
        // frame 0 is [0, 0.1]: word 0; frame 1 is [0.2, 0.3]: both; frame 2 is [0.4, 0.5]: word 1, and it ends as the
        // word does
        Graph graph = speech().overlapping("frame", FRAMES, "word", WORDS).graph();
        assertEquals(Graph.typed(5, new int[][] {{0, 0, 3}, {1, 0, 3}, {1, 0, 4}, {2, 0, 4}}), graph);
    }

    @Test
    void aGraphShowsItsNodesAndEdges() {
        String shown = speech().overlapping("frame", FRAMES, "word", WORDS).toString();
        assertTrue(shown.matches("(?s).*nodes +frame +3\\n.*nodes +word +2\\n.*edges +\\S.* +4.*"), shown);
    }

    @Test
    void touchingIsNoOverlap() {
        List<Segment> frames =
                List.of(new Segment("a", 0, 0.25), new Segment("b", 0.25, 0.5), new Segment("c", 0.5, 0.6));
        Graph graph = speech().overlapping("frame", frames, "word", WORDS).graph();
        assertEquals(Graph.typed(5, new int[][] {{0, 0, 3}, {1, 0, 4}}), graph);
    }

    @Test
    void successionFollowsTimeWhateverTheOrderOfRows() {
        List<Segment> shuffled = List.of(FRAMES.get(2), FRAMES.get(0), FRAMES.get(1));
        ModalityGraph graph =
                speech().overlapping("frame", shuffled, "word", WORDS).successive("frame", shuffled);
        assertEquals(List.of("frame overlaps word", "frame then frame"), graph.relations());
        assertEquals(
                Graph.typed(5, new int[][] {{1, 0, 3}, {2, 0, 3}, {2, 0, 4}, {0, 0, 4}, {1, 1, 2}, {2, 1, 0}}),
                graph.graph());
    }

    @Test
    void pairsAndNearestRowsAreEdges() {
        // captions 0 and 1 point the same way, 2 the other
        Features captions =
                Features.vector("caption", Nd4j.createFromArray(new float[][] {{1, 0.1f}, {1, 0}, {-1, -0.2f}}));
        ModalityGraph graph = ModalityGraph.of(vectors("picture", 2, 3), captions)
                .paired("picture", new int[] {0, 1}, "caption", new int[] {2, 0})
                .nearest("caption", 1);
        assertEquals(5, graph.nodes());
        assertArrayEquals(new int[] {0, 0, 1, 1, 1}, graph.modalityOf());
        Graph pairs = Graph.typed(5, new int[][] {{0, 0, 4}, {1, 0, 2}});
        int[][] all = new int[graph.graph().edges()][];
        int of = 0;
        for (int i = 0; i < 5; i++) {
            for (int e = graph.graph().rowStart()[i]; e < graph.graph().rowStart()[i + 1]; e++) {
                all[of++] =
                        new int[] {i, graph.graph().relation()[e], graph.graph().column()[e]};
            }
        }
        int[][] paired = java.util.Arrays.stream(all).filter(f -> f[1] == 0).toArray(int[][]::new);
        assertEquals(pairs, Graph.typed(5, paired));
        assertTrue(
                java.util.Arrays.stream(all).anyMatch(f -> f[1] == 1 && f[0] == 2 && f[2] == 3),
                "captions 0 and 1 are near");
    }

    @Test
    void eachModalityHasColumnsOfItsOwnInStandardUnits() {
        Features a = Features.vector("a", Nd4j.createFromArray(new float[][] {{1, 10}, {3, 30}}));
        Features b = Features.vector("b", Nd4j.createFromArray(new float[][] {{5}, {7}}));
        Features nodes = ModalityGraph.of(a, b).features("all");
        assertArrayEquals(new float[] {-1, -1, 0, 1, 1, 0, 0, 0, -1, 0, 0, 1}, Host.floats(nodes.values()), 1e-6f);
        assertEquals("all", nodes.modality().name());
    }

    @Test
    void messagesBetweenModalitiesFindPartnersThatFramesAloneDoNot() {
        // two speakers say the same 40 words; a frame says little of its word, the word's segment much; first 10 words
        // are known
        ModalityGraph one = utterance(1);
        ModalityGraph other = utterance(2);
        int[] seeds = IntStream.concat(
                        IntStream.range(0, 60), IntStream.range(one.node("word", 0), one.node("word", 20)))
                .toArray();
        double mute = frameHits(one, other, seeds, 0);
        double heard = frameHits(one, other, seeds, 2);
        assertTrue(
                heard > mute + 0.1,
                "frames find their word's frames: " + heard + " with messages, " + mute + " without");
    }

    /** The share of frames of unknown words whose most similar frame of the other utterance is of the same word. */
    private static double frameHits(ModalityGraph one, ModalityGraph other, int[] seeds, int layers) {
        GraphAlignment method = new GraphAlignment();
        Features left = one.features("one");
        Features right = other.features("other");
        AlignmentModel model = method.fit(
                left,
                right,
                Supervision.seeds(seeds, seeds),
                method.descriptor()
                        .schema()
                        .parse(Map.of(
                                "width",
                                32,
                                "layer",
                                "SAGE",
                                "layers",
                                layers,
                                "dropout",
                                0,
                                "epochs",
                                60,
                                "learningRate",
                                0.01)),
                FitContext.seeded(1));
        float[] s = Host.floats(model.similarity(left, right));
        int n = one.nodes();
        int hits = 0;
        for (int frame = 60; frame < 120; frame++) {
            int best = 0;
            for (int j = 0; j < 120; j++) {
                best = s[frame * n + j] > s[frame * n + best] ? j : best;
            }
            hits += best / 3 == frame / 3 ? 1 : 0;
        }
        return hits / 60.0;
    }

    private static ModalityGraph utterance(long speaker) {
        SplittableRandom words = new SplittableRandom(5);
        SplittableRandom random = new SplittableRandom(speaker);
        float[] word = new float[40 * 8];
        float[] frame = new float[120 * 8];
        List<Segment> times = new ArrayList<>();
        for (int w = 0; w < 40; w++) {
            times.add(new Segment("word " + w, 0.3 * w, 0.3 * w + 0.3));
            for (int c = 0; c < 8; c++) {
                double of = words.nextGaussian();
                word[w * 8 + c] = (float) (of + 0.2 * random.nextGaussian());
                for (int f = 3 * w; f < 3 * w + 3; f++) {
                    frame[f * 8 + c] = (float) (0.5 * of + random.nextGaussian());
                }
            }
        }
        List<Segment> frames = ModalityGraph.frames(120, 0.1, 0.05);
        return ModalityGraph.of(
                        Features.vector("frame", Host.tensor(DataType.FLOAT, frame, 120, 8)),
                        Features.vector("word", Host.tensor(DataType.FLOAT, word, 40, 8)))
                .overlapping("frame", frames, "word", times)
                .successive("frame", frames)
                .successive("word", times);
    }

    @Test
    void whatDoesNotFitIsRejected() {
        requireMessage(
                "unknown modality 'frames'; did you mean 'frame'? Known: frame, word",
                () -> speech().successive("frames", FRAMES));
        requireMessage(
                "ModalityGraph: 'word' has 2 rows, got 3 stretches of time", () -> speech().successive("word", FRAMES));
        requireMessage(
                "ModalityGraph: 'word' has rows 0 to 1, got 2",
                () -> speech().paired("frame", new int[] {0}, "word", new int[] {2}));
        requireMessage(
                "ModalityGraph.paired: 1 rows of 'frame' against 2 of 'word'; a pair has one of each",
                () -> speech().paired("frame", new int[] {0}, "word", new int[] {0, 1}));
        requireMessage(
                "ModalityGraph: the rule 'word then word' is given twice",
                () -> speech().successive("word", WORDS).successive("word", WORDS));
        requireMessage(
                "ModalityGraph: every modality needs a name of its own and rows, 'a' is given twice",
                () -> ModalityGraph.of(vectors("a", 2, 1), vectors("a", 2, 1)));
        requireMessage("ModalityGraph needs at least one modality, got none", ModalityGraph::of);
        Features holed = Features.vector("a", Nd4j.ones(2, 1), Presence.where(2, row -> row == 0));
        String message = ""
                + assertThrows(IllegalArgumentException.class, () -> ModalityGraph.of(holed))
                        .getMessage();
        assertTrue(
                message.startsWith("ModalityGraph: 'a' must be of kind VECTOR with all rows present, got "), message);
    }

    private static void requireMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
