package dev.interlace.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a fit recorded: named series of one number per epoch (or step), and warnings.
 *
 * @param series name to values, for instance {@code training loss}
 * @param warnings what the user should know, for instance that training stopped before it converged
 */
public record History(Map<String, List<Double>> series, List<String> warnings) {
    public History {
        Map<String, List<Double>> copy = new LinkedHashMap<>();
        series.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        series = Collections.unmodifiableMap(copy);
        warnings = List.copyOf(warnings);
    }

    /** A history of nothing, for methods that do not iterate. */
    public static History empty() {
        return new History(Map.of(), List.of());
    }

    /** The series of that name. */
    public List<Double> get(String name) {
        List<Double> values = series.get(name);
        if (values == null) {
            throw new IllegalArgumentException(Names.unknown("series", name, series.keySet()));
        }
        return values;
    }

    /** Both histories, the other's series under {@code prefix + name}. */
    public History and(String prefix, History other) {
        Map<String, List<Double>> all = new LinkedHashMap<>(series);
        other.series.forEach((name, values) -> all.put(prefix + name, values));
        List<String> notes = new ArrayList<>(warnings);
        other.warnings.forEach(note -> notes.add(prefix + note));
        return new History(all, notes);
    }
}
