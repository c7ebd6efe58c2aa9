package dev.interlace.workbench.tribuo;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.networks.Concatenation;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Provenance;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.common.sgd.AbstractLinearSGDModel;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.EnsembleModel;
import org.tribuo.protos.core.ModelProto;

/** A fitted {@link TribuoFusion}: the columns and Tribuo's model on them, which keeps Tribuo's own provenance. */
public final class TribuoModel implements FusionModel {
    private final Concatenation columns;
    private final Model<Label> model;
    private final byte[] proto; // the model as Tribuo writes it
    private final TribuoFusion.Options options;
    private final List<String> classes;
    private final double[] prior; // [classes]
    private final Provenance provenance;

    TribuoModel(
            Concatenation columns,
            Model<Label> model,
            byte[] proto,
            TribuoFusion.Options options,
            List<String> classes,
            double[] prior,
            Provenance provenance) {
        this.columns = columns;
        this.model = model;
        this.proto = proto;
        this.options = options;
        this.classes = classes;
        this.prior = prior;
        this.provenance = provenance;
    }

    /** Tribuo's model, for instance to ask for its provenance or its top features. */
    public Model<Label> tribuo() {
        return model;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public List<Modality> modalities() {
        return columns.modalities();
    }

    @Override
    public INDArray predict(MultimodalBatch batch) {
        Concatenation.Columns rows = columns.apply(batch);
        String[] names = columns.names().toArray(String[]::new);
        int width = classes.size();
        float[] probabilities = new float[batch.rows() * width];
        for (int row = 0; row < batch.rows(); row++) {
            write(prior, probabilities, row * width);
        }
        for (int row : rows.known()) {
            write(answer(model.predict(example(names, rows.values()[row]))), probabilities, row * width);
        }
        return Host.tensor(DataType.FLOAT, probabilities, batch.rows(), width);
    }

    private static org.tribuo.Example<Label> example(String[] names, double[] values) {
        return TribuoTraining.example(names, values, LabelFactory.UNKNOWN_LABEL);
    }

    private static void write(double[] from, float[] to, int at) {
        for (int c = 0; c < from.length; c++) {
            to[at + c] = (float) from[c];
        }
    }

    /** The probabilities of a row in the order of the classes. */
    private double[] answer(Prediction<Label> prediction) {
        double[] p = new double[classes.size()];
        double sum = 0;
        for (int c = 0; c < p.length; c++) {
            Label label = prediction.getOutputScores().get(classes.get(c));
            boolean predicted = prediction.getOutput().getLabel().equals(classes.get(c));
            p[c] = options.answer() == TribuoFusion.Answer.ONE_HOT
                    ? (predicted ? 1 : 0)
                    : label == null ? 0 : label.getScore(); // a class that training never saw
            if (!(p[c] >= 0 && p[c] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(TribuoFusion.ID + ": " + options.trainer() + " scores class '"
                        + classes.get(c) + "' with " + p[c]
                        + ", which is no share; set the option answer to ONE_HOT");
            }
            sum += p[c];
        }
        if (!(sum > 0)) {
            return prior;
        }
        for (int c = 0; c < p.length; c++) {
            p[c] /= sum;
        }
        return p;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public History history() {
        return History.empty();
    }

    /**
     * The weights of a linear model, the nodes of trees, the sum over an ensemble; 0 for a model of which Tribuo does
     * not tell.
     */
    @Override
    public long parameterCount() {
        return parameters(model);
    }

    private static <T extends org.tribuo.Output<T>> long parameters(Model<T> of) {
        if (of instanceof EnsembleModel<T> ensemble) {
            return ensemble.getModels().stream()
                    .mapToLong(TribuoModel::parameters)
                    .sum();
        }
        if (of instanceof TreeModel<T> tree) {
            return tree.countNodes(tree.getRoot());
        }
        if (of instanceof AbstractLinearSGDModel<T> linear) {
            int[] shape = linear.getWeightsCopy().getShape();
            return (long) shape[0] * shape[1];
        }
        return 0;
    }

    /**
     * The model file of the columns, then Tribuo's protocol buffer with its length before it and its checksum behind.
     */
    @Override
    public void save(OutputStream out) throws IOException {
        Map<String, INDArray> arrays = new LinkedHashMap<>(columns.arrays());
        arrays.put("prior", Nd4j.createFromArray(prior));
        new ModelFile(
                        provenance,
                        history(),
                        Map.of("modalities", columns.note(), "classes", String.join("\n", classes)),
                        arrays)
                .save(out);
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(proto.length);
        data.write(proto);
        data.writeLong(sum(proto));
        data.flush();
    }

    private static long sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }

    static TribuoModel load(ModelFile file, InputStream in, MethodDescriptor<TribuoFusion.Options> method)
            throws IOException {
        if (!file.provenance().methodId().equals(method.id())) {
            throw new IOException(
                    method.id() + " cannot load a model of " + file.provenance().methodId());
        }
        TribuoFusion.Options options = method.schema().parse(file.provenance().options());
        byte[] proto = proto(in);
        try {
            Model<Label> model = Model.deserialize(ModelProto.parseFrom(proto)).castModel(Label.class);
            return new TribuoModel(
                    Concatenation.load(method.id(), file, options.settings()),
                    model,
                    proto,
                    options,
                    file.note("classes").lines().toList(),
                    Host.doubles(Checks.require(file.arrays(), "prior")),
                    file.provenance());
        } catch (InvalidProtocolBufferException | IllegalStateException | IllegalArgumentException e) {
            throw new IOException("this model file holds a Tribuo model that cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] proto(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        try {
            int length = data.readInt();
            byte[] proto = data.readNBytes(Math.max(0, length));
            if (proto.length != length || data.readLong() != sum(proto)) {
                throw new IOException("this model file is damaged: the checksum of Tribuo's model is wrong");
            }
            return proto;
        } catch (EOFException e) {
            throw new IOException("this is no model file, or it was cut off: the stream ended early", e);
        }
    }
}
