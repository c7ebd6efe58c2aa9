package dev.interlace.spi;

import static dev.interlace.spi.Rejections.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class MultimodalBatchTest {
    private final Features image = Features.vector("image", Nd4j.ones(3, 2));
    private final Features audio = Features.vector("audio", Nd4j.zeros(3, 4), Presence.where(3, row -> row == 1));
    private final MultimodalBatch batch = MultimodalBatch.of(List.of("a", "b", "c"), List.of(image, audio));

    @Test
    void modalitiesAreFoundByName() {
        assertEquals(List.of("image", "audio"), batch.names());
        assertEquals(image, batch.get("image"));
        assertTrue(batch.find("text").isEmpty());
        requireMessage("unknown modality 'imag'; did you mean 'image'? Known: image, audio", () -> batch.get("imag"));
    }

    @Test
    void selectedRowsKeepIdsAndPresence() {
        MultimodalBatch some = batch.rows(new int[] {2, 1});
        assertEquals(List.of("c", "b"), some.rowIds());
        assertArrayEquals(new float[] {0, 1}, some.get("audio").presence().toFloats());
        assertEquals(0, batch.rows(new int[0]).rows());
    }

    @Test
    void groupsStayWithTheirRows() {
        MultimodalBatch grouped = batch.grouped(List.of("g", "g", "h"));
        assertEquals(List.of(), batch.groups(), "a new batch");
        assertEquals(List.of("h", "g"), grouped.rows(new int[] {2, 1}).groups());
        assertEquals(grouped.groups(), grouped.only("audio").groups());
        assertEquals(grouped.groups(), grouped.masked("image", Presence.none(3)).groups());
        requireMessage(
                "MultimodalBatch.grouped: there are 3 rows, got 1 groups; give one per row",
                () -> batch.grouped(List.of("g")));
    }

    @Test
    void changesMakeANewBatch() {
        assertEquals(List.of("audio"), batch.only("audio").names());
        assertEquals(
                List.of("image", "audio", "text"),
                batch.with(image.named("text")).names());
        assertEquals(
                0,
                batch.masked("image", Presence.none(3)).get("image").presence().count());
        assertEquals(3, batch.get("image").presence().count());
    }

    @Test
    void rowIdsAreRowNumbersUnlessGiven() {
        assertEquals(List.of("0", "1", "2"), MultimodalBatch.of(image).rowIds());
    }

    @Test
    void modalitiesThatDoNotFitAreRejected() {
        requireMessage("MultimodalBatch needs at least one modality, got none", () -> MultimodalBatch.of());
        requireMessage(
                "MultimodalBatch: there are 3 row ids, but modality 'text' has 2 rows",
                () -> batch.with(Features.vector("text", Nd4j.ones(2, 2))));
        requireMessage(
                "MultimodalBatch: the modality name 'image' is given twice; use Features.named",
                () -> MultimodalBatch.of(image, image));
        requireMessage(
                "MultimodalBatch.rowIds must be unique",
                () -> MultimodalBatch.of(List.of("a", "a", "b"), List.of(image)));
    }
}
