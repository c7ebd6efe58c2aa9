package dev.interlace.workbench.evaluation;

import dev.interlace.spi.Features;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import dev.interlace.spi.SeedSource;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.display.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Asks a fusion model what it makes of its modalities: apart, in coalitions, and crossed between rows. */
final class ModalityUse {
    private static final double SMALLEST_PROBABILITY = 1e-30;

    private final String name;
    private final FusionModel model;
    private final Encoded rows;
    private final List<String> modalities;
    private final int[] truth;

    /** What {@code model} makes of the rows of {@code test} that have every modality. */
    ModalityUse(String name, FusionModel model, Encoded test) {
        this.name = name;
        this.model = model;
        modalities = model.modalities().stream().map(Modality::name).toList();
        rows = complete(test);
        truth = IntStream.range(0, rows.rows())
                .map(row -> model.classes().indexOf(rows.labels().name(row)))
                .toArray();
    }

    private Encoded complete(Encoded test) {
        Encoded complete = test.rows(IntStream.range(0, test.rows())
                .filter(row -> modalities.stream()
                        .allMatch(modality -> test.get(modality).presence().has(row)))
                .toArray());
        if (complete.rows() == 0) {
            throw new IllegalArgumentException(name + ": no row has all of the modalities " + modalities);
        }
        return complete;
    }

    Contribution contribution(Bootstrap bootstrap) {
        return Contribution.of(name, modalities, this::right, rows.groups(), bootstrap);
    }

    private double[] right(int coalition) {
        if (coalition == 0) {
            int[] counts = rows.labels().counts();
            int most = IntStream.range(0, counts.length).reduce(0, (a, b) -> counts[b] > counts[a] ? b : a);
            String frequent = rows.labels().classes().get(most);
            return IntStream.range(0, rows.rows())
                    .mapToDouble(row -> rows.labels().name(row).equals(frequent) ? 1 : 0)
                    .toArray();
        }
        MultimodalBatch batch = rows.batch();
        for (int m = 0; m < modalities.size(); m++) {
            if ((coalition & 1 << m) == 0) {
                batch = batch.masked(modalities.get(m), Presence.none(rows.rows()));
            }
        }
        double[][] probabilities = Rows.matrix(model.predict(batch));
        return IntStream.range(0, truth.length)
                .mapToDouble(row -> largest(probabilities[row]) == truth[row] ? 1 : 0)
                .toArray();
    }

    private static int largest(double[] values) {
        return IntStream.range(0, values.length).reduce(0, (a, b) -> values[b] > values[a] ? b : a);
    }

    /** On at most {@code most} rows, drawn at random: every modality of each is crossed with the others of each. */
    Additivity additivity(int most, SeedSource seeds, Bootstrap bootstrap) {
        if (rows.rows() > most) {
            int[] drawn = Arrays.copyOf(seeds.permutation(rows.rows()), most);
            Arrays.sort(drawn);
            return new ModalityUse(name, model, rows.rows(drawn)).crossed(bootstrap);
        }
        return crossed(bootstrap);
    }

    private Additivity crossed(Bootstrap bootstrap) {
        List<double[][]> terms = new ArrayList<>();
        for (String modality : modalities) {
            double[][] term = new double[rows.rows()][];
            for (int row = 0; row < rows.rows(); row++) {
                int[] repeated = new int[rows.rows()];
                Arrays.fill(repeated, row);
                Features given = rows.get(modality).rows(repeated);
                term[row] = mean(logarithms(rows.batch().with(given)));
            }
            terms.add(term);
        }
        return Additivity.of(name, logarithms(rows.batch()), terms, truth, rows.groups(), bootstrap);
    }

    private double[][] logarithms(MultimodalBatch batch) {
        double[][] probabilities = Rows.matrix(model.predict(batch));
        for (double[] row : probabilities) {
            for (int c = 0; c < row.length; c++) {
                row[c] = Math.log(Math.max(row[c], SMALLEST_PROBABILITY));
            }
        }
        return probabilities;
    }

    private static double[] mean(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int c = 0; c < mean.length; c++) {
                mean[c] += row[c] / rows.length;
            }
        }
        return mean;
    }
}
