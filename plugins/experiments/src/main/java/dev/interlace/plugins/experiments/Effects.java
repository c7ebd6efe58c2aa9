package dev.interlace.plugins.experiments;

import dev.interlace.spi.experiment.Rows;
import java.util.ArrayList;
import java.util.List;

/**
 * Effects of one condition, one per row or per repetition, collected over seeds; those of a group are drawn together.
 */
public final class Effects {
    private final List<Double> values = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();

    /** Adds the difference of two measurements of the same rows. */
    public void add(Rows rows, String prefix, double[] high, double[] low) {
        for (int row = 0; row < high.length; row++) {
            add(prefix + rows.groups().get(row), high[row] - low[row]);
        }
    }

    /** Adds one effect. */
    public void add(String group, double effect) {
        values.add(effect);
        groups.add(group);
    }

    /** All of them. */
    public double[] values() {
        return values.stream().mapToDouble(value -> value).toArray();
    }

    /** The group of each. */
    public List<String> groups() {
        return groups;
    }
}
