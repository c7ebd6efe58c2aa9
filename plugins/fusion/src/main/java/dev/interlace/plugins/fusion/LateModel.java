package dev.interlace.plugins.fusion;

import dev.interlace.learn.Checks;
import dev.interlace.learn.Host;
import dev.interlace.learn.ModelFile;
import dev.interlace.plugins.fusion.LateFusion.Combiner;
import dev.interlace.spi.Features;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The members of a late fusion, their weights, and what to say of a row without any modality. */
final class LateModel implements FusionModel {
    /** The part of a vote's probability that the mean probability decides; below half a vote of any sane number of members. */
    private static final double TIE_SHARE = 1e-3;

    private final Map<String, FusionModel> members; // by modality name, sorted
    private final double[] weights; // [M], in the order of the members
    private final double[] prior; // [classes]
    private final LateFusion.Options options;
    private final Provenance provenance;
    private final History history;

    LateModel(
            Map<String, FusionModel> members,
            double[] weights,
            double[] prior,
            LateFusion.Options options,
            Provenance provenance,
            History history) {
        this.members = members;
        this.weights = weights;
        this.prior = prior;
        this.options = options;
        this.provenance = provenance;
        this.history = history;
    }

    LateModel withWeights(double[] learned) {
        return new LateModel(members, learned, prior, options, provenance, history);
    }

    List<String> memberNames() {
        return List.copyOf(members.keySet());
    }

    @Override
    public List<String> classes() {
        return members.values().iterator().next().classes();
    }

    @Override
    public List<Modality> modalities() {
        return members.values().stream()
                .flatMap(member -> member.modalities().stream())
                .toList();
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public History history() {
        return history;
    }

    @Override
    public long parameterCount() {
        long own = options.combiner() == Combiner.WEIGHTED ? weights.length : 0;
        return own
                + members.values().stream()
                        .mapToLong(FusionModel::parameterCount)
                        .sum();
    }

    @Override
    public INDArray predict(MultimodalBatch batch) {
        double[][][] scores = memberProbabilities(batch);
        int classes = prior.length;
        float[] pooled = new float[batch.rows() * classes];
        for (int row = 0; row < batch.rows(); row++) {
            double[] p = pool(scores, weightsOf(batch, row), row);
            for (int c = 0; c < classes; c++) {
                pooled[row * classes + c] = (float) p[c];
            }
        }
        return Host.tensor(DataType.FLOAT, pooled, batch.rows(), classes);
    }

    /** The weight of each member in each row, {@code [n, M]}, members in alphabetical order; 0 where absent. */
    @Override
    public Map<String, INDArray> explain(MultimodalBatch batch) {
        float[] all = new float[batch.rows() * weights.length];
        for (int row = 0; row < batch.rows(); row++) {
            double[] w = weightsOf(batch, row);
            for (int m = 0; m < w.length; m++) {
                all[row * w.length + m] = (float) w[m];
            }
        }
        return Map.of("weights", Host.tensor(DataType.FLOAT, all, batch.rows(), weights.length));
    }

    /** Every member's probabilities, {@code [M][n][classes]}; zeros where the modality is absent. */
    double[][][] memberProbabilities(MultimodalBatch batch) {
        if (batch.rows() == 0) {
            throw new IllegalArgumentException("fusion/late: the batch has no rows");
        }
        int classes = prior.length;
        double[][][] scores = new double[members.size()][batch.rows()][classes];
        int m = 0;
        for (Map.Entry<String, FusionModel> member : members.entrySet()) {
            Features features = batch.find(member.getKey())
                    .orElseThrow(() -> new IllegalArgumentException("fusion/late: the model was fitted on modality '"
                            + member.getKey() + "', the batch has " + batch.names()
                            + "; where it is absent give it with Presence.none"));
            int[] present = features.presence().rowsPresent();
            if (present.length > 0) {
                MultimodalBatch own = MultimodalBatch.of(features.rows(present));
                double[] p = Host.doubles(member.getValue().predict(own));
                for (int i = 0; i < present.length; i++) {
                    System.arraycopy(p, i * classes, scores[m][present[i]], 0, classes);
                }
            }
            m++;
        }
        return scores;
    }

    /** The weights of the members present in a row, summing to 1; zeros if none is. */
    private double[] weightsOf(MultimodalBatch batch, int row) {
        double[] w = new double[weights.length];
        double sum = 0;
        int presentCount = 0;
        List<String> names = memberNames();
        for (int m = 0; m < w.length; m++) {
            boolean present = batch.get(names.get(m)).presence().has(row);
            w[m] = present ? weights[m] : 0;
            sum += w[m];
            presentCount += present ? 1 : 0;
        }
        for (int m = 0; m < w.length && presentCount > 0; m++) {
            boolean present = batch.get(names.get(m)).presence().has(row);
            // members whose learned weight is 0 share the row where nobody else is present
            w[m] = sum > 0 ? w[m] / sum : present ? 1.0 / presentCount : 0;
        }
        return w;
    }

    private double[] pool(double[][][] scores, double[] w, int row) {
        int classes = prior.length;
        double[] mean = new double[classes];
        double[] votes = new double[classes];
        double mass = 0;
        int voters = 0;
        for (int m = 0; m < w.length; m++) {
            if (w[m] == 0) {
                continue;
            }
            mass += w[m];
            voters++;
            int best = 0;
            for (int c = 0; c < classes; c++) {
                mean[c] += w[m] * scores[m][row][c];
                best = scores[m][row][c] > scores[m][row][best] ? c : best;
            }
            votes[best]++;
        }
        if (voters == 0) {
            return prior.clone();
        }
        double[] p = new double[classes];
        double total = 0;
        for (int c = 0; c < classes; c++) {
            mean[c] /= mass;
            p[c] = options.combiner() == Combiner.VOTE
                    ? (1 - TIE_SHARE) * votes[c] / voters + TIE_SHARE * mean[c]
                    : mean[c];
            total += p[c];
        }
        for (int c = 0; c < classes; c++) {
            p[c] /= total;
        }
        return p;
    }

    @Override
    public void save(OutputStream out) throws IOException {
        Map<String, INDArray> arrays =
                Map.of("weights", Nd4j.createFromArray(weights), "prior", Nd4j.createFromArray(prior));
        new ModelFile(provenance, history, Map.of("members", String.join("\n", memberNames())), arrays).save(out);
        for (FusionModel member : members.values()) {
            member.save(out);
        }
    }

    static LateModel load(InputStream in, MethodDescriptor<LateFusion.Options> descriptor) throws IOException {
        ModelFile file = ModelFile.load(in);
        if (!file.provenance().methodId().equals(descriptor.id())) {
            throw new IOException(descriptor.id() + " cannot load a model of "
                    + file.provenance().methodId());
        }
        Map<String, FusionModel> members = new TreeMap<>();
        for (String name : file.note("members").lines().toList()) {
            members.put(name, new EarlyFusion().load(in));
        }
        return new LateModel(
                members,
                Host.doubles(Checks.require(file.arrays(), "weights")),
                Host.doubles(Checks.require(file.arrays(), "prior")),
                descriptor.schema().parse(file.provenance().options()),
                file.provenance(),
                file.history());
    }
}
