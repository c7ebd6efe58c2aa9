package dev.interlace.learn.networks;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.spi.Features;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The fitted input of early fusion for a learner that is no network of ours: each modality prepared, something in the
 * place of absent ones, token sequences by the mean of their tokens, all side by side, {@code [x_1 / sqrt(d_1); ...;
 * x_M / sqrt(d_M)]} where blocks are scaled. Modalities stand in alphabetical order. The preparations and policies are
 * those of {@link TrainableFusion}, without LEARNED_TOKEN, which needs a gradient, and AVAILABLE_ONLY, which needs a
 * learner that leaves columns out.
 */
public final class Concatenation {
    /** What fits where the learner takes columns as they come. */
    private static final List<MissingPolicy> POLICIES =
            List.of(MissingPolicy.REJECT, MissingPolicy.MEAN, MissingPolicy.ZERO, MissingPolicy.CONDITIONAL_GAUSSIAN);

    private final String method;
    private final Settings settings;
    private final Map<String, Modality> modalities; // sorted
    private final Map<String, Prepared> prepared; // by modality name, sorted
    private final AbsentFill fill;

    /**
     * How the columns are made.
     *
     * @param preparation what is done to each modality first
     * @param blockScaling whether each modality is divided by the root of its width
     * @param missing what stands in the place of absent modalities
     */
    public record Settings(Preparation preparation, boolean blockScaling, MissingPolicy missing) {}

    /**
     * The columns of a batch.
     *
     * @param values {@code [n][d_1 + ... + d_M]}
     * @param known rows of which at least one modality is present, ascending
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as they are; never compared
    public record Columns(double[][] values, int[] known) {}

    private Concatenation(
            String method,
            Settings settings,
            Map<String, Modality> modalities,
            Map<String, Prepared> prepared,
            AbsentFill fill) {
        this.method = method;
        this.settings = settings;
        this.modalities = Collections.unmodifiableMap(modalities);
        this.prepared = prepared;
        this.fill = fill;
    }

    /** Fits preparation and filling on the training rows of the method of that id. */
    public static Concatenation fit(String method, MultimodalBatch batch, Settings settings) {
        if (!POLICIES.contains(settings.missing())) {
            throw new IllegalArgumentException(
                    method + ": missing must be one of " + POLICIES + ", got " + settings.missing());
        }
        Map<String, Modality> modalities = new TreeMap<>();
        Map<String, Prepared> prepared = new TreeMap<>();
        Map<String, Features> present = new TreeMap<>();
        for (Features features : batch.modalities()) {
            String name = features.modality().name();
            Checks.vectorsOrTokens(method, features);
            Checks.presentOrAllowed(method, features, settings.missing());
            Prepared own = Prepared.fit(features, settings.preparation());
            modalities.put(name, features.modality());
            prepared.put(name, own);
            present.put(name, own.apply(features));
        }
        return new Concatenation(method, settings, modalities, prepared, AbsentFill.fit(present, settings.missing()));
    }

    /** The modalities of the fit, in alphabetical order. */
    public List<Modality> modalities() {
        return List.copyOf(modalities.values());
    }

    /**
     * The names of the columns, {@code modality:number}, padded with zeros so that the alphabetical order is that of
     * the columns.
     */
    public List<String> names() {
        return IntStream.range(0, fill.widths().length)
                .boxed()
                .flatMap(m -> {
                    int width = fill.widths()[m];
                    int digits = Math.max(4, Integer.toString(width).length());
                    return IntStream.range(0, width).mapToObj(c -> fill.names().get(m) + ":" + padded(c, digits));
                })
                .toList();
    }

