package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.spi.Cancellation;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Fitted;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Progress;
import dev.interlace.spi.Provenance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.opentest4j.TestAbortedException;

/** Checks that fusion and alignment share, on whatever a fit gives. */
final class Fits {
    /** A cancelled fit must end within a second. */
    private static final long LONGEST_GAP_NANOS = 1_000_000_000L;

    /** Wall time after which a fit on the larger problem has been watched long enough. */
    private static final long WATCH_NANOS = 3_000_000_000L;

    /** Weight decay alone scales an array; what is left beside that is rounding below this share of its norm. */
    private static final double DECAY_ROUNDING = 1e-5;

    private Fits() {}

    interface Loader<M> {
        M load(InputStream in) throws IOException;
    }

    static <M extends Fitted> void saveAndLoad(M model, Loader<M> loader, Function<M, Object> results)
            throws IOException {
        byte[] file = save(model);
        boolean[] closed = new boolean[1];
        M back = loader.load(new FilterInputStream(new ByteArrayInputStream(file)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        });
        assertAll(
                () -> assertFalse(closed[0], "load must leave the stream open"),
                () -> assertEquals(results.apply(model), results.apply(back), "results after save and load"),
                () -> assertEquals(model.provenance(), back.provenance(), "provenance after save and load"),
                () -> assertEquals(model.history(), back.history(), "history after save and load"),
                () -> assertEquals(
                        model.parameterCount(), back.parameterCount(), "parameter count after save and load"),
                () -> assertTrue(
                        Arrays.equals(file, save(back)), "a loaded model, saved again, must give the same bytes"));
    }

    static byte[] save(Fitted model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean[] closed = new boolean[1];
        model.save(new FilterOutputStream(bytes) {
            @Override
            public void write(byte[] part, int from, int length) throws IOException {
                out.write(part, from, length);
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        });
        assertFalse(closed[0], "save must leave the stream open");
        return bytes.toByteArray();
    }

    static void rejectsDamagedFiles(Fitted model, Loader<?> loader, long seed) throws IOException {
        byte[] file = save(model);
        rejects(loader, new byte[0], "an empty file");
        byte[] noise = new byte[1000];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) random.nextInt();
        }
        rejects(loader, noise, "a file of noise, seed " + seed);
        rejects(
                loader,
                "PK\u0003\u0004 something else".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "a zip file");
        for (int part = 1; part < 16; part++) {
            rejects(loader, Arrays.copyOf(file, file.length * part / 16), "the first " + part + "/16 of a model file");
        }
        rejects(loader, Arrays.copyOf(file, file.length - 1), "a model file without its last byte");
        for (int i = 0; i < 32; i++) {
            byte[] damaged = file.clone();
            int at = random.nextInt(file.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            rejects(loader, damaged, "a model file with one bit changed in byte " + at + " of " + file.length);
        }
    }

    /** That a model file of learn is refused by name where another method has written it. */
    static void rejectsOthersFiles(Fitted model, Loader<?> loader) throws IOException {
        InputStream in = new ByteArrayInputStream(save(model));
        ModelFile own;
        try {
            own = ModelFile.load(in);
        } catch (IOException e) {
            throw new TestAbortedException("the model file is of a format of the method's own", e);
        }
        Provenance from = own.provenance();
        Provenance other = new Provenance(
                "other/method", from.version(), from.options(), from.seed(), from.datasetId(), from.backend());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ModelFile(other, own.history(), own.notes(), own.arrays()).save(out);
        out.write(in.readAllBytes());
        IOException e = assertThrows(
                IOException.class,
                () -> loader.load(new ByteArrayInputStream(out.toByteArray())),
                "load must refuse the model file of another method: compare the id in its provenance with your own");
        assertTrue(
                String.valueOf(e.getMessage()).contains("other/method"),
                "the message must name the method that wrote the file, other/method: " + e.getMessage());
    }

    private static void rejects(Loader<?> loader, byte[] file, String what) {
        IOException e = assertThrows(
                IOException.class, () -> loader.load(new ByteArrayInputStream(file)), what + " must be an IOException");
        String message = e.getMessage();
        assertNotNull(message, what + ": the IOException needs a message");
        assertFalse(message.isBlank(), what + ": the IOException needs a message");
    }

    static <O extends Record> void provenance(Fitted model, MethodDescriptor<O> method, FitContext context) {
        Provenance provenance = model.provenance();
        assertEquals(method.id(), provenance.methodId(), "method in the provenance");
        assertEquals(method.version(), provenance.version(), "version in the provenance");
        assertEquals(context.seeds().seed(), provenance.seed(), "seed in the provenance");
        assertEquals(context.datasetId(), provenance.datasetId(), "data set in the provenance");
    }

    interface Fit {
        Fitted run(FitContext context);
    }

    static void cancels(Fit fit, long seed) {
        int[] checks = new int[1];
        fit.run(FitContext.seeded(seed).with((Cancellation) () -> checks[0]++));
        assertTrue(checks[0] > 0, "a fit must call FitContext.checkCancelled between its steps, at least once");
        for (int at : new TreeSet<>(List.of(1, (checks[0] + 1) / 2, checks[0]))) {
            int[] left = {at};
            assertThrows(
                    CancellationException.class,
                    () -> fit.run(FitContext.seeded(seed).with(Cancellation.when(() -> --left[0] <= 0))),
                    "cancelled at check " + at + " of " + checks[0]);
        }
        RuntimeException own = new UnsupportedOperationException("the caller's own");
        assertSame(
                own,
                assertThrows(
                        UnsupportedOperationException.class,
                        () -> fit.run(FitContext.seeded(seed).with((Cancellation) () -> {
                            throw own;
                        }))),
                "the caller's own error must reach the caller");
    }

