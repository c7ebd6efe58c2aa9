package dev.interlace.learn.loops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SlotTest {
    @Test
    void aSlotGivesTheSameViewOfATokenTensorAgain() {
        Slot slot = new Slot();
        INDArray tokens = Nd4j.ones(DataType.FLOAT, 2, 3, 4);
        INDArray rows = slot.rows(tokens);
        assertArrayEquals(new long[] {6, 4}, rows.shape());
        assertSame(rows, slot.rows(tokens));
        for (int i = 0; i < 20; i++) { // of many batches only some are kept
            assertArrayEquals(
                    new long[] {i + 1, 4},
                    slot.rows(Nd4j.ones(DataType.FLOAT, 1, i + 1, 4)).shape());
        }
        assertEquals(6, slot.rows(tokens).size(0));
    }

    @Test
    void afterARewindTheSameShapesGetTheSameArrays() {
        Slot slot = new Slot();
        INDArray tensor = slot.array(DataType.FLOAT, 2, 3);
        float[] onHeap = slot.floats(6);
        assertNotSame(tensor, slot.array(DataType.FLOAT, 2, 3), "an array is given once in a run");
        slot.rewind();
        assertSame(tensor, slot.array(DataType.FLOAT, 2, 3));
        assertSame(onHeap, slot.floats(6));
        slot.rewind();
        assertNotSame(tensor, slot.array(DataType.DOUBLE, 2, 3), "another type is another array");
        assertNotSame(onHeap, slot.floats(5), "another length is another array");
    }

    @Test
    void aPartIsGivenAgainFromItsFirstArrayOn() {
        Slot slot = new Slot();
        float[] first = slot.part(1).floats(4);
        assertSame(first, slot.part(1).floats(4));
        assertNotSame(first, slot.part(0).floats(4), "parts share nothing");
    }
}
