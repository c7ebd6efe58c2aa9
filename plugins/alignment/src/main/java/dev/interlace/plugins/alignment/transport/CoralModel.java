package dev.interlace.plugins.alignment.transport;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MatrixProduct;
import dev.interlace.learn.tape.MatrixProduct.Factor;
import dev.interlace.learn.training.ModelFile;
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
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The model of {@link CoralAlignment}: {@code (x - from) map + to} on the left, nothing on the right; similarity is
 * minus the distance.
 */
final class CoralModel implements AlignmentModel {
    private final Modality left;
    private final Modality right;
    private final INDArray from; // [1, d]
    private final INDArray map; // [d, d]
    private final INDArray to; // [1, d]
    private final Provenance provenance;

    CoralModel(Modality left, Modality right, INDArray from, INDArray map, INDArray to, Provenance provenance) {
        this.left = left;
        this.right = right;
        this.from = from;
        this.map = map;
        this.to = to;
        this.provenance = provenance;
    }

    static CoralModel of(ModelFile file) throws IOException {
        if (!file.provenance().methodId().equals(CoralAlignment.ID)) {
            throw new IOException(CoralAlignment.ID + " cannot load a model of "
                    + file.provenance().methodId());
        }
        Map<String, INDArray> arrays = file.arrays("parameter/");
        return new CoralModel(
                modality(file, "left"),
                modality(file, "right"),
                Checks.require(arrays, "from"),
                Checks.require(arrays, "map"),
                Checks.require(arrays, "to"),
                file.provenance());
    }

    private static Modality modality(ModelFile file, String side) {
        String[] parts = file.note(side).split(" ", 2);
        return new Modality(parts[1], Modality.Kind.valueOf(parts[0]));
    }

    @Override
    public void save(OutputStream out) throws IOException {
        Map<String, String> notes = new TreeMap<>(Map.of("left", text(left), "right", text(right)));
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("parameter/from", from);
        arrays.put("parameter/map", map);
        arrays.put("parameter/to", to);
        new ModelFile(provenance, History.empty(), notes, arrays).save(out);
    }

    private static String text(Modality modality) {
        return modality.kind() + " " + modality.name();
    }

    static void requireFinite(Features features) {
        double[] values = Host.doubles(features.values());
        for (int k = 0; k < values.length; k++) {
            if (!Double.isFinite(values[k])) {
                throw new IllegalArgumentException(CoralAlignment.ID + ": '"
                        + features.modality().name() + "' must be finite, got " + values[k] + " in row "
                        + k / features.width() + ", column " + k % features.width() + "; repair it or leave it out");
            }
        }
    }

    @Override
    public Modality modality(Side side) {
        return side == Side.LEFT ? left : right;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public History history() {
        return History.empty();
    }

    @Override
    public long parameterCount() {
        return from.length() + map.length() + to.length();
    }

    @Override
    public INDArray embed(Side side, Features features) {
        return exact(side, features).castTo(Precision.of(features));
    }

    /** The embedding in double precision, {@code [n, d]}. */
    private INDArray exact(Side side, Features features) {
        if (features.rows() == 0) {
            throw new IllegalArgumentException(CoralAlignment.ID + ": there are no rows to embed");
        }
        if (features.modality().kind() != modality(side).kind()) {
            throw new IllegalArgumentException(CoralAlignment.ID + ": the "
                    + side.name().toLowerCase(Locale.ROOT) + " side was fitted as "
                    + modality(side).kind() + ", got " + features.modality().kind());
        }
        if (features.width() != map.size(0)) {
            throw new IllegalArgumentException(CoralAlignment.ID + ": the model was fitted on " + map.size(0)
                    + " columns, '" + features.modality().name() + "' has " + features.width());
        }
        Checks.present(CoralAlignment.ID, features);
        requireFinite(features);
        INDArray rows = features.values().castTo(DataType.DOUBLE).dup('c');
        return side == Side.RIGHT
                ? rows
                : Moments.product(rows.subiRowVector(from), map).addiRowVector(to);
    }

    /** {@code -|x - y|} in the right side's space. */
    @Override
    public INDArray similarity(Features leftFeatures, Features rightFeatures) {
        INDArray a = exact(Side.LEFT, leftFeatures).subiRowVector(to); // about 0: squares of far means lose digits
        INDArray b = exact(Side.RIGHT, rightFeatures).subiRowVector(to);
        INDArray squared = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {a.size(0), b.size(0)}, 'c');
        MatrixProduct.into(squared, a, Factor.PLAIN, b, Factor.TRANSPOSED, -2, 0);
        double[] distances = Host.doubles(squared);
        double[] ofA = Host.doubles(a.mul(a).sum(1));
        double[] ofB = Host.doubles(b.mul(b).sum(1));
        float[] similarity = new float[distances.length];
        for (int k = 0; k < similarity.length; k++) {
            similarity[k] = (float) -Math.sqrt(Math.max(0, distances[k] + ofA[k / ofB.length] + ofB[k % ofB.length]));
        }
        return Host.tensor(DataType.FLOAT, similarity, a.size(0), b.size(0));
    }
}
