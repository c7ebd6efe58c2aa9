package dev.interlace.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where a fitted model comes from; enough to fit it again.
 *
 * @param methodId id of the method, {@code family/name}
 * @param version version of the method
 * @param options every option by name, as text that {@link OptionsSchema#parse} reads; of each loss that was added as a
 *     term its weight by its id ({@code loss/infonce}) and its options by {@code loss/infonce.option}
 * @param seed the seed of the fit
 * @param datasetId id of the data set
 * @param backend the tensor backend, for instance {@code CpuBackend}
 * @param code the jar that the method came from; {@link Code#UNKNOWN} as a method makes it, and filled in by the lab
 */
public record Provenance(
        String methodId,
        String version,
        Map<String, String> options,
        long seed,
        String datasetId,
        String backend,
        Code code) {
    /**
     * The code of a method: the jar that it came from, and the plugin interface that it ran with.
     *
     * @param jar its file name, or {@code cell} for a class of a notebook; empty where it is not known
     * @param sha256 of the jar as it was loaded, in hexadecimal; empty for what ships and for a cell
     * @param spi version of the plugin interface; empty where its classes lie in no jar
     */
    public record Code(String jar, String sha256, String spi) {
        /** No code that is known. */
        public static final Code UNKNOWN = new Code("", "", "");

        private static final String CELL = "cell";

        /** Whether the code does not ship with Interlace: a jar that was added, or a cell, brought it. */
        public boolean isBrought() {
            return !sha256.isEmpty() || jar.equals(CELL);
        }

        @Override
        public String toString() {
            return (jar.isEmpty() ? "of an unknown jar" : "from " + (jar.equals(CELL) ? "a cell" : jar))
                    + (sha256.isEmpty() ? "" : ", SHA-256 " + sha256)
                    + (spi.isEmpty() ? "" : ", plugin interface " + spi);
        }
    }

    public Provenance {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        Objects.requireNonNull(code);
    }

    /** A provenance whose code is not known. */
    public Provenance(
            String methodId, String version, Map<String, String> options, long seed, String datasetId, String backend) {
        this(methodId, version, options, seed, datasetId, backend, Code.UNKNOWN);
    }

    /** The provenance of a fit of {@code method} with {@code options} in {@code context}. */
    public static <O extends Record> Provenance of(
            MethodDescriptor<O> method, O options, FitContext context, String backend) {
        Map<String, String> values = new LinkedHashMap<>();
        method.schema().values(options).forEach((name, value) -> values.put(name, String.valueOf(value)));
        return new Provenance(
                method.id(), method.version(), values, context.seeds().seed(), context.datasetId(), backend);
    }

    /** This provenance with the weights and options of losses that were added as terms. */
    public Provenance withTerms(Map<String, String> terms) {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.putAll(terms);
        return new Provenance(methodId, version, all, seed, datasetId, backend, code);
    }

    /** This provenance with the code that the method came from. */
    public Provenance from(Code other) {
        return new Provenance(methodId, version, options, seed, datasetId, backend, other);
    }

    /** The options of the method itself, without those of added terms. */
    public Map<String, String> methodOptions() {
        Map<String, String> own = new LinkedHashMap<>(options);
        own.keySet().removeIf(name -> name.indexOf('/') >= 0);
        return own;
    }
}
