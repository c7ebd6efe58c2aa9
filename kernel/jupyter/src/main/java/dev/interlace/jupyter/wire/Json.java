package dev.interlace.jupyter.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads and writes JSON trees with limits, and looks up fields with a fallback for what is missing or of another type.
 *
 * <p>It drives Gson's reader and writer itself: Gson's own tree adapter initialises several dozen adapters, which a
 * kernel would pay for at each start.
 */
public final class Json {
    private static final int MAX_DIGITS = 400;

    private Json() {}

    /** The object that {@code text} holds. */
    public static JsonObject object(String text) throws MalformedMessageException {
        JsonElement element = parse(text);
        if (!element.isJsonObject()) {
            throw new MalformedMessageException("a message part must be a JSON object, got " + kind(element));
        }
        return element.getAsJsonObject();
    }

    /** The one JSON value that {@code text} holds. */
    public static JsonElement parse(String text) throws MalformedMessageException {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement element = read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedMessageException("JSON text must hold one value, got more after it");
            }
            return element;
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new MalformedMessageException("not JSON: " + e.getMessage());
        }
    }

    private static JsonElement read(JsonReader reader) throws IOException, MalformedMessageException {
        switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                JsonObject object = new JsonObject();
                reader.beginObject();
                while (reader.hasNext()) {
                    object.add(reader.nextName(), read(reader));
                }
                reader.endObject();
                return object;
            }
            case BEGIN_ARRAY -> {
                JsonArray array = new JsonArray();
                reader.beginArray();
                while (reader.hasNext()) {
                    array.add(read(reader));
                }
                reader.endArray();
                return array;
            }
            case STRING -> {
                return new JsonPrimitive(reader.nextString());
            }
            case NUMBER -> {
                return new JsonPrimitive(number(reader.nextString()));
            }
            case BOOLEAN -> {
                return new JsonPrimitive(reader.nextBoolean());
            }
            case NULL -> {
                reader.nextNull();
                return JsonNull.INSTANCE;
            }
            default -> throw new MalformedMessageException("not JSON: unexpected " + reader.peek());
        }
    }

    // a huge exponent or a million digits would cost seconds later, where somebody asks for an int
    private static Number number(String text) throws MalformedMessageException {
        if (text.length() > MAX_DIGITS) {
            throw new MalformedMessageException(
                    "a JSON number must have at most " + MAX_DIGITS + " digits, got " + text.length());
        }
        boolean whole = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        if (whole) {
            BigInteger value = new BigInteger(text);
            return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
        }
        return Double.parseDouble(text);
    }

    /** The text of {@code element} on one line. */
    public static String text(JsonElement element) {
        StringWriter out = new StringWriter();
        try (JsonWriter writer = new JsonWriter(out)) {
            writer.setStrictness(Strictness.STRICT);
            write(writer, element);
        } catch (IOException e) {
            throw new IllegalStateException("a string writer failed", e);
        }
        return out.toString();
    }

    /** The text of {@code element} in UTF-8, lone surrogates replaced. */
    public static byte[] bytes(JsonElement element) {
        return text(element).getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonWriter writer, JsonElement element) throws IOException {
        if (element instanceof JsonObject object) {
            writer.beginObject();
            for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
                writer.name(entry.getKey());
                write(writer, entry.getValue());
            }
            writer.endObject();
        } else if (element instanceof JsonArray array) {
            writer.beginArray();
            for (JsonElement item : array) {
                write(writer, item);
            }
            writer.endArray();
        } else if (element instanceof JsonPrimitive primitive) {
            writePrimitive(writer, primitive);
        } else {
            writer.nullValue();
        }
    }

    private static void writePrimitive(JsonWriter writer, JsonPrimitive primitive) throws IOException {
        if (primitive.isBoolean()) {
            writer.value(primitive.getAsBoolean());
        } else if (primitive.isNumber()) {
            Number number = primitive.getAsNumber();
            if (Double.isFinite(number.doubleValue()) || number instanceof BigInteger) {
                writer.value(number);
            } else {
                writer.nullValue(); // JSON has no NaN and no infinity
            }
        } else {
            writer.value(primitive.getAsString());
        }
    }

    /** The text under {@code key}, or {@code fallback}. */
    public static String string(JsonObject object, String key, String fallback) {
        return object.get(key) instanceof JsonPrimitive p && p.isString() ? p.getAsString() : fallback;
    }

    /** The number under {@code key}, or {@code fallback}. */
    public static int integer(JsonObject object, String key, int fallback) {
        return object.get(key) instanceof JsonPrimitive p && p.isNumber() ? p.getAsInt() : fallback;
    }

    /** The truth value under {@code key}, or {@code fallback}. */
    public static boolean flag(JsonObject object, String key, boolean fallback) {
        return (object.get(key) instanceof JsonPrimitive p && p.isBoolean()) ? p.getAsBoolean() : fallback;
    }

    /** The object under {@code key}, or an empty one. */
    public static JsonObject child(JsonObject object, String key) {
        return object.get(key) instanceof JsonObject child ? child : new JsonObject();
    }

    /** An object of one field. */
    public static JsonObject of(String key, String value) {
        JsonObject object = new JsonObject();
        object.addProperty(key, value);
        return object;
    }

    private static String kind(JsonElement element) {
        if (element.isJsonArray()) {
            return "an array";
        }
        return element.isJsonNull() ? "null" : "a plain value";
    }
}
