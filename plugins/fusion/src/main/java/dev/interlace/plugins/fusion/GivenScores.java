package dev.interlace.plugins.fusion;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Provenance;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The member of a modality that already holds the class scores of another model: it answers with them and learns
 * nothing.
 */
public final class GivenScores implements FusionModel {
    /** The method id in the files of such members; no plugin, since there is nothing to fit. */
    static final String ID = "fusion/given-scores";

    /** Rounding of a row of probabilities that were written with three digits. */
    private static final double SUM_TOLERANCE = 1e-2;

    /** What the columns of a modality of scores are. */
    public enum Meaning {
        /** Features like any others, on which a member is trained. */
        FEATURES,
        /** One probability per class; every row sums to 1. */
        PROBABILITIES,
        /** One logit per class; the softmax is taken. */
        LOGITS
    }

    private final Modality modality;
    private final List<String> classes;
    private final Meaning meaning;
    private final Provenance provenance;

    private GivenScores(Modality modality, List<String> classes, Meaning meaning, Provenance provenance) {
        this.modality = modality;
        this.classes = classes;
        this.meaning = meaning;
        this.provenance = provenance;
    }

    /** The member of a modality of scores, after a look at the training rows. */
    static GivenScores of(Features features, Labels labels, Meaning meaning, FitContext context) {
        Provenance provenance = new Provenance(
                ID, "1.0.0", Map.of("meaning", meaning.name()), context.seeds().seed(), context.datasetId(), "none");
        GivenScores member = new GivenScores(features.modality(), labels.classes(), meaning, provenance);
        member.predict(MultimodalBatch.of(features));
        return member;
    }

    @Override
    public INDArray predict(MultimodalBatch batch) {
        Features features = batch.get(modality.name());
        int columns = features.width();
        if (columns != classes.size()) {
            throw new IllegalArgumentException(modality.name() + ": given scores need one column per class, "
                    + classes.size() + " for " + classes + ", got " + columns
                    + "; set the option scores to FEATURES to train on them instead");
        }
        double[] values = Host.doubles(features.values());
        float[] probabilities = new float[values.length];
        for (int row = 0; row < features.rows(); row++) {
            double most = Double.NEGATIVE_INFINITY;
            double sum = 0;
            for (int c = 0; c < columns; c++) {
                double x = values[row * columns + c];
                if (!Double.isFinite(x)) {
                    throw new IllegalArgumentException(modality.name() + ": scores must be finite, got " + x
                            + " in row " + row + ", column " + c + "; mark the row absent or repair it");
                }
                most = Math.max(most, x);
                sum += x;
                if (meaning == Meaning.PROBABILITIES && x < 0) {
                    sum = Double.NaN;
                }
            }
            if (meaning == Meaning.PROBABILITIES && !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
                throw new IllegalArgumentException(modality.name() + ": row " + row
                        + " is no row of probabilities, at least 0 each and 1 in sum;"
                        + " set the option scores to LOGITS or FEATURES");
            }
            if (meaning == Meaning.LOGITS) {
                sum = 0;
                for (int c = 0; c < columns; c++) {
                    values[row * columns + c] = Math.exp(values[row * columns + c] - most);
                    sum += values[row * columns + c];
                }
            }
            for (int c = 0; c < columns; c++) {
                probabilities[row * columns + c] = (float) (values[row * columns + c] / sum);
            }
        }
        return Host.tensor(DataType.FLOAT, probabilities, features.rows(), columns);
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public List<Modality> modalities() {
        return List.of(modality);
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
        return 0;
    }

    @Override
    public void save(OutputStream out) throws IOException {
        new ModelFile(
                        provenance,
                        History.empty(),
                        Map.of("modality", modality.name(), "classes", String.join("\n", classes)),
                        Map.of())
                .save(out);
    }

    static GivenScores load(ModelFile file) throws IOException {
        String meaning = file.provenance().options().get("meaning");
        if (meaning == null) {
            throw new IOException("the model file of given scores does not say what they mean");
        }
        return new GivenScores(
                new Modality(file.note("modality"), Modality.Kind.SCORES),
                file.note("classes").lines().toList(),
                Meaning.valueOf(meaning),
                file.provenance());
    }
}
