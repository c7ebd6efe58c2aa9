package dev.interlace.spi;

import static dev.interlace.spi.Rejections.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FeaturesTest {
    private final INDArray table = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}, {5, 6}});
    private final INDArray sequences =
            Nd4j.arange(12).castTo(DataType.FLOAT).reshape('c', 3, 2, 2); // row 0: 0 1, 2 3; row 1: 4 5, 6 7; ...

    private static void requireValues(float[] expected, INDArray actual) {
        assertArrayEquals(expected, actual.dup('c').data().asFloat());
    }

    @Test
    void selectedRowsOfVectorsKeepTheirPresence() {
        Features features = Features.vector("image", table, Presence.where(3, row -> row != 1));
        Features some = features.rows(new int[] {2, 1, 2});
        requireValues(new float[] {5, 6, 3, 4, 5, 6}, some.values());
        assertArrayEquals(new float[] {1, 0, 1}, some.presence().toFloats());
        assertEquals(2, some.width());
        assertEquals(3, some.rows());
        assertEquals(Modality.vector("image"), some.modality());
    }

    @Test
    void selectedRowsOfTokensKeepTheirLengths() {
        Features features = Features.tokens("text", sequences, new int[] {1, 2, 2}, Presence.all(3));
        Features some = features.rows(new int[] {2, 0});
        requireValues(new float[] {8, 9, 10, 11, 0, 1, 2, 3}, some.values());
        assertArrayEquals(new int[] {2, 1}, some.lengths());
        assertArrayEquals(new long[] {2, 2, 2}, some.values().shape());
    }

    @Test
    void rowsOfViewsAndOfColumnMajorTensorsAreTheRightOnes() {
        INDArray wide = Nd4j.arange(12).castTo(DataType.FLOAT).reshape('c', 3, 4);
        INDArray view = wide.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3)); // 1 2, 5 6, 9 10
        requireValues(
                new float[] {9, 10, 1, 2},
                Features.vector("image", view).rows(new int[] {2, 0}).values());
        INDArray columns = wide.transpose(); // [4, 3]
        requireValues(
                new float[] {3, 7, 11},
                Features.vector("image", columns).rows(new int[] {3}).values());
    }

    @Test
    void selectedRowsAreACopy() {
        Features some = Features.vector("image", table).rows(new int[] {0});
        some.values().assign(9);
        requireValues(new float[] {1, 2, 3, 4, 5, 6}, table);
    }

    @Test
    void noRowsKeepTheShape() {
        Features none = Features.tokens("text", sequences, new int[] {1, 2, 2}, Presence.all(3))
                .rows(new int[0]);
        assertArrayEquals(new long[] {0, 2, 2}, none.values().shape());
        assertEquals(0, none.rows());
        assertEquals(2, none.width());
        assertEquals(0, none.rows(new int[0]).rows());
    }

    @Test
    void aMaskNeverMakesAnAbsentRowPresent() {
        Features features = Features.vector("image", table, Presence.where(3, row -> row != 1));
        assertArrayEquals(
                new float[] {0, 0, 1},
                features.withPresence(Presence.where(3, row -> row > 0))
                        .presence()
                        .toFloats());
    }

    @Test
    void anotherNameKeepsEverythingElse() {
        Features text = Features.tokens("text", sequences, new int[] {1, 2, 2}, Presence.all(3))
                .named("words");
        assertEquals(Modality.tokens("words"), text.modality());
        assertArrayEquals(new int[] {1, 2, 2}, text.lengths());
    }

    @Test
    void lengthsAreCopied() {
        int[] lengths = {1, 2, 2};
        Features text = Features.tokens("text", sequences, lengths, Presence.all(3));
        lengths[0] = 2;
        text.lengths()[1] = 1;
        assertArrayEquals(new int[] {1, 2, 2}, text.lengths());
    }

    @Test
    void anAbsentRowMayHaveNoTokens() {
        Features text = Features.tokens("text", sequences, new int[] {0, 2, 2}, Presence.where(3, row -> row > 0));
        assertFalse(text.presence().has(0));
    }

    @Test
    void theWidthOfAnImageIsItsChannels() {
        assertEquals(
                3,
                Features.image("picture", Nd4j.ones(2, 3, 4, 5), Presence.all(2))
                        .width());
    }

    @Test
    void aGraphKeepsItsNodes() {
        Features nodes = Features.graph("country", table, Graph.undirected(3, new int[][] {{0, 1}}));
        assertTrue(nodes.graph().isPresent());
        requireMessage(
                "country: rows of a graph cannot be selected; select seeds or evaluation pairs instead",
                () -> nodes.rows(new int[] {0}));
        requireMessage(
                "country: the tensor has 3 rows, the graph 2 nodes",
                () -> Features.graph("country", table, Graph.undirected(2, new int[0][])));
    }

    @Test
    void wrongTensorsAreRejected() {
        requireMessage(
                "image: a modality of kind VECTOR has rank 2, got shape [3, 2, 2]",
                () -> Features.vector("image", sequences));
        requireMessage(
                "text: a modality of kind TOKENS has rank 3, got shape [3, 2]",
                () -> Features.tokens("text", table, new int[] {1, 1, 1}, Presence.all(3)));
        requireMessage(
                "image: features must be FLOAT or DOUBLE, got INT",
                () -> Features.vector("image", table.castTo(DataType.INT32)));
        requireMessage(
                "image: the tensor has 3 rows, the presence mask 2",
                () -> Features.vector("image", table, Presence.all(2)));
    }

    @Test
    void wrongLengthsAreRejected() {
        requireMessage(
                "text: the tensor has 3 rows, got 2 lengths",
                () -> Features.tokens("text", sequences, new int[] {1, 1}, Presence.all(3)));
        requireMessage(
                "text: the length of row 1 must lie in [1, 2], got 0",
                () -> Features.tokens("text", sequences, new int[] {1, 0, 1}, Presence.all(3)));
        requireMessage(
                "text: the length of row 2 must lie in [0, 2], got 3",
                () -> Features.tokens("text", sequences, new int[] {1, 1, 3}, Presence.where(3, row -> row < 2)));
    }

    @Test
    void aWrongNameIsRejected() {
        for (String wrong : List.of("", " ", " image", "image\n", "two\nlines", "tab\tbed")) {
            requireMessage(
                    "Modality.name must be one line without blanks around it, such as 'image' or 'Mean Radius', got '"
                            + wrong + "'",
                    () -> Features.vector(wrong, table));
        }
    }

    @Test
    void anyHeaderIsAName() {
        for (String header : List.of("Mean Radius", "Title", "Größe (cm)", "2024", "a/b", "x:y", "f(x) < 1 & \"z\"")) {
            assertEquals(header, Features.vector(header, table).modality().name());
        }
    }
}
