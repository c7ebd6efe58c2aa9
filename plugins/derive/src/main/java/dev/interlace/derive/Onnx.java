package dev.interlace.derive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes an ONNX file in its Protocol Buffers form: a message is a list of fields, each a number with a wire type (0
 * variable-length integer, 2 bytes with their length). Field numbers are those of {@code onnx.proto}.
 */
public final class Onnx {
    private static final int FLOAT = 1;
    private static final int FLOAT16 = 10;
    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 13;

    private final Message graph = new Message();

    /** One message under construction. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            variable((long) field << 3);
            variable(value);
            return this;
        }

        Message bytes(int field, byte[] value) {
            variable((long) field << 3 | 2);
            variable(value.length);
            out.writeBytes(value);
            return this;
        }

        Message text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return bytes(field, value.out.toByteArray());
        }

        private void variable(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) ((rest & 0x7F) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }

    /** An attribute of a node. */
    public static final class Attribute {
        private final Message message;

        private Attribute(Message message) {
            this.message = message;
        }

        public static Attribute number(String name, long value) {
            return new Attribute(new Message().text(1, name).number(3, value).number(20, 2)); // type INT
        }

        public static Attribute numbers(String name, long... values) {
            Message message = new Message().text(1, name);
            for (long value : values) {
                message.number(8, value);
            }
            return new Attribute(message.number(20, 7)); // type INTS
        }

        public static Attribute text(String name, String value) {
            return new Attribute(new Message().text(1, name).text(4, value).number(20, 3)); // type STRING
        }
    }

    public Onnx(String name) {
        graph.text(2, name);
    }

    public void node(String operator, List<String> inputs, String output, Attribute... attributes) {
        Message node = new Message();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(4, operator);
        for (Attribute attribute : attributes) {
            node.message(5, attribute.message);
        }
        graph.message(1, node);
    }

    /** A constant of 16-bit floats, used as 32-bit floats under {@code name}. */
    public void halves(String name, short[] values, int... shape) {
        ByteBuffer raw = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asShortBuffer().put(values);
        graph.message(5, tensor(name + "_16", FLOAT16, raw.array(), shape));
        node("Cast", List.of(name + "_16"), name, Attribute.number("to", FLOAT));
    }

    public void scalar(String name, float value) {
        ByteBuffer raw = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
        graph.message(5, tensor(name, FLOAT, raw.array()));
    }

    /** An input of 32-bit floats; a negative size is free. */
    public void input(String name, int... shape) {
        graph.message(11, valueInfo(name, shape));
    }

    /** An output of 32-bit floats; a negative size is free. */
    public void output(String name, int... shape) {
        graph.message(12, valueInfo(name, shape));
    }

    public byte[] file(String producer) {
        return new Message()
                .number(1, IR_VERSION)
                .text(2, producer)
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, OPERATOR_SET))
                .out
                .toByteArray();
    }

    private static Message tensor(String name, int type, byte[] raw, int... shape) {
        Message tensor = new Message();
        for (int size : shape) {
            tensor.number(1, size);
        }
        return tensor.number(2, type).text(8, name).bytes(9, raw);
    }

    private static Message valueInfo(String name, int... shape) {
        Message dimensions = new Message();
        for (int k = 0; k < shape.length; k++) {
            dimensions.message(
                    1, shape[k] < 0 ? new Message().text(2, name + "_" + k) : new Message().number(1, shape[k]));
        }
        Message type = new Message().number(1, FLOAT).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, type));
    }
}