    private static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(digits - text.length()) + text;
    }

    /** The columns of a batch that has the modalities of the fit. */
    public Columns apply(MultimodalBatch batch) {
        if (batch.rows() == 0) {
            throw new IllegalArgumentException(method + ": the batch has no rows");
        }
        Map<String, Features> scaled = new TreeMap<>();
        prepared.forEach((name, own) -> {
            Features features = Checks.fitted(method, batch, modalities.get(name));
            Checks.presentOrAllowed(method, features, settings.missing());
            scaled.put(name, own.apply(features));
        });
        int[] known = IntStream.range(0, batch.rows())
                .filter(row -> scaled.values().stream()
                        .anyMatch(features -> features.presence().has(row)))
                .toArray();
        double[][] values =
                new double[batch.rows()][Arrays.stream(fill.widths()).sum()];
        int from = 0;
        for (Features features :
                fill.apply(scaled, settings.missing(), prepared, Set.of()).values()) {
            write(features, values, from);
            from += features.width();
        }
        return new Columns(values, known);
    }

    /**
     * The mean of each row's tokens; a vector is one token, and an absent sequence of no tokens is the training mean,
     * 0.
     */
    private void write(Features features, double[][] values, int from) {
        float[] numbers = Host.floats(features.values());
        int[] lengths = features.lengths();
        int width = features.width();
        int tokens = numbers.length / (features.rows() * width);
        double factor = settings.blockScaling() ? 1 / Math.sqrt(width) : 1;
        boolean filled =
                settings.missing() == MissingPolicy.ZERO || settings.missing() == MissingPolicy.CONDITIONAL_GAUSSIAN;
        for (int row = 0; row < values.length; row++) {
            boolean counts = filled || features.presence().has(row);
            int counted = !counts ? 0 : lengths.length == 0 ? 1 : lengths[row];
            for (int t = 0; t < counted; t++) {
                for (int c = 0; c < width; c++) {
                    values[row][from + c] += factor * numbers[(row * tokens + t) * width + c] / counted;
                }
            }
        }
    }

    /** The arrays to save, by name. */
    public Map<String, INDArray> arrays() {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        prepared.forEach((name, own) ->
                own.arrays().forEach((part, array) -> arrays.put("standardizer/" + name + "/" + part, array)));
        arrays.put(
                "fill/widths",
                Nd4j.createFromArray(
                        Arrays.stream(fill.widths()).asDoubleStream().toArray()));
        if (fill.covariance().length > 0) {
            arrays.put("fill/covariance", Nd4j.createFromArray(fill.covariance()));
        }
        return arrays;
    }

    /** Lines of {@code KIND modality}, to save as the note {@code modalities}. */
    public String note() {
        return String.join(
                "\n",
                modalities.values().stream()
                        .map(modality -> modality.kind() + " " + modality.name())
                        .toList());
    }

    /** Reads what {@link #arrays} and {@link #note} gave. */
    public static Concatenation load(String method, ModelFile file, Settings settings) throws IOException {
        Map<String, Modality> modalities = new TreeMap<>();
        Map<String, Prepared> prepared = new TreeMap<>();
        for (String line : file.note("modalities").lines().toList()) {
            String[] parts = line.split(" ", 2);
            if (parts.length != 2) {
                throw new IOException("this model file is damaged: a modality is described by '" + line + "'");
            }
            Map<String, INDArray> of = file.arrays("standardizer/" + parts[1] + "/");
            modalities.put(parts[1], new Modality(parts[1], Modality.Kind.valueOf(parts[0])));
            prepared.put(
                    parts[1],
                    new Prepared(
                            settings.preparation().kind(),
                            new Standardizer(Checks.require(of, "mean"), Checks.require(of, "inverse")),
                            Optional.ofNullable(of.get("map")),
                            Optional.ofNullable(of.get("centre"))));
        }
        double[] widths = Host.doubles(Checks.require(file.arrays(), "fill/widths"));
        INDArray covariance = file.arrays().get("fill/covariance");
        AbsentFill fill = new AbsentFill(
                List.copyOf(modalities.keySet()),
                Arrays.stream(widths).mapToInt(width -> (int) width).toArray(),
                covariance == null ? new double[0][0] : covariance.toDoubleMatrix());
        return new Concatenation(method, settings, modalities, prepared, fill);
    }
}
