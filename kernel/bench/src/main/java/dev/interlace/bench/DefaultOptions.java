package dev.interlace.bench;

import dev.interlace.spi.Features;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.data.SplitPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fusion methods under several options on tables and splits that {@code compare_defaults.py} wrote; it has the peers.
 *
 * <p>Arguments: a folder. It holds {@code plan.txt}, one line {@code table method key=value,... splits} per run, and of
 * every table {@code .x.csv} (numbers), {@code .y.csv} (classes), {@code .views.csv} (columns of each modality) and
 * {@code .split.csv} (test rows, a line per split). Writes {@code interlace.csv}: the place of the run in the plan, the
 * split, accuracy, log-loss and seconds of the fit. With {@code shipped} and a number of splits it writes the tables of
 * data that ship instead.
 */
public final class DefaultOptions {
    private static final double TRAINED = 0.7;
    private static final double LEAST_PROBABILITY = 1e-12;

    private final Lab lab = Interlace.lab();
    private final Map<String, Table> tables = new HashMap<>();

    private DefaultOptions() {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Table(float[][] x, List<String> y, int[] views, List<int[]> tests) {
        static Table read(Path folder, String name) {
            try {
                return new Table(
                        lines(folder, name + ".x.csv").stream()
                                .map(Table::numbers)
                                .toArray(float[][]::new),
                        lines(folder, name + ".y.csv"),
                        integers(lines(folder, name + ".views.csv").get(0), ","),
                        lines(folder, name + ".split.csv").stream()
                                .map(line -> integers(line, " "))
                                .toList());
            } catch (IOException e) {
                throw new IllegalStateException("the table " + name + " cannot be read", e);
            }
        }

        private static List<String> lines(Path folder, String name) throws IOException {
            return Files.readAllLines(folder.resolve(name));
        }

        private static float[] numbers(String line) {
            String[] parts = line.split(",", -1);
            float[] row = new float[parts.length];
            for (int c = 0; c < row.length; c++) {
                row[c] = Float.parseFloat(parts[c]);
            }
            return row;
        }

        private static int[] integers(String line, String separator) {
            return Arrays.stream(line.split(separator, -1))
                    .mapToInt(Integer::parseInt)
                    .toArray();
        }

        int[] others(int[] rows) {
            boolean[] taken = new boolean[y.size()];
            Arrays.stream(rows).forEach(row -> taken[row] = true);
            return IntStream.range(0, taken.length).filter(row -> !taken[row]).toArray();
        }

        MultimodalBatch batch(int[] rows) {
            List<Features> all = new ArrayList<>();
            int from = 0;
            for (int view = 0; view < views.length; view++) {
                int first = from;
                int last = from += views[view];
                float[][] values = Arrays.stream(rows)
                        .mapToObj(row -> Arrays.copyOfRange(x[row], first, last))
                        .toArray(float[][]::new);
                all.add(Features.vector("view" + (view + 1), Nd4j.createFromArray(values)));
            }
            return MultimodalBatch.of(all.toArray(Features[]::new));
        }

        List<String> classes(int[] rows) {
            return Arrays.stream(rows).mapToObj(y::get).toList();
        }
    }

    /** Runs the plan. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        DefaultOptions runs = new DefaultOptions();
        if (arguments.length > 1) {
            runs.ship(folder, Integer.parseInt(arguments[2]));
            return;
        }
        List<String> plan = Files.readAllLines(folder.resolve("plan.txt"));
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(folder.resolve("interlace.csv")), true)) {
            for (int at = 0; at < plan.size(); at++) {
                String[] parts = plan.get(at).split(" ", -1);
                Table table = runs.tables.computeIfAbsent(parts[0], name -> Table.read(folder, name));
                for (int split = 0; split < Integer.parseInt(parts[3]); split++) {
                    out.printf(
                            Locale.ROOT, "%d,%d,%s%n", at, split, runs.run(table, parts[1], options(parts[2]), split));
                }
            }
        }
    }

    private void ship(Path folder, int splits) throws IOException {
        String letters = "encoder/char-ngrams";
        Map<String, Integer> narrow = Map.of("width", 128);
        LabData emoji = lab.data("data/emoji");
        write(
                folder.resolve("emoji"),
                emoji,
                Encoding.none().and("name", letters, narrow).and("tags", letters, narrow),
                splits);
        LabData views = lab.data("data/multiomics");
        List<String> two = views.dataset().columns().keySet().stream().limit(2).toList();
        write(
                folder.resolve("multiomics"),
                views,
                Encoding.none().and(two.get(0), "").and(two.get(1), ""),
                splits);
    }

    /** The rows that have every modality. */
    private void write(Path stem, LabData data, Encoding encoding, int splits) throws IOException {
        Encoded all = lab.encode(data, encoding);
        Encoded encoded = all.rows(IntStream.range(0, all.rows())
                .filter(row -> all.batch().modalities().stream()
                        .allMatch(features -> features.presence().has(row)))
                .toArray());
        List<Features> modalities = encoded.batch().modalities();
        List<String> ids = encoded.batch().rowIds();
        List<String> x = new ArrayList<>();
        List<String> y = new ArrayList<>();
        Labels labels = encoded.labels();
        double[][][] values = modalities.stream()
                .map(features -> features.values().toDoubleMatrix())
                .toArray(double[][][]::new);
        for (int row = 0; row < ids.size(); row++) {
            int at = row;
            x.add(Arrays.stream(values)
                    .flatMapToDouble(view -> Arrays.stream(view[at]))
                    .mapToObj(value -> Float.toString((float) value))
                    .collect(Collectors.joining(",")));
            y.add(labels.classes().get(labels.get(row)));
        }
        List<String> tests = new ArrayList<>();
        for (int seed = 0; seed < splits; seed++) {
            tests.add(
                    encoded
                            .split(data.split(SplitPlan.seeded(seed).shares(TRAINED, 0)))
                            .test()
                            .batch()
                            .rowIds()
                            .stream()
                            .map(ids::indexOf)
                            .map(String::valueOf)
                            .collect(Collectors.joining(" ")));
        }
        Files.write(Path.of(stem + ".x.csv"), x);
        Files.write(Path.of(stem + ".y.csv"), y);
        Files.write(Path.of(stem + ".split.csv"), tests);
        Files.writeString(
                Path.of(stem + ".views.csv"),
                modalities.stream()
                        .map(features -> String.valueOf(features.width()))
                        .collect(Collectors.joining(",")));
    }

    private static Map<String, Object> options(String text) {
        Map<String, Object> options = new HashMap<>();
        for (String option : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] sides = option.split("=", -1);
            options.put(sides[0], sides[1]);
        }
        return options;
    }

    private String run(Table table, String method, Map<String, Object> options, int split) {
        int[] test = table.tests.get(split);
        int[] train = table.others(test);
        long start = System.nanoTime();
        FusionModel model =
                lab.fusion(method, options).seed(split).fit(table.batch(train), Labels.of(table.classes(train)));
        double seconds = (System.nanoTime() - start) / 1e9;
        INDArray said = model.predict(table.batch(test));
        double[][] p = said.toDoubleMatrix();
        List<String> truth = table.classes(test);
        int right = 0;
        double lost = 0;
        for (int row = 0; row < p.length; row++) {
            int largest = 0;
            for (int c = 1; c < p[row].length; c++) {
                largest = p[row][c] > p[row][largest] ? c : largest;
            }
            int of = model.classes().indexOf(truth.get(row));
            right += largest == of ? 1 : 0;
            lost -= Math.log(Math.max(LEAST_PROBABILITY, p[row][of])) / p.length;
        }
        return String.format(Locale.ROOT, "%.6f,%.6f,%.3f", (double) right / p.length, lost, seconds);
    }
}
