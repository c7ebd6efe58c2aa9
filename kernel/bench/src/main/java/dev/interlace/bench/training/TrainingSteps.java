package dev.interlace.bench.training;

import dev.interlace.learn.Adam;
import dev.interlace.learn.Host;
import dev.interlace.learn.Layers;
import dev.interlace.learn.Loss;
import dev.interlace.learn.Parameters;
import dev.interlace.learn.Tape;
import dev.interlace.learn.Tape.Mode;
import dev.interlace.spi.SeedSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Runs each {@link Workload} and writes what it took.
 *
 * <p>Arguments: a folder, the seconds to measure each workload, and optionally a number of steps for the memory test and names of
 * workloads. {@code folder/NAME} gets the inputs and the weights before the first step, {@code folder/interlace.txt} a line per
 * workload: name, median and 10th percentile in milliseconds, the losses of the first steps; and for the memory test the resident
 * KiB before and after.
 */
public final class TrainingSteps {
    private static final int LOSSES = 10;

    private TrainingSteps() {}

    /** Runs the workloads. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        double seconds = Double.parseDouble(arguments[1]);
        int memorySteps = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
        List<String> wanted = Arrays.asList(arguments).subList(Math.min(3, arguments.length), arguments.length);
        List<String> lines = new ArrayList<>();
        for (Workload workload : Workload.all()) {
            if (wanted.isEmpty() || wanted.contains(workload.name())) {
                lines.add(memorySteps > 0 ? memory(workload, memorySteps) : measure(workload, folder, seconds));
            }
        }
        Files.write(folder.resolve("interlace.txt"), lines);
    }

    private static String measure(Workload workload, Path folder, double seconds) throws IOException {
        Path own = Files.createDirectories(folder.resolve(workload.name()));
        for (Map.Entry<String, org.nd4j.linalg.api.ndarray.INDArray> input :
                workload.inputs().entrySet()) {
            Numbers.write(own, "input", input.getKey(), input.getValue());
        }
        Files.writeString(own.resolve("labels.txt"), Arrays.toString(workload.labels()));
        Step step = new Step(workload);
        step.forward(); // makes the parameters
        for (dev.interlace.learn.Parameter parameter : step.parameters.all()) {
            Numbers.write(own, "weight", parameter.name(), parameter.value());
        }
        StringBuilder losses = new StringBuilder();
        for (int i = 0; i < LOSSES; i++) {
            losses.append(' ').append(String.format(Locale.ROOT, "%.8g", step.run()));
        }
        long end = System.nanoTime() + (long) (seconds * 0.6e9);
        while (System.nanoTime() < end) {
            step.run();
        }
        List<Long> times = new ArrayList<>();
        end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end || times.size() < 10) {
            long before = System.nanoTime();
            step.run();
            times.add(System.nanoTime() - before);
        }
        times.sort(null);
        return String.format(
                Locale.ROOT,
                "%s %.4f %.4f%s",
                workload.name(),
                times.get(times.size() / 2) / 1e6,
                times.get(times.size() / 10) / 1e6,
                losses);
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

    private static final class Step {
        private final Workload workload;
        private final SeedSource seeds = new SeedSource(1);
        private final Tape tape = new Tape(DataType.FLOAT);
        private final Parameters parameters = new Parameters(DataType.FLOAT, seeds);
        private final Adam adam = new Adam(1e-3, 0);
        private float seen;

        Step(Workload workload) {
            this.workload = workload;
        }

        Loss forward() {
            tape.begin(Mode.TRAIN, seeds);
            return workload.forward().run(new Layers(tape, parameters), workload);
        }

        double run() {
            Loss loss = forward();
            tape.backward(loss);
            if (workload.optimises()) {
                adam.step(parameters.all());
            } else {
                seen += Host.floats(parameters.all().get(0).gradient())[0];
            }
            return loss.value();
        }
    }
}
