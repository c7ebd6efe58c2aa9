package dev.interlace.jupyter.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The values of the last cells, by execution count. */
final class Results {
    private static final int KEPT = 100;

    private final Map<Integer, Object> values = new LinkedHashMap<>();

    synchronized void keep(int count, Object value) {
        values.put(count, value);
        if (values.size() > KEPT) {
            var oldest = values.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    synchronized Optional<Object> get(int count) {
        return Optional.ofNullable(values.get(count));
    }

    synchronized void clear() {
        values.clear();
    }
}
