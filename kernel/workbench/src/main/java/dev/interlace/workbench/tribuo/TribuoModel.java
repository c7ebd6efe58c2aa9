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
import dev.interlace.spi.Target;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
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
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** A fitted {@link TribuoFusion}: the columns and Tribuo's model on them, which keeps Tribuo's own provenance. */
public final class TribuoModel implements FusionModel {
    private final Concatenation columns;
    private final Model<?> model; // of Label, or of Regressor where the target is numbers
    private final Optional<byte[]> read; // what the model was read from; a fit is written when it is saved
    private final TribuoFusion.Options options;
    private final Target.Kind kind;
    private final List<String> classes;
    private final double[] prior; // [classes], of numbers their means
    private final double[] deviation; // of numbers, else empty
    private final Provenance provenance;

    TribuoModel(
            Concatenation columns,
            Model<?> model,
            Optional<byte[]> read,
            TribuoFusion.Options options,
            Target.Kind kind,
            List<String> classes,
            double[] prior,
            double[] deviation,
            Provenance provenance) {
        this.columns = columns;
        this.model = model;
        this.read = read;
        this.options = options;
        this.kind = kind;
        this.classes = classes;
        this.prior = prior;
        this.deviation = deviation;
        this.provenance = provenance;
    }

    /** Tribuo's model, for instance to ask for its provenance or its top features. */
    public Model<?> tribuo() {
        return model;
    }

    @Override
    public Target.Kind target() {
        return kind;
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
        if (kind == Target.Kind.NUMBERS) {
            double[][] numbers = new double[batch.rows()][];
            Arrays.fill(numbers, prior);
            for (int row : rows.known()) {
                numbers[row] = numbers(names, rows.values()[row]);
            }
            return Nd4j.createFromArray(numbers);
        }
        Model<Label> classifier = model.castModel(Label.class);
        float[] probabilities = new float[batch.rows() * width];
        for (int row = 0; row < batch.rows(); row++) {
            write(prior, probabilities, row * width);
        }
        for (int row : rows.known()) {
            write(answer(classifier.predict(example(names, rows.values()[row]))), probabilities, row * width);
        }
        return Host.tensor(DataType.FLOAT, probabilities, batch.rows(), width);
    }

    private static org.tribuo.Example<Label> example(String[] names, double[] values) {
        return TribuoTraining.example(names, values, LabelFactory.UNKNOWN_LABEL);
    }

    /** The numbers of a row in the order of the target's columns; Tribuo keeps its own. */
    private double[] numbers(String[] names, double[] values) {
        Regressor estimated = model.castModel(Regressor.class)
                .predict(TribuoTraining.example(names, values, RegressionFactory.UNKNOWN_REGRESSOR))
                .getOutput();
        double[] own = new double[classes.size()];
        for (int at = 0; at < own.length; at++) {
            int column = classes.indexOf(estimated.getNames()[at]);
            own[column] = prior[column] + deviation[column] * estimated.getValues()[at];
        }
        return own;
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
        Map<String, String> notes =
                new HashMap<>(Map.of("modalities", columns.note(), "classes", String.join("\n", classes)));
        if (kind != Target.Kind.ONE_CLASS) {
            notes.put("target", kind.name());
            arrays.put("deviation", Nd4j.createFromArray(deviation));
        }
        new ModelFile(provenance, history(), Map.copyOf(notes), arrays).save(out);
        DataOutputStream data = new DataOutputStream(out);
        CheckedOutputStream summed = new CheckedOutputStream(data, new CRC32());
        if (read.isPresent()) { // the same bytes again, in whatever order Tribuo would write its maps now
            data.writeInt(read.get().length);
            summed.write(read.get());
        } else {
            ModelProto proto = model.serialize();
            data.writeInt(proto.getSerializedSize());
            proto.writeTo(summed);
        }
        data.writeLong(summed.getChecksum().getValue());
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
            Target.Kind kind = file.notes().containsKey("target") ? Target.Kind.NUMBERS : Target.Kind.ONE_CLASS;
            Model<?> read = Model.deserialize(ModelProto.parseFrom(proto));
            Model<?> model =
                    kind == Target.Kind.NUMBERS ? read.castModel(Regressor.class) : read.castModel(Label.class);
            return new TribuoModel(
                    Concatenation.load(method.id(), file, options.settings()),
                    model,
                    Optional.of(proto),
                    options,
                    kind,
                    file.note("classes").lines().toList(),
                    Host.doubles(Checks.require(file.arrays(), "prior")),
                    kind == Target.Kind.NUMBERS
                            ? Host.doubles(Checks.require(file.arrays(), "deviation"))
                            : new double[0],
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
