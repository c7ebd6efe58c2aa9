package dev.interlace.bench;

import dev.interlace.spi.measure.Predictions;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.models.MeasureHandle;
import dev.interlace.workbench.models.MeasureHandle.Reads;
import dev.interlace.workbench.models.Methods;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How long every measure of classes and probabilities takes on many predictions, in its first run and in later ones.
 */
public final class MeasureSpeed {
    private static final int RUNS = 5;

    private MeasureSpeed() {}

    /** Arguments: rows, classes (100,000 and 10 by default). */
    public static void main(String[] arguments) {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int classes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        Predictions predictions = drawn(rows, classes);
        List<MeasureHandle> measures = new Methods(Catalogue.open(List.of()), 1)
                .measures().stream()
                        .filter(one -> one.reads() == Reads.CLASSES || one.reads() == Reads.PROBABILITIES)
                        .toList();
        for (int run = 1; run <= RUNS; run++) {
            double all = 0;
            StringBuilder line = new StringBuilder();
            for (MeasureHandle measure : measures) {
                long start = System.nanoTime();
                double value = measure.of(predictions);
                double seconds = (System.nanoTime() - start) / 1e9;
                all += seconds;
                line.append(String.format(
                        Locale.ROOT, ", %s %.3f in %.3f s", measure.selection().id(), value, seconds));
            }
            System.out.printf(
                    Locale.ROOT,
                    "run %d: %d measures of %,d x %d in %.3f s%s%n",
                    run,
                    measures.size(),
                    rows,
                    classes,
                    all,
                    line);
        }
    }

    private static Predictions drawn(int rows, int classes) {
        SplittableRandom random = new SplittableRandom(1);
        int[] truth = new int[rows];
        double[] probabilities = new double[rows * classes];
        for (int row = 0; row < rows; row++) {
            truth[row] = random.nextInt(classes);
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                double score = Math.exp(random.nextDouble(4) + (truth[row] == c ? 1 : 0));
                probabilities[row * classes + c] = score;
                sum += score;
            }
            for (int c = 0; c < classes; c++) {
                probabilities[row * classes + c] /= sum;
            }
        }
        return Predictions.of(
                IntStream.range(0, classes).mapToObj(c -> "class " + c).toList(), truth, probabilities);
    }
}
