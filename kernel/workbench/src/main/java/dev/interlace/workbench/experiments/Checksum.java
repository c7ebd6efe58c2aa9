package dev.interlace.workbench.experiments;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.LabelSets;
import dev.interlace.spi.Target;
import dev.interlace.spi.TargetNumbers;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;

/** The SHA-256 of texts and rows, in the order in which they are added. */
final class Checksum {
    private static final int BLOCK = 8192;

    private final MessageDigest digest;

    private Checksum(MessageDigest digest) {
        this.digest = digest;
    }

    static Checksum of() {
        try {
            return new Checksum(MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Of the values, presence, labels, groups and names of the three parts. */
    static String of(EncodedSplit split) {
        return of().part(split.train())
                .part(split.validation())
                .part(split.test())
                .hex();
    }

    Checksum text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
        return this;
    }

    private Checksum part(Encoded rows) {
        text(rows.datasetId())
                .text(rows.batch().rowIds().toString())
                .text(rows.groups().toString());
        for (Features features : rows.batch().modalities()) {
            text(features.modality().toString());
            text(Arrays.toString(features.values().shape()));
            numbers(Host.doubles(features.values()));
            text(features.presence().toString()).text(Arrays.toString(features.lengths()));
        }
        rows.targets()
                .forEach((name, target) ->
                        text(name).text(target.columns().toString()).text(values(target)));
        return this;
    }

    private static String values(Target target) {
        if (target instanceof LabelSets sets) {
            return sets.sets().toString();
        }
        if (target instanceof TargetNumbers numbers) {
            return IntStream.range(0, numbers.columns().size())
                    .mapToObj(c -> Arrays.toString(numbers.column(c)))
                    .toList()
                    .toString();
        }
        return Arrays.toString(target.requireLabels("a checksum").toArray());
    }

    private void numbers(double[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(BLOCK * Double.BYTES);
        for (int from = 0; from < values.length; from += BLOCK) {
            int count = Math.min(BLOCK, values.length - from);
            buffer.asDoubleBuffer().put(values, from, count);
            digest.update(buffer.array(), 0, count * Double.BYTES);
        }
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
