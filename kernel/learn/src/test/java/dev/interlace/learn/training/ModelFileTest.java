package dev.interlace.learn.training;

import static dev.interlace.learn.tape.Matrices.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.History;
import dev.interlace.spi.Provenance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ModelFileTest {
    private static final double[] ODD = {Double.NaN, -0.0, Double.MIN_VALUE, 1 / 3.0};

    private static ModelFile file() {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("a/weight", Host.tensor(DataType.FLOAT, new float[] {1 / 3f, -0f, Float.NaN, 4, 5, 6}, 2, 3));
        arrays.put("a/bias", Nd4j.createFromArray(ODD));
        arrays.put(
                "b",
                Nd4j.arange(24).castTo(DataType.FLOAT).reshape('c', 2, 3, 4).permute(2, 0, 1));
        return new ModelFile(
                new Provenance("fusion/early", "1.0.0", Map.of("hidden", "8"), -5, "data/émoji", "CpuBackend"),
                new History(Map.of("training loss", List.of(0.5, 0.25)), List.of("stopped early")),
                Map.of("classes", "red\nbleu ciel\nπ"),
                arrays);
    }

    private static byte[] bytes(ModelFile file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        file.save(out);
        return out.toByteArray();
    }

    private static ModelFile load(byte[] bytes) throws IOException {
        return ModelFile.load(new ByteArrayInputStream(bytes));
    }

    @Test
    void everythingComesBackBitByBit() throws IOException {
        ModelFile file = file();
        ModelFile back = load(bytes(file));
        assertEquals(file.provenance(), back.provenance());
        assertEquals(file.history(), back.history());
        assertEquals(file.notes(), back.notes());
        assertEquals(
                List.copyOf(file.arrays().keySet()), List.copyOf(back.arrays().keySet()));
        file.arrays().forEach((name, array) -> {
            INDArray other = back.arrays().getOrDefault(name, Nd4j.empty());
            assertEquals(array.dataType(), other.dataType(), name);
            assertArrayEquals(array.shape(), other.shape(), name);
            double[] a = Host.doubles(array);
            double[] b = Host.doubles(other);
            for (int i = 0; i < a.length; i++) {
                assertEquals(Double.doubleToRawLongBits(a[i]), Double.doubleToRawLongBits(b[i]), name + ", entry " + i);
            }
        });
        assertArrayEquals(bytes(file), bytes(back));
    }

    @Test
    void oneFileEndsWhereTheNextBegins() throws IOException {
        byte[] one = bytes(file());
        byte[] two = Arrays.copyOf(one, 2 * one.length);
        System.arraycopy(one, 0, two, one.length, one.length);
        ByteArrayInputStream in = new ByteArrayInputStream(two);
        ModelFile.load(in);
        assertEquals(one.length, in.available());
        assertEquals(file().provenance(), ModelFile.load(in).provenance());
        assertEquals(0, in.available());
    }

    @Test
    void arraysAreFoundByPrefix() throws IOException {
        assertEquals(List.of("weight", "bias"), List.copyOf(file().arrays("a/").keySet()));
        assertEquals("red\nbleu ciel\nπ", load(bytes(file())).note("classes"));
        requireMessage("this model file has no 'kinds'; it holds [classes]", () -> file().note("kinds"));
    }

    @Test
    void aFileThatWasCutOffAnywhereSaysSo() throws IOException {
        byte[] whole = bytes(file());
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            String message =
                    String.valueOf(assertThrows(IOException.class, () -> load(part), "the first " + length + " bytes")
                            .getMessage());
            assertTrue(message.contains("model file"), length + " bytes: " + message);
        }
    }

    @Test
    void aFileWithAnyBitChangedIsRefused() throws IOException {
        byte[] whole = bytes(file());
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            String message = String.valueOf(assertThrows(IOException.class, () -> load(damaged), "byte " + at)
                    .getMessage());
            assertTrue(message.contains("model file"), "byte " + at + ": " + message);
        }
    }

    @Test
    void anotherFileIsNamedAsWhatItIsNot() {
        String message = String.valueOf(assertThrows(
                        IOException.class,
                        () -> load("\0\0\0\u0011Interlace model 9 and more".getBytes(StandardCharsets.ISO_8859_1)))
                .getMessage());
        assertEquals(
                "this is no model file of this version: it begins with 'Interlace model 9', not 'Interlace model 2'",
                message);
    }
}
