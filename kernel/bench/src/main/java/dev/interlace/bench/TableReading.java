package dev.interlace.bench;

import dev.interlace.workbench.data.ColumnGuesses;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.data.OwnData;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How long a CSV file of 1,000,000 rows and 20 columns takes to be guessed at and read as a data set, and the heap that
 * is in use afterwards: 12 columns of numbers with gaps, 6 of categories, an id and a label. Run it with
 * {@code -Xmx2g}: it ends where that is too little. Prints a table in Markdown.
 */
public final class TableReading {
    private static final int NUMBERS = 12;
    private static final int CATEGORIES = 6;

    private TableReading() {}

    /** Takes the number of rows; 1,000,000 by default. */
    public static void main(String[] arguments) throws IOException {
        int rows = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        Path file = Files.createTempFile("table", ".csv");
        try {
            write(file, rows);
            System.out.println("| step | seconds | heap in use after it, MiB |");
            System.out.println("|---|---|---|");
            long start = System.nanoTime();
            OwnData own = OwnData.of("table", file).ids("id").label("label");
            told("read " + Files.size(file) / (1 << 20) + " MiB", start);
            start = System.nanoTime();
            ColumnGuesses guesses = own.columns();
            told("guess " + guesses.guesses().size() + " columns", start);
            start = System.nanoTime();
            LabData data = own.guess().load();
            told("load " + data.rows() + " rows", start);
        } finally {
            Files.delete(file);
        }
    }

    private static void told(String step, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.gc();
        Runtime java = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %d |%n",
                step,
                seconds,
                (java.totalMemory() - java.freeMemory()) / (1 << 20));
    }

    private static void write(Path file, int rows) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id");
            for (int c = 0; c < NUMBERS + CATEGORIES; c++) {
                out.write((c < NUMBERS ? ",number " : ",kind ") + c);
            }
            out.write(",label\n");
            for (int row = 0; row < rows; row++) {
                StringBuilder line = new StringBuilder("r").append(row);
                for (int c = 0; c < NUMBERS; c++) {
                    line.append(',');
                    if (random.nextInt(10) > 0) {
                        line.append(random.nextInt(100_000) / 100.0);
                    }
                }
                for (int c = 0; c < CATEGORIES; c++) {
                    line.append(",kind-").append(random.nextInt(8));
                }
                out.write(line.append(random.nextBoolean() ? ",yes\n" : ",no\n").toString());
            }
        }
    }
}
