package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How much each modality adds to a model's accuracy: alone, when it alone is left out, and as its Shapley value, which
 * shares the accuracy above chance among the modalities so that the shares sum to it.
 *
 * <p>A coalition of modalities is worth the accuracy of the model where the others are absent, by the model's own
 * policy for absent modalities. The empty coalition is worth the accuracy of always answering the most frequent class.
 * The value of modality {@code m} among {@code M} is {@code Σ_S |S|! (M - |S| - 1)! / M! (v(S ∪ m) - v(S))} over the
 * coalitions {@code S} without it, summed exactly.
 *
 * <p>Reference: Shapley: A value for n-person games. Contributions to the Theory of Games II, 1953, equation 12.
 *
 * @param name the model
 * @param parts one per modality
 * @param whole accuracy with every modality
 * @param worst the coalition, not the empty one, with the lowest accuracy
 * @param chance accuracy of always answering the most frequent class
 * @param rows number of rows that have every modality; the others are left out
 */
public record Contribution(String name, List<Part> parts, Interval whole, Subset worst, double chance, int rows)
        implements Showable {
    /** The most modalities: every coalition is asked for, {@code 2^M} of them. */
    public static final int MOST_MODALITIES = 12;

    /**
     * One modality's part.
     *
     * @param modality its name
     * @param alone accuracy where it alone is present
     * @param leftOut by how much the accuracy falls where it alone is absent; negative where the model does better
     *     without it
     * @param shapley its Shapley value
     */
    public record Part(String modality, Interval alone, Interval leftOut, Interval shapley) {}

    /**
     * Some of the modalities.
     *
     * @param modalities their names
     * @param accuracy where the others are absent
     */
    public record Subset(List<String> modalities, Interval accuracy) {
        public Subset {
            modalities = List.copyOf(modalities);
        }
    }

    public Contribution {
        parts = List.copyOf(parts);
    }

    /**
     * The contributions of modalities to a game whose worth is known row by row.
     *
     * @param name the model
     * @param modalities their names; bit {@code m} of a coalition is the {@code m}-th
     * @param right for a coalition, 1 for each row {@code [n]} that is right and 0 for the others; asked once for each
     * @param groups one group per row, drawn together by the bootstrap
     */
    public static Contribution of(
            String name,
            List<String> modalities,
            IntFunction<double[]> right,
            List<String> groups,
            Bootstrap bootstrap) {
        int count = modalities.size();
        if (!(count >= 1 && count <= MOST_MODALITIES)) {
            throw new IllegalArgumentException(
                    "Contribution: the exact values need every one of 2^M coalitions, so there may be 1 to "
                            + MOST_MODALITIES + " modalities, got " + count);
        }
        Map<Integer, double[]> worth = new HashMap<>();
        for (int coalition = 0; coalition < 1 << count; coalition++) {
            worth.put(coalition, right.apply(coalition));
        }
        double[] all = worth(worth, (1 << count) - 1);
        double[] none = worth(worth, 0);
        List<Part> parts = new ArrayList<>();
        for (int m = 0; m < count; m++) {
            double[] without = worth(worth, ((1 << count) - 1) & ~(1 << m));
            double[] fall = new double[all.length];
            for (int row = 0; row < fall.length; row++) {
                fall[row] = all[row] - without[row];
            }
            parts.add(new Part(
                    modalities.get(m),
                    bootstrap.mean(worth(worth, 1 << m), groups),
                    bootstrap.mean(fall, groups),
                    bootstrap.mean(shapley(worth, m, count, all.length), groups)));
        }
        double chance = 0;
        for (double value : none) {
            chance += value / none.length;
        }
        int worst = (1 << count) - 1;
        for (int coalition = 1; coalition < 1 << count; coalition++) {
            worst = total(worth(worth, coalition)) < total(worth(worth, worst)) ? coalition : worst;
        }
        int least = worst;
        return new Contribution(
                name,
                parts,
                bootstrap.mean(all, groups),
                new Subset(
                        IntStream.range(0, count)
                                .filter(m -> (least & 1 << m) != 0)
                                .mapToObj(modalities::get)
                                .toList(),
                        bootstrap.mean(worth(worth, least), groups)),
                chance,
                all.length);
    }

    private static double total(double[] values) {
        return Arrays.stream(values).sum();
    }

    private static double[] worth(Map<Integer, double[]> worth, int coalition) {
        double[] known = worth.get(coalition);
        if (known == null) {
            throw new IllegalStateException("coalition " + coalition + " was never asked for");
        }
        return known;
    }

    /** The Shapley value of modality {@code m} in each row's own game; the value of the mean game is their mean. */
    private static double[] shapley(Map<Integer, double[]> worth, int m, int count, int rows) {
        double[] value = new double[rows];
        for (int coalition = 0; coalition < 1 << count; coalition++) {
            if ((coalition & 1 << m) != 0) {
                continue;
            }
            double weight = weight(Integer.bitCount(coalition), count);
            double[] with = worth(worth, coalition | 1 << m);
            double[] without = worth(worth, coalition);
            for (int row = 0; row < rows; row++) {
                value[row] += weight * (with[row] - without[row]);
            }
        }
        return value;
    }

    /** {@code size! (count - size - 1)! / count!}, by products that do not overflow. */
    private static double weight(int size, int count) {
        double weight = 1.0 / count; // 1 / (count · C(count - 1, size))
        for (int k = 1; k <= size; k++) {
            weight *= k / (double) (count - k);
        }
        return weight;
    }

    /** The Shapley values with their intervals. */
    public Figure figure() {
        return Charts.bars(
                "What each modality adds: " + name,
                "modality",
                "Shapley value (accuracy)",
                List.of(Charts.Bars.of(name, parts.stream().map(Part::modality).toList(), ends(Interval::value))
                        .withBand(ends(Interval::low), ends(Interval::high))));
    }

    private double[] ends(ToDoubleFunction<Interval> end) {
        return parts.stream()
                .mapToDouble(part -> end.applyAsDouble(part.shapley()))
                .toArray();
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("modality", "alone", "fall when left out", "Shapley value");
        for (Part part : parts) {
            table.row(
                    part.modality(),
                    Cell.of(part.alone().toString()),
                    Cell.of(part.leftOut().toString()),
                    Cell.of(part.shapley().toString()));
        }
        String note = "all together " + whole + ", worst subset " + worst.modalities() + " " + worst.accuracy()
                + ", chance " + TableView.number(chance) + ", n = " + rows
                + " rows that have every modality; interval: " + whole.how();
        return DisplayData.html(
                "<h4>" + TableView.escape("Contribution of each modality: " + name) + "</h4>" + table.html()
                        + "<p><small>" + TableView.escape(note) + "</small></p>" + figure().html(),
                "Contribution of each modality: " + name + "\n" + table.text() + "\n" + note);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
