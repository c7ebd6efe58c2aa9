package dev.interlace.bench.golden;

import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.factory.Nd4j;

/** Everything that is recorded, as this build computes it. */
public final class Recording {
    private static final List<String> HEAD = List.of(
            "The golden record: what the registered methods gave, one line per value, sorted by key.",
            "Columns: key, kind, number of values, hash (or message), sum, the first four values and twelve spaced ones.",
            "Compared by Golden compare FILE, which computes everything again on one thread. NUMBERS: bit-equal where the",
            "hashes are equal; else the largest difference of the sample, and of the mean, as a share of the largest",
            "number of the sample, must be within 1e-6. BITS must be equal. TEXT may be reworded. No line may be missing.",
            "Left out: data sets that are fetched, encoders of a file of the user's, and the experiments that ClaimLines",
            "names. Experiments on a given split run on 150 emoji with three epochs.");

    private final Lines lines = new Lines();

    private Recording() {}

    /** Computes everything; says on standard error how long each part took. */
    public static Recording now() {
        Recording recording = new Recording();
        Catalogue catalogue = Catalogue.open(List.of());
        Lab lab = Interlace.lab(catalogue);
        Lines lines = recording.lines;
        timed("measures", new MeasureLines(lab, catalogue, lines)::write);
        timed("data", new DataLines(lab, catalogue, lines)::write);
        timed("alignment", () -> new AlignmentLines(lab, catalogue, lines).write());
        timed("fusion", () -> new FusionLines(lab, catalogue, lines).write());
        timed("claims", () -> new ClaimLines(lab, catalogue, lines).write());
        return recording;
    }

    private static void timed(String part, Lines.Work work) {
        long start = System.nanoTime();
        work.run();
        System.err.printf(Locale.ROOT, "%s: %.0f s%n", part, (System.nanoTime() - start) / 1e9);
    }

    /** Names on standard error what took longer than a second. */
    static void slow(String what, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        if (seconds > 1) {
            System.err.printf(Locale.ROOT, "  %s: %.0f s%n", what, seconds);
        }
    }

    /** Writes the record. */
    public void write(Path file) throws IOException {
        List<String> all = new ArrayList<>();
        HEAD.forEach(line -> all.add("# " + line));
        all.add("# JDK " + System.getProperty("java.version") + ", "
                + Nd4j.getBackend().getClass().getSimpleName() + ", OMP_NUM_THREADS "
                + System.getenv().getOrDefault("OMP_NUM_THREADS", "not set") + ", OPENBLAS_CORETYPE "
                + System.getenv().getOrDefault("OPENBLAS_CORETYPE", "not set"));
        lines.all().forEach(line -> all.add(line.toString()));
        Files.write(file, all);
    }

    /** Prints what differs from a record; says whether nothing is beyond 1e-6 or missing. */
    public boolean compare(Path file, Appendable out) throws IOException {
        List<Line> then = Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .map(Line::parse)
                .toList();
        return new Comparison(then, lines.all()).print(out);
    }
}
