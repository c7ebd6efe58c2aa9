package dev.interlace.derive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A TensorFlow Lite file, read from its FlatBuffers form.
 *
 * <p>A table starts with the distance back to its field list, which says for each field where it lies, or 0 for its
 * default. Vectors, strings and tables are reached by a distance forward from where their reference stands. Field
 * numbers are those of TensorFlow Lite's {@code schema.fbs}.
 */
final class TfLite {
    static final int ADD = 0;
    static final int CONV_2D = 3;
    static final int DEPTHWISE_CONV_2D = 4;
    static final int DEQUANTIZE = 6;

    private static final int FLOAT16 = 1;

    private final ByteBuffer bytes;
    private final int model;
    private final int subgraph;

    TfLite(byte[] file, int from, int to) {
        bytes = ByteBuffer.wrap(file, from, to - from).slice().order(ByteOrder.LITTLE_ENDIAN);
        model = follow(0);
        subgraph = element(reference(model, 2), 0);
    }

    /** One operator: its kind, the numbers of its tensors, and its options. */
    record Operator(int code, List<Integer> inputs, List<Integer> outputs, int options) {}

    int operators() {
        return length(reference(subgraph, 3));
    }

    Operator operator(int index) {
        int table = element(reference(subgraph, 3), index);
        int codes = element(reference(model, 1), integer(table, 0, 0));
        int code = Math.max(small(codes, 0, 0), integer(codes, 3, 0)); // old files have the number in field 0
        return new Operator(code, list(reference(table, 1)), list(reference(table, 2)), reference(table, 4));
    }

    int input() {
        return integers(reference(subgraph, 1))[0];
    }

    String name(int tensor) {
        int at = reference(tensorTable(tensor), 3);
        byte[] text = new byte[length(at)];
        bytes.get(at + 4, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    int[] shape(int tensor) {
        return integers(reference(tensorTable(tensor), 0));
    }

    /** The 16-bit floats of a constant tensor, as their bits. */
    short[] halves(int tensor) {
        int table = tensorTable(tensor);
        if (small(table, 1, 0) != FLOAT16) {
            throw new IllegalArgumentException(
                    name(tensor) + " must hold 16-bit floats, got the type " + small(table, 1, 0));
        }
        int data = reference(element(reference(model, 4), integer(table, 2, 0)), 0);
        short[] halves = new short[length(data) / 2];
        bytes.slice(data + 4, 2 * halves.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(halves);
        return halves;
    }

    /** An integer field of an options table. */
    int integer(int table, int field, int initial) {
        int at = field(table, field);
        return at == 0 ? initial : bytes.getInt(table + at);
    }

    /** A byte field of an options table. */
    int small(int table, int field, int initial) {
        int at = field(table, field);
        return at == 0 ? initial : bytes.get(table + at);
    }

    private int tensorTable(int tensor) {
        return element(reference(subgraph, 0), tensor);
    }

    private int field(int table, int field) {
        int fields = table - bytes.getInt(table);
        int at = 4 + 2 * field;
        return at < bytes.getShort(fields) ? bytes.getShort(fields + at) : 0;
    }

    private int reference(int table, int field) {
        int at = field(table, field);
        return at == 0 ? 0 : follow(table + at);
    }

    private int follow(int at) {
        return at + bytes.getInt(at);
    }

    private int length(int vector) {
        return vector == 0 ? 0 : bytes.getInt(vector);
    }

    private int element(int vector, int index) {
        return follow(vector + 4 + 4 * index);
    }

    private List<Integer> list(int vector) {
        return Arrays.stream(integers(vector)).boxed().toList();
    }

    private int[] integers(int vector) {
        int[] values = new int[length(vector)];
        for (int k = 0; k < values.length; k++) {
            values[k] = bytes.getInt(vector + 4 + 4 * k);
        }
        return values;
    }
}
