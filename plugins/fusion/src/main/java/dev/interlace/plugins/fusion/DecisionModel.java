package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.plugins.fusion.Members.Said;
import dev.interlace.spi.EnsembleModel;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.LabelSets;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Target;
import dev.interlace.spi.TargetNumbers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A late fusion after its fit: members, what joins their probabilities row by row, and the class shares of the training
 * rows for a row of which nothing is known. The ways to join extend it.
 */
public abstract class DecisionModel implements EnsembleModel {
    private final Members members;
    private final double[] prior; // [classes]
    private final Provenance provenance;
    private final History history;

    DecisionModel(Members members, double[] prior, Provenance provenance, History history) {
        this.members = members;
        this.prior = prior;
        this.provenance = provenance;
        this.history = history;
    }

    /**
     * The class probabilities of a row that at least one member has: said {@code [M][classes]}, present {@code [M]}.
     */
    abstract double[] decide(double[][] said, boolean[] present);

    /** What beside the members is saved, by name. */
    abstract Map<String, INDArray> arrays();

    /** The number of trained numbers beside the members'. */
    abstract long ownParameters();

    final Members members() {
        return members;
    }

    /** The class shares of the training rows, {@code [classes]}. */
    final double[] prior() {
        return prior.clone();
    }

    @Override
    public final FusionModel member(String modality) {
        return members.get(modality);
    }

    @Override
    public final Target.Kind target() {
        return members.kind();
    }

    @Override
    public final List<String> classes() {
        return members.classes();
    }

    @Override
    public final List<Modality> modalities() {
        return members.modalities();
    }

    @Override
    public final Provenance provenance() {
        return provenance;
    }

    @Override
    public final History history() {
        return history;
    }

    @Override
    public final long parameterCount() {
        return members.parameterCount() + ownParameters();
    }

    @Override
    public final INDArray predict(MultimodalBatch batch) {
        Said said = members.say(batch);
        if (target() == Target.Kind.NUMBERS) { // in their own unit, which may need more than the digits of a float
            double[][] numbers = new double[said.rows()][];
            Arrays.setAll(numbers, row -> said.anyIn(row) ? decide(said.row(row), said.presentIn(row)) : prior);
            return Nd4j.createFromArray(numbers);
        }
        return perRow(
                said.rows(), prior.length, row -> said.anyIn(row) ? decide(said.row(row), said.presentIn(row)) : prior);
    }

    /** The numbers of one row. */
    @FunctionalInterface
    interface RowNumbers {
        double[] of(int row);
    }

    /** One row of numbers per row of a batch, {@code [rows, columns]}. */
    static INDArray perRow(int rows, int columns, RowNumbers numbers) {
        float[] all = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            double[] own = numbers.of(row);
            for (int c = 0; c < columns; c++) {
                all[row * columns + c] = (float) own[c];
            }
        }
        return Host.tensor(DataType.FLOAT, all, rows, columns);
    }

    /** What a row gets of which nothing is known: the shares of classes or labels, or the means of numbers. */
    static double[] prior(Target target) {
        if (target instanceof TargetNumbers numbers) {
            return IntStream.range(0, numbers.columns().size())
                    .mapToDouble(c -> Arrays.stream(numbers.column(c)).average().orElse(0))
                    .toArray();
        }
        return target instanceof LabelSets sets
                ? Arrays.stream(sets.counts())
                        .mapToDouble(count -> (double) count / sets.rows())
                        .toArray()
                : shares(target.requireLabels("a late fusion"));
    }

    /** The share of each class among the labels, {@code [classes]}. */
    static double[] shares(Labels labels) {
        int[] counts = labels.counts();
        double[] shares = new double[counts.length];
        for (int c = 0; c < shares.length; c++) {
            shares[c] = (double) counts[c] / labels.rows();
        }
        return shares;
    }

    @Override
    public final void save(OutputStream out) throws IOException {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("prior", Nd4j.createFromArray(prior));
        arrays.putAll(arrays());
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("classes", String.join("\n", classes()));
        notes.put("members", members.note());
        if (target() != Target.Kind.ONE_CLASS) {
            notes.put("target", target().name());
        }
        new ModelFile(provenance, history, notes, arrays).save(out);
        members.save(out);
    }

    /**
     * What every late model file holds.
     *
     * @param file the file before the members
     * @param members the members
     * @param prior the class shares {@code [classes]}
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as it is; never compared
    record Loaded(ModelFile file, Members members, double[] prior) {
        double[] numbers(String name) throws IOException {
            return Host.doubles(Checks.require(file.arrays(), name));
        }
    }

    /** Reads a model of the method {@code id}. */
    static Loaded load(String id, InputStream in, Collection<? extends FusionMethod<?>> further) throws IOException {
        ModelFile file = ModelFile.load(in);
        if (!file.provenance().methodId().equals(id)) {
            throw new IOException(
                    id + " cannot load a model of " + file.provenance().methodId());
        }
        List<String> classes = file.note("classes").lines().toList();
        String kind = file.notes().getOrDefault("target", Target.Kind.ONE_CLASS.name());
        Target.Kind known = Arrays.stream(Target.Kind.values())
                .filter(one -> one.name().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "this model file is of a kind of target that this version does not know, '" + kind + "'"));
        Members members = Members.load(id, file.note("members"), known, classes, in, further);
        return new Loaded(file, members, Host.doubles(Checks.require(file.arrays(), "prior")));
    }
}
