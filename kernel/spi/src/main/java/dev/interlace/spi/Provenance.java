package dev.interlace.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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
 */
public record Provenance(
        String methodId, String version, Map<String, String> options, long seed, String datasetId, String backend) {
    public Provenance {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
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
        return new Provenance(methodId, version, all, seed, datasetId, backend);
    }

    /** The options of the method itself, without those of added terms. */
    public Map<String, String> methodOptions() {
        Map<String, String> own = new LinkedHashMap<>(options);
        own.keySet().removeIf(name -> name.indexOf('/') >= 0);
        return own;
    }
}
