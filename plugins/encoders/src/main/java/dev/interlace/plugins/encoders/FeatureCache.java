package dev.interlace.plugins.encoders;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Features on disk, by what they were made from: the encoder, its version, its options and every byte of the raw
 * column.
 *
 * <p>The folder is the system property {@value #PROPERTY} if set ({@code none} for no cache), else
 * {@code $XDG_CACHE_HOME/interlace/features}, else {@code ~/.cache/interlace/features}. It may be deleted at any time.
 * A file that is damaged, of another format or of another key is made again. A folder that cannot be written costs the
 * time of encoding, nothing else.
 *
 * <p>File: magic, key, shape, lengths, values (big-endian), and the CRC-32 of all that. It is written under another
 * name and moved, so that no reader ever sees half a file.
 */
public final class FeatureCache {
    /** The system property that moves or, with {@code none}, switches off the cache. */
    public static final String PROPERTY = "interlace.cache";

    private static final int MAGIC = 0x494C4631; // "ILF1"
    private static final int CHUNK = 1 << 16;

    private final Optional<Path> folder;

    private FeatureCache(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Encoded rows without their tensor library. The arrays are handed over, not copied, and never changed. */
    static final class Block {
        private final long[] shape;
        private final int[] lengths;
        private final float[] values;

        /**
         * Takes the arrays over.
         *
         * @param shape {@code [n, d]} or {@code [n, t, d]}
         * @param lengths tokens per row {@code [n]}; empty for vectors
         * @param values in row-major order
         */
        Block(long[] shape, int[] lengths, float[] values) {
            if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != values.length) {
                throw new IllegalArgumentException(
                        "Block: the shape " + Arrays.toString(shape) + " has not " + values.length + " values");
            }
            this.shape = shape;
            this.lengths = lengths;
            this.values = values;
        }

        long[] shape() {
            return shape;
        }

        int[] lengths() {
            return lengths;
        }

        float[] values() {
            return values;
        }
    }

    /**
     * Collects what features are made from. Every part is framed by its length, so that no two lists of parts collide.
     */
    static final class Key {
        private final MessageDigest digest;

        Key() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java runtime has SHA-256", e);
            }
        }

        Key add(byte[] part) {
            digest.update(ByteBuffer.allocate(4).putInt(part.length).array());
            digest.update(part);
            return this;
        }

        Key add(String part) {
            return add(part.getBytes(StandardCharsets.UTF_8));
        }

        /** An absent row. */
        Key addAbsent() {
            digest.update(ByteBuffer.allocate(4).putInt(-1).array());
            return this;
        }

        /** The key; this object is spent. */
        String hex() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    /** The user's cache, as the system property and the environment say. */
    static FeatureCache ofUser() {
        String set = System.getProperty(PROPERTY, "");
        if (set.equals("none")) {
            return new FeatureCache(Optional.empty());
        }
        if (!set.isEmpty()) {
            return in(Path.of(set));
        }
        String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path caches = xdg.isEmpty() ? Path.of(System.getProperty("user.home", "."), ".cache") : Path.of(xdg);
        return in(caches.resolve("interlace"));
    }

    static FeatureCache in(Path folder) {
        return new FeatureCache(Optional.of(folder.resolve("features")));
    }

    /** The features of that key, from the disk if they are there and whole, else from {@code encode}. */
    Block get(String key, Supplier<Block> encode) {
        if (folder.isEmpty()) {
            return encode.get();
        }
        Path file = folder.get().resolve(key + ".ilf");
        Optional<Block> found = read(file, key);
        if (found.isPresent()) {
            return found.get();
        }
        Block block = encode.get();
        write(file, key, block);
        return block;
    }

    private static Optional<Block> read(Path file, String key) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        CRC32 crc = new CRC32();
        try (DataInputStream in = new DataInputStream(
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), CHUNK), crc))) {
            if (in.readInt() != MAGIC || !in.readUTF().equals(key)) {
                return Optional.empty();
            }
            long[] shape = new long[in.readUnsignedByte()];
            long count = 1;
            for (int k = 0; k < shape.length; k++) {
                shape[k] = in.readLong();
                count = Math.multiplyExact(count, shape[k]);
            }
            long rows = in.readLong();
            long most = Files.size(file) / 4; // a damaged number must not ask for more memory than the file has
            if (count < 0 || count > most || rows < 0 || rows > most) {
                return Optional.empty();
            }
            int[] lengths = new int[Math.toIntExact(rows)];
            for (int k = 0; k < lengths.length; k++) {
                lengths[k] = in.readInt();
            }
            float[] values = readFloats(in, Math.toIntExact(count));
            long sum = crc.getValue();
            return in.readLong() == sum ? Optional.of(new Block(shape, lengths, values)) : Optional.empty();
        } catch (IOException | ArithmeticException e) {
            return Optional.empty(); // a damaged file is no file: the features are made again
        }
    }

    private static void write(Path file, String key, Block block) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent == null) {
                return;
            }
            Files.createDirectories(parent);
            Path unfinished = Files.createTempFile(parent, "unfinished", ".tmp");
            try {
                writeTo(unfinished, key, block);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            // a full or read-only disk: the features are in memory, the next run makes them again
        }
    }

    private static void writeTo(Path file, String key, Block block) throws IOException {
        CRC32 crc = new CRC32();
        try (DataOutputStream out = new DataOutputStream(
                new CheckedOutputStream(new BufferedOutputStream(Files.newOutputStream(file), CHUNK), crc))) {
            out.writeInt(MAGIC);
            out.writeUTF(key);
            out.writeByte(block.shape().length);
            for (long size : block.shape()) {
                out.writeLong(size);
            }
            out.writeLong(block.lengths().length);
            for (int length : block.lengths()) {
                out.writeInt(length);
            }
            float[] values = block.values();
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            for (int from = 0; from < values.length; from += CHUNK / 4) {
                int count = Math.min(CHUNK / 4, values.length - from);
                chunk.asFloatBuffer().put(values, from, count);
                out.write(chunk.array(), 0, 4 * count);
            }
            out.writeLong(crc.getValue());
        }
    }

    private static float[] readFloats(DataInputStream in, int count) throws IOException {
        float[] values = new float[count];
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (int from = 0; from < count; from += CHUNK / 4) {
            int length = Math.min(CHUNK / 4, count - from);
            in.readFully(chunk.array(), 0, 4 * length);
            chunk.asFloatBuffer().get(values, from, length);
        }
        return values;
    }
}
