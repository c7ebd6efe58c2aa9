package dev.interlace.plugins.alignment.graph;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.networks.Standardizer;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MatrixProduct;
import dev.interlace.learn.training.ModelFile;
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
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A model of one linear map per side into a common space; the similarity is the negative squared distance there. */
record LinearMaps(Provenance provenance, History history, Mapped left, Mapped right) implements AlignmentModel {
    /**
     * One side.
     *
     * @param map {@code [d, D]}, from standard units
     */
    record Mapped(Modality modality, Standardizer standardizer, INDArray map) {}

    static LinearMaps load(String method, ModelFile file) throws IOException {
        if (!file.provenance().methodId().equals(method)) {
            throw new IOException(
                    method + " cannot load a model of " + file.provenance().methodId());
        }
        return new LinearMaps(file.provenance(), file.history(), mapped(file, "left"), mapped(file, "right"));
    }

    private static Mapped mapped(ModelFile file, String side) throws IOException {
        String[] parts = file.note(side).split(" ", 2); // kind, name
        Map<String, INDArray> arrays = file.arrays(side + "/");
        return new Mapped(
                new Modality(parts[1], Modality.Kind.valueOf(parts[0])),
                new Standardizer(Checks.require(arrays, "mean"), Checks.require(arrays, "inverse")),
                Checks.require(arrays, "map"));
    }

    @Override
    public void save(OutputStream out) throws IOException {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        put(arrays, "left", left);
        put(arrays, "right", right);
        new ModelFile(provenance, history, Map.of("left", text(left), "right", text(right)), arrays).save(out);
    }

    private static void put(Map<String, INDArray> arrays, String side, Mapped mapped) {
        arrays.put(side + "/mean", mapped.standardizer.mean());
        arrays.put(side + "/inverse", mapped.standardizer.inverseDeviation());
        arrays.put(side + "/map", mapped.map);
    }

    private static String text(Mapped side) {
        return side.modality.kind() + " " + side.modality.name();
    }

    @Override
    public Modality modality(Side side) {
        return of(side).modality;
    }

    @Override
    public INDArray embed(Side side, Features features) {
        String id = provenance.methodId();
        Mapped fitted = of(side);
        if (features.rows() == 0) {
            throw new IllegalArgumentException(id + ": there are no rows to embed");
        }
        if (features.modality().kind() != fitted.modality.kind()) {
            throw new IllegalArgumentException(id + ": the " + side.name().toLowerCase(Locale.ROOT)
                    + " side was fitted as " + fitted.modality.kind() + ", got "
                    + features.modality().kind());
        }
        Checks.present(id, features);
        INDArray x = fitted.standardizer.apply(features).values(); // [n, d]
        INDArray z = Host.tensor(
                DataType.FLOAT,
                new float[Math.toIntExact(x.size(0) * fitted.map.size(1))],
                x.size(0),
                fitted.map.size(1));
        MatrixProduct.into(z, x, fitted.map);
        return z;
    }

    @Override
    public INDArray similarity(Features leftFeatures, Features rightFeatures) {
        INDArray a = embed(Side.LEFT, leftFeatures);
        INDArray b = embed(Side.RIGHT, rightFeatures);
        int n = Math.toIntExact(a.size(0));
        int m = Math.toIntExact(b.size(0));
        int d = Math.toIntExact(a.size(1));
        float[] x = Host.floats(a);
        float[] y = Host.floats(b);
        float[] s = new float[Math.multiplyExact(n, m)];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                double sum = 0;
                for (int c = 0; c < d; c++) {
                    double difference = x[i * d + c] - y[j * d + c];
                    sum += difference * difference;
                }
                s[i * m + j] = (float) -sum;
            }
        }
        return Host.tensor(DataType.FLOAT, s, n, m);
    }

    @Override
    public long parameterCount() {
        return left.map.length() + right.map.length();
    }

    private Mapped of(Side side) {
        return side == Side.LEFT ? left : right;
    }
}
