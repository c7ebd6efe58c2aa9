package dev.interlace.learn.networks;

import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.MultimodalBatch;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/**
 * A fusion method that is a network: its author writes the forward computation of the fused representation, and gets
 * gradients, training, standardisation, absent modalities, prediction, explanation and saving from here.
 *
 * @param <O> the options record
 */
public interface TrainableFusion<O extends Record & TrainingOptions> extends FusionMethod<O> {
    /**
     * The fused representation of a batch, {@code [B, any]}. Parameters come from {@code layers} by name; a linear
     * classifier is put on top.
     */
    Var fuse(Layers layers, Inputs inputs, O options);

    /**
     * What may be asked for in {@link TrainingOptions#missing()}. All but AVAILABLE_ONLY put something in the place of
     * an absent row; a method that offers AVAILABLE_ONLY looks at {@link Inputs.Input#presence} and leaves such rows
     * out itself.
     */
    default Set<MissingPolicy> missingPolicies() {
        return Set.of(
                MissingPolicy.REJECT,
                MissingPolicy.MEAN,
                MissingPolicy.LEARNED_TOKEN,
                MissingPolicy.ZERO,
                MissingPolicy.CONDITIONAL_GAUSSIAN);
    }

    /** What is done to the features of each modality first; standardisation unless overridden. */
    default Preparation preparation(O options) {
        return Preparation.STANDARD;
    }

    /**
     * What {@link #fuse} sees of pictures: one vector of a small convolutional network that is trained with the rest,
     * unless overridden. A method over tokens overrides this with REGIONS.
     */
    default PictureForm pictures() {
        return PictureForm.VECTOR;
    }

    @Override
    default FusionModel fit(MultimodalBatch batch, Labels labels, O options, FitContext context) {
        return fit(batch, labels, options, List.of(), context);
    }

    /**
     * Fits with alignment losses as terms beside the classification loss.
     *
     * @param terms losses with their weights; they act on the representations of single modalities that the method
     *     shows
     * @throws IllegalArgumentException where the method shows fewer than two such representations, or of different
     *     widths
     */
    default FusionModel fit(
            MultimodalBatch batch, Labels labels, O options, List<AlignmentTerm<?>> terms, FitContext context) {
        return FusionTraining.fit(this, batch, labels, options, terms, context);
    }

    @Override
    default FusionModel load(InputStream in) throws IOException {
        return FusionFile.load(this, ModelFile.load(in));
    }
}
