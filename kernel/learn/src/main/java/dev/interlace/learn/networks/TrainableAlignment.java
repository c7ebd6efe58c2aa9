package dev.interlace.learn.networks;

import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Supervision;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * An alignment method that is a network: its author writes the embedding of a side and the loss, and gets gradients,
 * training, standardisation, similarity over blocks and saving from here.
 *
 * @param <O> the options record
 */
public interface TrainableAlignment<O extends Record & TrainingOptions> extends AlignmentMethod<O> {
    /**
     * One training step's data.
     *
     * @param left rows of the left side; all nodes of a graph
     * @param right rows of the right side; all nodes of a graph
     * @param leftDrawn the first so many rows of {@code left} were drawn from all that are trained on, and stand for
     *     their distribution; the rest are there only because a seed names them
     * @param rightDrawn likewise of {@code right}
     * @param leftRows rows of {@code left} that belong with {@code rightRows}, pair by pair; empty if unpaired
     * @param rightRows rows of {@code right}
     * @param numbers {@code [pairs]}, the number of each pair in the whole training, the same in every step; empty if
     *     unpaired
     * @param groups {@code [pairs]}, what each pair shows, by number: pairs of one group ({@link FitContext#groups})
     *     are near-duplicates and no true negatives of each other; equal to {@code numbers} where every pair stands
     *     alone; empty if unpaired
     * @param leftContents {@code [pairs]}, what the left row of each pair holds, by number: rows with equal features
     *     have equal numbers, the same in every step; empty if unpaired
     * @param rightContents likewise of the right row
     */
    @SuppressWarnings("ArrayRecordComponent") // handed to operations as they are; never compared
    record Pairs(
            Input left,
            Input right,
            int leftDrawn,
            int rightDrawn,
            int[] leftRows,
            int[] rightRows,
            int[] numbers,
            int[] groups,
            int[] leftContents,
            int[] rightContents) {}

    /**
     * What {@link #embed} sees of pictures: one vector of a small convolutional network that is trained with the rest,
     * unless overridden. Whether the method takes pictures at all is said by {@link #check}.
     */
    default PictureForm pictures() {
        return PictureForm.VECTOR;
    }

    /** The embedding of a side in the common space: {@code [B, any] -> [B, D]}. */
    Var embed(Layers layers, Side side, Input input, O options);

    /** What training makes small. */
    Loss loss(Layers layers, Pairs pairs, O options);

    /**
     * How similar every left row is to every right row, {@code [B, C]}; the product of the embeddings unless
     * overridden.
     */
    default Var similarity(Layers layers, Input left, Input right, O options) {
        return layers.tape()
                .similarity(embed(layers, Side.LEFT, left, options), embed(layers, Side.RIGHT, right, options));
    }

    /** Throws where the data or the supervision do not fit the method; the message says what to do. */
    void check(Features left, Features right, Supervision supervision, O options);

    /**
     * The options for training, once the data are known: the place to turn "by the median rule" into a number. Recorded
     * in the model's provenance.
     */
    default O resolve(Features left, Features right, O options) {
        return options;
    }

    /**
     * What is believed of the pairs after a fit, to fit again with from the start; empty, or what the last fit was
     * told, ends.
     *
     * @param round from 1 on
     * @param fitted the model of the round before
     * @param given what the user knows
     */
    default Optional<Supervision> believed(
            int round, AlignmentModel fitted, Features left, Features right, Supervision given, O options) {
        return Optional.empty();
    }

    @Override
    default AlignmentModel fit(Features left, Features right, Supervision supervision, O options, FitContext context) {
        check(left, right, supervision, options);
        return AlignmentNetwork.fit(this, left, right, supervision, options, context);
    }

    @Override
    default AlignmentModel load(InputStream in) throws IOException {
        return AlignmentNetwork.load(this, ModelFile.load(in));
    }
}
