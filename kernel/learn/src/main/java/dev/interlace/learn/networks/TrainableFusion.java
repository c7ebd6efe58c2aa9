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
import dev.interlace.spi.Target;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A fusion method that is a network: its author writes the forward computation of the fused representation, and gets
 * gradients, training, standardisation, absent modalities, prediction, explanation and saving from here.
 *
 * @param <O> the options record
 */
public interface TrainableFusion<O extends Record & TrainingOptions> extends FusionMethod<O> {
    /**
     * The fused representation of a batch, {@code [B, any]}. Parameters come from {@code layers} by name; a linear head
     * is put on top, with the loss of the kind of target.
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

    /**
     * Where {@link #fuse} has no parameters, the ridge with which the head is solved on all rows at once instead of
     * trained by steps: strength of a penalty on its squared weights, in the sense of {@code 1 / C} of a logistic
     * regression. Empty where the method is trained by steps. Options that give a number of epochs, modality dropout or
     * a trained token ask for steps whatever this says; without steps there is neither dropout nor a holdout.
     */
    default OptionalDouble ridge(O options) {
        return OptionalDouble.empty();
    }

    /** All: softmax cross-entropy, a sigmoid per label, squared or Huber's error, cumulative logits. */
    @Override
    default Set<Target.Kind> targets() {
        return Set.of(Target.Kind.values());
    }

    @Override
    default boolean weighsRows() {
        return true;
    }

    @Override
    default FusionModel fit(MultimodalBatch batch, Labels labels, O options, FitContext context) {
        return fit(batch, labels, options, List.of(), context);
    }

    @Override
    default FusionModel fit(MultimodalBatch batch, Target target, O options, FitContext context) {
        return fit(batch, target, options, List.of(), context);
    }

    /**
     * Fits with alignment losses as terms beside the loss of the target.
     *
     * @param terms losses with their weights; they act on the representations of single modalities that the method
     *     shows
     * @throws IllegalArgumentException where the method shows fewer than two such representations, or of different
     *     widths
     */
    default FusionModel fit(
            MultimodalBatch batch, Target target, O options, List<AlignmentTerm<?>> terms, FitContext context) {
        return FusionTraining.fit(this, batch, target, options, terms, context);
    }

    @Override
    default FusionModel load(InputStream in) throws IOException {
        return FusionFile.load(this, ModelFile.load(in));
    }
}
