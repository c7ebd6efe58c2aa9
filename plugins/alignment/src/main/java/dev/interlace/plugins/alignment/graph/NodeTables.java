package dev.interlace.plugins.alignment.graph;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.tape.MatrixProduct;
import dev.interlace.learn.tape.MatrixProduct.Factor;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.History;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Provenance;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A model that is a table of the nodes of each side; the similarity is the cosine. */
record NodeTables(Provenance provenance, History history, NodeTable left, NodeTable right) implements AlignmentModel {
    static NodeTables load(String method, ModelFile file) throws IOException {
        if (!file.provenance().methodId().equals(method)) {
            throw new IOException(
                    method + " cannot load a model of " + file.provenance().methodId());
        }
        return new NodeTables(file.provenance(), file.history(), table(file, "left"), table(file, "right"));
    }

    private static NodeTable table(ModelFile file, String side) throws IOException {
        String[] parts = file.note(side).split(" ", 2); // columns, name
        return new NodeTable(
                new Modality(parts[1], Modality.Kind.GRAPH),
                Integer.parseInt(parts[0]),
                Checks.require(file.arrays(), side));
    }

    @Override
    public void save(OutputStream out) throws IOException {
        new ModelFile(
                        provenance,
                        history,
                        Map.of("left", text(left), "right", text(right)),
                        Map.of("left", left.rows(), "right", right.rows()))
                .save(out);
    }

    private static String text(NodeTable table) {
        return table.width() + " " + table.modality().name();
    }

    @Override
    public Modality modality(Side side) {
        return table(side).modality();
    }

    @Override
    public INDArray embed(Side side, Features features) {
        return table(side).of(provenance.methodId(), features);
    }

    @Override
    public INDArray similarity(Features leftFeatures, Features rightFeatures) {
        INDArray a = embed(Side.LEFT, leftFeatures); // [n, K]
        INDArray b = embed(Side.RIGHT, rightFeatures); // [m, K]
        INDArray s = Nd4j.createUninitialized(a.dataType(), a.size(0), b.size(0));
        MatrixProduct.into(s, a, Factor.PLAIN, b, Factor.TRANSPOSED, 1, 0);
        return s;
    }

    @Override
    public long parameterCount() {
        return left.rows().length() + right.rows().length();
    }

    private NodeTable table(Side side) {
        return side == Side.LEFT ? left : right;
    }
}
