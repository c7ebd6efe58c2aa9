package dev.interlace.derive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what R's {@code save} wrote, unpacked, in its binary format of version 2 or 3: vectors, lists, attributes and
 * environments. Code (closures, byte code) is passed over; it comes along because S4 objects drag their classes with
 * them.
 *
 * <p>Every item starts with a word whose low byte is its type; then follow its content and, where the word says so, its
 * attributes. Symbols, environments, name spaces and pointers are numbered in the order in which they are met, since
 * later items may refer back to them.
 *
 * <p>Reference: R Core Team, "R Internals", section 1.8, Serialization Formats.
 */
final class RDataReader {
    /** A value: {@code content} is null, a text, an {@code int[]}, a {@code double[]}, or a list of values. */
    record Value(@Nullable Object content, Map<String, Value> attributes) {
        static final Value NULL = new Value(null, Map.of());

        Value attribute(String name) {
            Value value = attributes.get(name);
            if (value == null) {
                throw new IllegalStateException("no attribute '" + name + "', only " + attributes.keySet());
            }
            return value;
        }

        @SuppressWarnings("unchecked") // the reader puts nothing but values into lists
        List<Value> list() {
            return content instanceof List<?> list ? (List<Value>) list : List.of();
        }

        double[] doubles() {
            if (content instanceof int[] ints) { // R's missing integer is the least one
                return Arrays.stream(ints)
                        .mapToDouble(i -> i == Integer.MIN_VALUE ? Double.NaN : i)
                        .toArray();
            }
            if (content instanceof double[] doubles) {
                return doubles;
            }
            throw new IllegalStateException("not a vector of numbers");
        }

        /** A vector of texts; a missing one is empty. */
        List<Optional<String>> texts() {
            return list().stream()
                    .map(value -> value.content instanceof String text ? Optional.of(text) : Optional.<String>empty())
                    .toList();
        }

        /** An element of a list by its name. */
        Value named(String name) {
            int at = attribute("names").texts().indexOf(Optional.of(name));
            return list().get(at);
        }
    }

    private static final int HAS_ATTRIBUTES = 0x200;
    private static final int HAS_TAG = 0x400;

    private final ByteBuffer in;
    private final List<Value> references = new ArrayList<>();

    private RDataReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    /** The saved variables by name. */
    static Map<String, Value> read(byte[] unpacked) throws IOException {
        String magic = new String(unpacked, 0, 7, StandardCharsets.US_ASCII);
        if (!magic.equals("RDX2\nX\n") && !magic.equals("RDX3\nX\n")) {
            throw new IOException("not R's binary format of version 2 or 3");
        }
        RDataReader reader = new RDataReader(unpacked);
        reader.in.position(7);
        int version = reader.in.getInt();
        reader.in.getInt(); // the R that wrote it
        reader.in.getInt(); // the oldest R that reads it
        if (version == 3) {
            reader.bytes(reader.in.getInt()); // the encoding of texts
        }
        Map<String, Value> variables = reader.item().attributes();
        if (reader.in.hasRemaining()) {
            throw new IOException(reader.in.remaining() + " bytes are left over");
        }
        return variables;
    }

    private Value item() throws IOException {
        int flags = in.getInt();
        int type = flags & 255;
        return switch (type) {
            case 254, 253, 252, 251, 242, 241 -> Value.NULL; // NULL and the environments that every R has
            case 255 -> references.get((flags >> 8 == 0 ? in.getInt() : flags >> 8) - 1);
            case 1 -> refer(item()); // symbol
            case 2, 3, 5, 6 -> pairs(flags); // pair list, closure, promise, call
            case 4 -> environment();
            case 9 -> characters();
            case 249, 250 -> nameSpace();
            default -> vector(flags, type);
        };
    }

    private Value vector(int flags, int type) throws IOException {
        @Nullable
        Object content = switch (type) {
            case 7, 8, 24 -> { // built-in function by name, raw bytes
                bytes(in.getInt());
                yield null;
            }
            case 10, 13 -> { // truth values, integers
                int[] values = new int[in.getInt()];
                in.asIntBuffer().get(values);
                in.position(in.position() + 4 * values.length);
                yield values;
            }
            case 14 -> {
                double[] values = new double[in.getInt()];
                in.asDoubleBuffer().get(values);
                in.position(in.position() + 8 * values.length);
                yield values;
            }
            case 16, 19, 20 -> items(in.getInt()); // texts, list, expressions
            case 21 -> { // byte code, which may refer to parts of itself
                in.getInt();
                byteCode();
                yield null;
            }
            case 22 -> { // pointer
                refer(Value.NULL);
                item();
                item();
                yield null;
            }
            case 25 -> null; // S4 object: all attributes
            default ->
                throw new IOException("an item of type " + type + " before byte " + in.position()
                        + ", which this reader does not know");
        };
        return new Value(content, (flags & HAS_ATTRIBUTES) == 0 ? Map.of() : item().attributes());
    }

    /**
     * A chain of tagged values; the tags with their values become attributes, as that is what such chains mostly hold.
     */
    private Value pairs(int first) throws IOException {
        Map<String, Value> tagged = new LinkedHashMap<>();
        int flags = first;
        while (true) {
            if ((flags & HAS_ATTRIBUTES) != 0) {
                item();
            }
            Value tag = (flags & HAS_TAG) != 0 ? item() : Value.NULL;
            Value value = item();
            if (tag.content instanceof String name) {
                tagged.put(name, value);
            }
            in.mark();
            flags = in.getInt();
            if ((flags & 255) != 2) {
                in.reset();
                item();
                return new Value(null, tagged);
            }
        }
    }

    /** The variables of an environment become attributes. It may hold itself, so it is numbered before it is filled. */
    private Value environment() throws IOException {
        in.getInt(); // whether it is locked
        Map<String, Value> variables = new LinkedHashMap<>();
        Value environment = refer(new Value(null, variables));
        item(); // the enclosing one
        variables.putAll(item().attributes());
        for (Value bucket : item().list()) {
            variables.putAll(bucket.attributes());
        }
        item(); // its attributes
        return environment;
    }

    private Value characters() {
        int length = in.getInt();
        return length < 0 ? Value.NULL : new Value(new String(bytes(length), StandardCharsets.UTF_8), Map.of());
    }

    private Value nameSpace() throws IOException {
        in.getInt();
        return refer(new Value(items(in.getInt()), Map.of()));
    }

    private void byteCode() throws IOException {
        item();
        int constants = in.getInt();
        for (int k = 0; k < constants; k++) {
            int type = in.getInt();
            switch (type) {
                case 21 -> byteCode();
                case 2, 6, 239, 240, 243, 244 -> call(type);
                default -> item();
            }
        }
    }

    /** A call inside byte code: 244 marks one that is met again, 243 is such a meeting, 239 and 240 have attributes. */
    private void call(int marked) throws IOException {
        if (marked == 243) {
            in.getInt();
            return;
        }
        int type = marked;
        if (type == 244) {
            in.getInt();
            type = in.getInt();
        }
        switch (type) {
            case 239, 240 -> {
                item();
                item();
                call(in.getInt());
                call(in.getInt());
            }
            case 2, 6 -> {
                item();
                call(in.getInt());
                call(in.getInt());
            }
            default -> item();
        }
    }

    private List<Value> items(int count) throws IOException {
        List<Value> values = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            values.add(item());
        }
        return values;
    }

    private Value refer(Value value) {
        references.add(value);
        return value;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