    /**
     * That a fit which was stopped in the middle and is run again with the same folder ends as one that was never
     * stopped.
     */
    static <M extends Fitted> void resumes(
            Function<FitContext, M> fit, Function<M, Object> results, long seed, Path folder) throws IOException {
        int[] checks = new int[1];
        M whole = fit.apply(FitContext.seeded(seed).with((Cancellation) () -> checks[0]++));
        FitContext kept = FitContext.seeded(seed).checkpoints(folder, 1);
        int[] left = {2 * checks[0] / 3 + 1};
        assertThrows(
                CancellationException.class,
                () -> fit.apply(kept.with(Cancellation.when(() -> --left[0] <= 0))),
                "stopped");
        M resumed = fit.apply(kept);
        assertEquals(
                results.apply(whole),
                results.apply(resumed),
                "a fit that was stopped and run again with its checkpoints must give the same bits as one at once: draw all"
                        + " randomness of a step from its seed, keep no state of your own between steps");
        assertEquals(
                bitsOf(parameters(whole)),
                bitsOf(parameters(resumed)),
                "the parameters of a fit that was stopped and run again");
        assertEquals(whole.history(), resumed.history(), "the history of a fit that was stopped and run again");
    }

    private static Map<String, String> bitsOf(Map<String, INDArray> parameters) {
        Map<String, String> bits = new TreeMap<>();
        parameters.forEach((name, value) -> bits.put(name, Tensors.bits(value)));
        return bits;
    }

    static void checksOften(Fit fit, long seed) {
        long[] times = {System.nanoTime(), 0};
        long end = times[0] + WATCH_NANOS;
        Cancellation watch = Cancellation.when(() -> {
            long now = System.nanoTime();
            times[1] = Math.max(times[1], now - times[0]);
            times[0] = now;
            return now - end > 0;
        });
        try {
            fit.run(FitContext.seeded(seed).with(watch));
        } catch (CancellationException e) {
            assertNotNull(e.getMessage()); // watched long enough
        }
        long longest = Math.max(times[1], System.nanoTime() - times[0]);
        assertTrue(
                longest < LONGEST_GAP_NANOS,
                "a cancelled fit must stop within 1 s, but " + longest / 1_000_000
                        + " ms passed without FitContext.checkCancelled");
    }

    static void reports(Fit fit, long seed) {
        List<Progress.Step> steps = new ArrayList<>();
        Fitted model = fit.run(FitContext.seeded(seed).with((Progress) steps::add));
        if (!model.history().series().isEmpty()) {
            assertFalse(steps.isEmpty(), "a fit that records a history must report progress to FitContext.progress");
        }
        Map<String, Integer> done = new HashMap<>();
        for (Progress.Step step : steps) {
            assertTrue(step.done() >= 1 && step.done() <= step.total(), "done must lie in [1, total]: " + step);
            assertTrue(step.done() > done.getOrDefault(step.phase(), 0), "done must rise within a phase: " + step);
            assertTrue(Double.isFinite(step.value()), "the value must be finite: " + step);
            assertFalse(step.phase().isBlank() || step.series().isBlank(), "phase and series need names: " + step);
            done.put(step.phase(), step.done());
        }
    }

    /** The arrays that a model file of learn calls parameters; empty if the file is of another format. */
    static Map<String, INDArray> parameters(Fitted model) throws IOException {
        Map<String, INDArray> all = new LinkedHashMap<>();
        InputStream in = new ByteArrayInputStream(save(model));
        try {
            for (int part = 1; in.available() > 0; part++) { // an ensemble writes one file after the other
                String prefix = "file " + part + " ";
                ModelFile.load(in).arrays("parameter/").forEach((name, value) -> all.put(prefix + name, value));
            }
        } catch (IOException e) {
            return Map.of();
        }
        return all;
    }

    /**
     * That every array differs between fits on different data from the same seed, and by more than a factor: an array
     * that no gradient reaches keeps its start, which weight decay can only scale.
     */
    static void everyParameterMoved(Map<String, INDArray> one, Map<String, INDArray> other) {
        assertEquals(one.keySet(), other.keySet(), "the same options must give the same parameters");
        List<String> still = new ArrayList<>();
        one.forEach((name, array) -> {
            INDArray counterpart = other.get(name);
            if (counterpart == null || !moved(array, counterpart)) {
                still.add(name);
            }
        });
        assertTrue(still.isEmpty(), "no gradient has reached the declared parameters " + still);
    }

    private static boolean moved(INDArray one, INDArray other) {
        double[] a = Host.doubles(one);
        double[] b = Host.doubles(other);
        double ab = 0;
        double aa = 0;
        for (int i = 0; i < a.length; i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
        }
        boolean decays = one.rank() == 2 && one.size(0) > 1 && a.length > 1;
        double factor = decays && aa > 0 ? ab / aa : 1;
        double rest = 0;
        double norm = 0;
        for (int i = 0; i < a.length; i++) {
            rest += (b[i] - factor * a[i]) * (b[i] - factor * a[i]);
            norm += b[i] * b[i];
        }
        return decays ? rest > DECAY_ROUNDING * DECAY_ROUNDING * norm : rest > 0;
    }
}
