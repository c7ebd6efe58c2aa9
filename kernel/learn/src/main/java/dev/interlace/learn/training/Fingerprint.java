package dev.interlace.learn.training;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A hash of the data of a fit, by which the checkpoint of a fit on other data is told. */
public final class Fingerprint {
    private static final int BLOCK = 1 << 14;
    private final MessageDigest digest;

    public Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public Fingerprint add(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (numbers.length + 1));
        bytes.putInt(numbers.length);
        bytes.asIntBuffer().put(numbers);
        digest.update(bytes.array());
        return this;
    }

    public Fingerprint add(List<String> texts) {
        add(texts.size());
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            add(bytes.length);
            digest.update(bytes);
        }
        return this;
    }

    /** Name, kind, shape, presence, lengths, graph and every bit of the values. */
    public Fingerprint add(Features features) {
        add(List.of(features.modality().toString()));
        for (long size : features.values().shape()) {
            add((int) size);
        }
        add(features.presence().rowsPresent());
        add(features.lengths());
        features.graph().ifPresent(graph -> {
            add(graph.rowStart());
            add(graph.column());
            add(graph.weight());
        });
        return add(Host.floats(features.values()));
    }

    private Fingerprint add(float[] values) {
        add(values.length);
        for (int from = 0; from < values.length; from += BLOCK) {
            int count = Math.min(BLOCK, values.length - from);
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * count);
            bytes.asFloatBuffer().put(values, from, count);
            digest.update(bytes.array());
        }
        return this;
    }

    /** The hash of all that was added, in hexadecimal digits; nothing can be added afterwards. */
    public String text() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
