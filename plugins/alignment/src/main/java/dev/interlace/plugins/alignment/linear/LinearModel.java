package dev.interlace.plugins.alignment.linear;

import dev.interlace.learn.networks.Csls;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.plugins.alignment.Norms;
import dev.interlace.plugins.alignment.Precision;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.History;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Provenance;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The model of a {@link LinearAlignment}: one mapping for each side, and the cosine in the common space. */
record LinearModel(
        Sided left, Sided right, Provenance provenance, History history, Optional<Reference> reference, int neighbours)
        implements AlignmentModel {

    /** What is known of one side. */
    record Sided(Modality modality, Mapping mapping) {}

    /**
     * The rows of the fit, embedded and of length 1, by which {@link Nearness#CSLS} knows hubs.
     *
     * @param left {@code [p, k]}
     * @param right {@code [q, k]}
     */
    record Reference(INDArray left, INDArray right) {}

    /** This model with those rows as the reference of {@link Nearness#CSLS}. */
    LinearModel knowing(Features leftRows, Features rightRows) {
        Reference rows = new Reference(
                unit(mapped(Side.LEFT, leftRows)).dup('c'),
                unit(mapped(Side.RIGHT, rightRows)).dup('c'));
        return new LinearModel(left, right, provenance, history, Optional.of(rows), neighbours);
    }

    static String name(Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Modality modality(Side side) {
        return of(side).modality;
    }

    @Override
    public long parameterCount() {
        return left.mapping.weight().length() + right.mapping.weight().length();
    }

    @Override
    public INDArray embed(Side side, Features features) {
        return mapped(side, features).castTo(Precision.of(features));
    }

    @Override
    public INDArray similarity(Features leftFeatures, Features rightFeatures) {
        INDArray a = unit(mapped(Side.LEFT, leftFeatures));
        INDArray b = unit(mapped(Side.RIGHT, rightFeatures));
        INDArray cosine = cosines(a, b);
        return reference
                .map(rows ->
                        Csls.of(cosine, new Csls.Reference(cosines(a, rows.right), cosines(rows.left, b)), neighbours))
                .orElse(cosine);
    }

    private static INDArray cosines(INDArray a, INDArray b) {
        return a.mmul(b.transpose()).castTo(DataType.FLOAT).dup('c');
    }

    /** The series of the fit, each as {@code [1, its length]}, mostly one per component; the same for all rows. */
    @Override
    public Map<String, INDArray> explain(Features leftFeatures, Features rightFeatures) {
        Map<String, INDArray> series = new LinkedHashMap<>();
        history.series()
                .forEach((name, values) -> series.put(
                        name,
                        Spectral.row(
                                values.stream().mapToDouble(Double::doubleValue).toArray())));
        return series;
    }

    @Override
    public void save(OutputStream out) throws IOException {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        left.mapping.arrays().forEach((name, value) -> arrays.put("left/" + name, value));
        right.mapping.arrays().forEach((name, value) -> arrays.put("right/" + name, value));
        reference.ifPresent(rows -> {
            arrays.put("reference/left", rows.left);
            arrays.put("reference/right", rows.right);
        });
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("left", left.modality.kind() + " " + left.modality.name());
        notes.put("right", right.modality.kind() + " " + right.modality.name());
        new ModelFile(provenance, history, notes, arrays).save(out);
    }

    private Sided of(Side side) {
        return side == Side.LEFT ? left : right;
    }

    private INDArray mapped(Side side, Features features) {
        Sided fitted = of(side);
        String id = provenance.methodId();
        if (features.rows() == 0) {
            throw new IllegalArgumentException(id + ": there are no rows to embed");
        }
        if (features.modality().kind() != fitted.modality.kind()) {
            throw new IllegalArgumentException(id + ": the " + name(side) + " side was fitted as "
                    + fitted.modality.kind() + ", got " + features.modality().kind());
        }
        if (features.width() != fitted.mapping.mean().size(1)) {
            throw new IllegalArgumentException(features.modality().name() + ": the model was fitted on "
                    + fitted.mapping.mean().size(1) + " columns, got " + features.width());
        }
        return fitted.mapping.apply(PairedColumns.values(id, features));
    }

    /** Rows of length 1; a row of zeros stays zeros. */
    static INDArray unit(INDArray x) {
        double[] values = Host.doubles(x);
        int d = (int) x.size(1);
        double[] scaled = new double[values.length];
        for (int row = 0; row < x.size(0); row++) {
            double length = Norms.of(values, row * d, d);
            for (int c = row * d; length > 0 && c < (row + 1) * d; c++) {
                scaled[c] = values[c] / length;
            }
        }
        return Nd4j.createFromArray(scaled).reshape('c', x.shape());
    }
}
