package dev.interlace.workbench.experiments;

import dev.interlace.workbench.data.Encoded;
import java.util.ArrayList;
import java.util.List;

/**
 * Effects of one condition, one per row or per repetition, collected over seeds; those of a group are drawn together.
 */
final class Effects {
    private final List<Double> values = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();

    /** Adds the difference of two measurements of the same rows. */
    void add(Encoded rows, String prefix, double[] high, double[] low) {
        for (int row = 0; row < high.length; row++) {
            add(prefix + rows.groups().get(row), high[row] - low[row]);
        }
    }

    /** Adds one effect. */
    void add(String group, double effect) {
        values.add(effect);
        groups.add(group);
    }

    double[] values() {
        return values.stream().mapToDouble(value -> value).toArray();
    }

    List<String> groups() {
        return groups;
    }
}
