package dev.interlace.plugins.encoders;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.plugins.encoders.FeatureCache.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCacheTest {
    private static final String KEY = new FeatureCache.Key().add("a").hex();

    @TempDir
    Path folder = Path.of("");

    private int encoded;

    @Test
    void featuresComeBackBitForBitAndAreMadeOnce() throws IOException {
        FeatureCache cache = FeatureCache.in(folder);
        float[] values = new float[3 * 40_000]; // more than one chunk
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) Math.sin(k);
        }
        Block block = new Block(new long[] {3, 40_000, 1}, new int[] {1, 40_000, 2}, values);
        cache.get(KEY, () -> block);
        Block found = cache.get(KEY, this::encode);
        assertEquals(0, encoded);
        assertArrayEquals(block.shape(), found.shape());
        assertArrayEquals(block.lengths(), found.lengths());
        assertArrayEquals(values, found.values());
        assertEquals(1, files().size(), "nothing unfinished is left");
    }

    @Test
    void everyDamagedByteOfASmallFileIsNoticed() throws IOException {
        FeatureCache cache = FeatureCache.in(folder);
        cache.get(KEY, this::encode);
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x55;
            Files.write(file, damaged);
            int before = encoded;
            assertArrayEquals(new float[] {1, 2}, cache.get(KEY, this::encode).values(), "byte " + at);
            assertEquals(before + 1, encoded, "byte " + at + " must be noticed");
            assertArrayEquals(whole, Files.readAllBytes(file), "and the file is made again");
        }
    }

    @Test
    void aCutFileIsNoFile() throws IOException {
        FeatureCache cache = FeatureCache.in(folder);
        cache.get(KEY, this::encode);
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 3, 20, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            int before = encoded;
            cache.get(KEY, this::encode);
            assertEquals(before + 1, encoded, "cut to " + length);
        }
    }

    @Test
    void aFolderThatCannotBeMadeCostsNothingButTime() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        FeatureCache cache = FeatureCache.in(file);
        cache.get(KEY, this::encode);
        assertArrayEquals(new float[] {1, 2}, cache.get(KEY, this::encode).values());
        assertEquals(2, encoded);
    }

    @Test
    void thePropertyMovesTheCacheAndNoneSwitchesItOff() throws IOException {
        System.setProperty(FeatureCache.PROPERTY, "none");
        FeatureCache.ofUser().get(KEY, this::encode);
        FeatureCache.ofUser().get(KEY, this::encode);
        assertEquals(2, encoded);
        System.setProperty(FeatureCache.PROPERTY, folder.toString());
        FeatureCache.ofUser().get(KEY, this::encode);
        FeatureCache.ofUser().get(KEY, this::encode);
        assertEquals(3, encoded);
        assertEquals(1, files().size());
    }

    @Test
    void keysTellPartsApart() {
        assertNotEquals(
                new FeatureCache.Key().add("ab").add("c").hex(),
                new FeatureCache.Key().add("a").add("bc").hex());
        assertNotEquals(
                new FeatureCache.Key().add("").hex(),
                new FeatureCache.Key().addAbsent().hex());
        assertEquals(new FeatureCache.Key().add("a").hex(), KEY);
    }

    @Test
    void aShapeThatDoesNotFitItsValuesIsRejected() {
        assertEquals(
                "Block: the shape [2, 3] has not 5 values",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Block(new long[] {2, 3}, new int[0], new float[5]))
                        .getMessage());
    }

    private Block encode() {
        encoded++;
        return new Block(new long[] {1, 2}, new int[0], new float[] {1, 2});
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("features"))) {
            return all.toList();
        }
    }
}
