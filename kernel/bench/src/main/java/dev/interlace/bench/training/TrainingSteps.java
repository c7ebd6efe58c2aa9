package dev.interlace.bench.training;

import dev.interlace.bench.Turns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prepares each {@link Workload} and measures it when asked ({@link Turns}).
 *
 * <p>Arguments: a folder, the number of steps of the memory test or 0, and optionally names of workloads.
 * {@code folder/NAME} gets the inputs and the weights before the first step, {@code folder/interlace.txt} a line per
 * workload: its name and the losses of the first steps; in the memory test, which takes no turns, the resident KiB
 * before and after.
 */
public final class TrainingSteps {
    private static final int LOSSES = 10;

    private TrainingSteps() {}

    /** Runs the workloads. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int memorySteps = Integer.parseInt(arguments[1]);
        List<String> wanted = Arrays.asList(arguments).subList(2, arguments.length);
        List<String> lines = new ArrayList<>();
        Turns turns = new Turns();
        for (Workload workload : Workload.all()) {
            if (wanted.isEmpty() || wanted.contains(workload.name())) {
                lines.add(memorySteps > 0 ? memory(workload, memorySteps) : prepare(workload, folder, turns));
            }
        }
        Files.write(folder.resolve("interlace.txt"), lines);
        if (memorySteps == 0) {
            turns.serve();
        }
    }

    private static String prepare(Workload workload, Path folder, Turns turns) throws IOException {
        Path own = Files.createDirectories(folder.resolve(workload.name()));
        for (Map.Entry<String, org.nd4j.linalg.api.ndarray.INDArray> input :
                workload.inputs().entrySet()) {
            Numbers.write(own, "input", input.getKey(), input.getValue());
        }
        Files.writeString(own.resolve("labels.txt"), Arrays.toString(workload.labels()));
        Step step = new Step(workload);
        step.forward(); // makes the parameters
        for (dev.interlace.learn.tape.Parameter parameter : step.parameters()) {
            Numbers.write(own, "weight", parameter.name(), parameter.value());
        }
        StringBuilder line = new StringBuilder(workload.name());
        for (int i = 0; i < LOSSES; i++) {
            line.append(' ').append(String.format(Locale.ROOT, "%.8g", step.run()));
        }
        turns.add(workload.name(), step::run);
        return line.toString();
    }

    private static String memory(Workload workload, int steps) throws IOException {
        Step step = new Step(workload);
        for (int i = 0; i < steps / 10; i++) {
            step.run();
        }
        System.gc();
        long before = residentKiB();
        for (int i = 0; i < steps; i++) {
            step.run();
        }
        System.gc();
        return workload.name() + " " + before + " " + residentKiB();
    }

    private static long residentKiB() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
