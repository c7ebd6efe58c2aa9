package dev.interlace.jupyter.widgets;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a model as they travel: JSON, with bytes beside it.
 *
 * <p>On this side a value is null, a Boolean, a Number, a String, bytes, a {@link Model}, or a list or map of such.
 *
 * @param json the values by name, models as references, bytes left out
 * @param paths where each of the buffers belongs, a list of names and indices
 * @param buffers the bytes
 */
record WireState(JsonObject json, JsonArray paths, List<byte[]> buffers) {
    WireState {
        buffers = List.copyOf(buffers);
    }

    /** Those values; models in them are opened. */
    static WireState of(Map<String, ? extends @Nullable Object> values) {
        JsonArray paths = new JsonArray();
        List<byte[]> buffers = new ArrayList<>();
        JsonObject json = new JsonObject();
        put(json, values, new JsonArray(), new Bytes(paths, buffers));
        return new WireState(json, paths, buffers);
    }

    private record Bytes(JsonArray paths, List<byte[]> buffers) {
        void add(JsonArray path, byte[] bytes) {
            paths.add(path);
            buffers.add(bytes);
        }
    }

    private static void put(JsonObject json, Map<?, ?> values, JsonArray path, Bytes bytes) {
        values.forEach((key, value) -> {
            String name = String.valueOf(key);
            JsonArray place = path.deepCopy();
            place.add(name);
            if (value instanceof byte[] buffer) {
                bytes.add(place, buffer);
            } else {
                json.add(name, json(value, place, bytes));
            }
        });
    }

    private static JsonElement json(@Nullable Object value, JsonArray path, Bytes bytes) {
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        if (value instanceof Model model) {
            return new JsonPrimitive("IPY_MODEL_" + model.id());
        }
        if (value instanceof Boolean flag) {
            return new JsonPrimitive(flag);
        }
        if (value instanceof Number number) {
            return new JsonPrimitive(number);
        }
        if (value instanceof Map<?, ?> map) {
            JsonObject object = new JsonObject();
            put(object, map, path, bytes);
            return object;
        }
        if (value instanceof List<?> list) {
            JsonArray array = new JsonArray();
            for (int i = 0; i < list.size(); i++) {
                JsonArray place = path.deepCopy();
                place.add(i);
                if (list.get(i) instanceof byte[] buffer) {
                    bytes.add(place, buffer);
                    array.add(JsonNull.INSTANCE);
                } else {
                    array.add(json(list.get(i), place, bytes));
                }
            }
            return array;
        }
        return new JsonPrimitive(value.toString());
    }

    /** The values that have come, bytes at their place; references to models stay texts. */
    Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        json.entrySet().forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
        for (int i = 0; i < Math.min(paths.size(), buffers.size()); i++) {
            if (paths.get(i) instanceof JsonArray path && !path.isEmpty()) {
                place(values, path, buffers.get(i));
            }
        }
        return values;
    }

    /** What {@code element} is on this side. */
    static @Nullable Object value(JsonElement element) {
        if (element instanceof JsonObject object) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            object.entrySet().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
            return map;
        }
        if (element instanceof JsonArray array) {
            List<@Nullable Object> list = new ArrayList<>();
            array.forEach(item -> list.add(value(item)));
            return list;
        }
        if (element instanceof JsonPrimitive primitive) {
            if (primitive.isBoolean()) {
                return primitive.getAsBoolean();
            }
            return primitive.isNumber() ? primitive.getAsNumber() : primitive.getAsString();
        }
        return null;
    }

    // a path that leads nowhere is passed over: it comes from outside
    @SuppressWarnings("unchecked") // the trees that value makes
    private static void place(Map<String, @Nullable Object> values, JsonArray path, byte[] bytes) {
        Object holder = values;
        for (int i = 0; i < path.size(); i++) {
            boolean last = i == path.size() - 1;
            if (holder instanceof Map<?, ?> map) {
                String name = path.get(i).getAsString();
                if (last) {
                    ((Map<String, @Nullable Object>) map).put(name, bytes);
                }
                holder = map.get(name);
            } else if (holder instanceof List<?> list && path.get(i).getAsInt() < list.size()) {
                int index = path.get(i).getAsInt();
                if (last) {
                    ((List<@Nullable Object>) list).set(index, bytes);
                }
                holder = list.get(index);
            } else {
                return;
            }
        }
    }
}
