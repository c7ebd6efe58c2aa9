package dev.interlace.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures steps when asked, so that two programs can take turns on one machine: its speed drifts by half within
 * minutes where others share it, and what is measured in turns drifts together.
 *
 * <p>Reads lines {@code NAME SECONDS} from the standard input until it ends, runs that step for so long and answers
 * {@code @ NAME MEDIAN} in milliseconds; other lines of the output are not answers. {@code @ ready} comes first.
 */
public final class Turns {
    private final Map<String, Runnable> steps = new LinkedHashMap<>();

    /** Adds a step. */
    public void add(String name, Runnable step) {
        steps.put(name, step);
    }

    /** Answers until the input ends. */
    public void serve() throws IOException {
        System.out.println("@ ready");
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = asked.readLine(); line != null; line = asked.readLine()) {
            String[] words = line.strip().split(" ");
            Runnable step = steps.get(words[0]);
            if (step == null || words.length != 2) {
                throw new IOException("asked for \"" + line + "\"; steps are " + steps.keySet());
            }
            System.out.printf(Locale.ROOT, "@ %s %.6f%n", words[0], median(step, Double.parseDouble(words[1])));
        }
    }

    private static double median(Runnable step, double seconds) {
        List<Long> times = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end || times.isEmpty()) {
            long before = System.nanoTime();
            step.run();
            times.add(System.nanoTime() - before);
        }
        times.sort(null);
        return times.get(times.size() / 2) / 1e6;
    }
}
