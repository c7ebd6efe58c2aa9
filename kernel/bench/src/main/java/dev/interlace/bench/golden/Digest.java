package dev.interlace.bench.golden;

import dev.interlace.spi.Target;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The SHA-256 of a value of any type, shortened to 64 bits. Objects of ours count by their fields in the order of their
 * names, so that a type may move to another package and keep its digest.
 */
final class Digest {
    private static final int DIGITS = 16;

    private final MessageDigest digest;

    private Digest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String of(@Nullable Object value) {
        Digest all = new Digest();
        all.add(value);
        return HexFormat.of().formatHex(all.digest.digest()).substring(0, DIGITS);
    }

    /** The numbers of a tensor in the order of its rows. */
    static double[] numbers(INDArray tensor) {
        return tensor.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    }

    private void add(@Nullable Object value) {
        if (value == null) {
            text("null");
        } else if (value instanceof double[] numbers) {
            doubles(numbers);
        } else if (value instanceof INDArray tensor) {
            text(Arrays.toString(tensor.shape()));
            doubles(numbers(tensor));
        } else if (value instanceof byte[] bytes) {
            digest.update(bytes);
        } else if (value.getClass().isArray()) {
            text("array " + Array.getLength(value));
            for (int i = 0; i < Array.getLength(value); i++) {
                add(Array.get(value, i));
            }
        } else if (value instanceof Map<?, ?> map) {
            map.entrySet().stream()
                    .sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey())))
                    .forEach(entry -> {
                        add(entry.getKey());
                        add(entry.getValue());
                    });
        } else if (value instanceof Iterable<?> list) {
            text("list");
            list.forEach(this::add);
        } else if (value instanceof Optional<?> optional) {
            add(optional.orElse(null));
        } else if (isText(value)) {
            text(value.toString());
        } else {
            fields(value);
        }
    }

    private static boolean isText(Object value) {
        return value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum<?>
                || value instanceof OptionalInt
                || value instanceof BitSet;
    }

    private void fields(Object value) {
        if (!value.getClass().getName().startsWith("dev.interlace.")) {
            throw new IllegalArgumentException(
                    "Digest: no digest of " + value.getClass().getName());
        }
        boolean unweighted = value instanceof Target target && target.weights().length == 0;
        Field[] fields = value.getClass().getDeclaredFields();
        Arrays.sort(fields, Comparator.comparing(Field::getName));
        for (Field field : fields) {
            boolean said = !(unweighted && field.getName().equals("weights")); // as before rows had weights
            if (said && !Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                try {
                    add(field.get(value));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException("Digest: " + field + " cannot be read", e);
                }
            }
        }
    }

    private void doubles(double[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length);
        for (double number : numbers) {
            bytes.putDouble(number);
        }
        digest.update(bytes.array());
    }

    private void text(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
