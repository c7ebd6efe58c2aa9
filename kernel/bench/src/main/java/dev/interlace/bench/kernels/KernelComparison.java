package dev.interlace.bench.kernels;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the kernels named on the command line and prints one table. */
public final class KernelComparison {
    private static final String USAGE = "arguments: [--starts N] [--questions N] [--cells N] NAME=KERNELSPEC_FOLDER …";

    private static final Measurement.Effort WARM_UP = new Measurement.Effort(1, 500, 1_500);

    private KernelComparison() {}

    /** Measures each kernel in turn; one line of progress for each, then the table in Markdown. */
    public static void main(String[] arguments) throws IOException {
        Map<String, Integer> effort =
                new LinkedHashMap<>(Map.of("--starts", 10, "--questions", 300, "--cells", 10_000));
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            if (effort.containsKey(arguments[i]) && i + 1 < arguments.length) {
                effort.put(arguments[i], Integer.parseInt(arguments[++i]));
            } else if (arguments[i].indexOf('=') > 0) {
                String[] pair = arguments[i].split("=", 2);
                peers.add(Peer.read(pair[0], Path.of(pair[1])));
            } else {
                throw new IllegalArgumentException(USAGE + ", got: " + arguments[i]);
            }
        }
        if (peers.isEmpty()) {
            throw new IllegalArgumentException(USAGE);
        }
        Measurement.Effort much = new Measurement.Effort(
                effort.getOrDefault("--starts", 0),
                effort.getOrDefault("--questions", 0),
                effort.getOrDefault("--cells", 0));
        new Measurement(peers.get(0), WARM_UP).run(); // of this process: the first kernel must not pay for the client
        Map<String, Map<Figure, String>> results = new LinkedHashMap<>();
        for (Peer peer : peers) {
            results.put(peer.name(), new Measurement(peer, much).run());
            System.err.println(peer.name() + ": " + results.get(peer.name()));
        }
        print(results, System.out);
    }

    private static void print(Map<String, Map<Figure, String>> results, PrintStream out) {
        out.println("| | " + String.join(" | ", results.keySet()) + " |");
        out.println("|---|" + "---|".repeat(results.size()));
        for (Figure figure : Figure.values()) {
            StringBuilder row = new StringBuilder("| " + figure.title() + " |");
            results.values()
                    .forEach(figures -> row.append(' ')
                            .append(figures.getOrDefault(figure, "—"))
                            .append(" |"));
            out.println(row);
        }
    }
}
