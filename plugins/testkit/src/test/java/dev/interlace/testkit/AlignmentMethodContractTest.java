package dev.interlace.testkit;

import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.TrainableAlignment;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters.Start;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Supervision;
import java.util.Locale;
import org.junit.jupiter.api.Nested;

/** A contrastive method that keeps the contract passes it. */
class AlignmentMethodContractTest {
    /** Two linear maps, trained by InfoNCE. */
    static final class Contrastive implements TrainableAlignment<Contrastive.Options> {
        record Options(
                @Param(doc = "width of the common space", min = 1, max = 4096, init = 4)
                int width,

                @Param(doc = "passes", min = 1, max = 10000, init = 20)
                int epochs,

                @Param(doc = "rows in a step", min = 2, max = 65536, init = 16)
                int batchSize,

                @Param(doc = "step", min = 0, max = 1, init = 1e-2, ends = Param.Ends.OPEN_BELOW)
                double learningRate)
                implements TrainingOptions {
            Options {
                OptionsSchema.require(Options.class, width, epochs, batchSize, learningRate);
            }
        }

        @Override
        public MethodDescriptor<Options> descriptor() {
            return MethodDescriptor.of("alignment/linear", "1.0.0", "Linear", "Two maps by InfoNCE", Options.class)
                    .withCapabilities(Capability.NEEDS_PAIRS, Capability.UNEQUAL_WIDTHS, Capability.OUT_OF_SAMPLE)
                    .withClaims(
                            Claim.pro("It is short", "test/short", "few lines"),
                            Claim.con("It is plain", "test/plain", "low recall"))
                    .withReferences(new Reference("Nobody", "Nothing", "Nowhere", 2026, ""));
        }

        @Override
        public Var embed(Layers layers, Side side, Input input, Options options) {
            String name = side.name().toLowerCase(Locale.ROOT);
            return layers.tape().normalize(layers.linear(name, input.features(), options.width()));
        }

        @Override
        public Loss loss(Layers layers, Pairs pairs, Options options) {
            Var scale = layers.matrix("logScale", 1, 1, Start.ONES);
            return layers.tape().infoNce(similarity(layers, pairs.left(), pairs.right(), options), scale, 100);
        }

        @Override
        public void check(Features left, Features right, Supervision supervision, Options options) {
            if (!(supervision instanceof Supervision.Paired)) {
                throw new IllegalArgumentException("alignment/linear needs row-by-row pairs, got " + supervision);
            }
            if (left.rows() != right.rows() || left.rows() < 2) {
                throw new IllegalArgumentException(
                        "alignment/linear: left has " + left.rows() + " rows, right has " + right.rows());
            }
        }
    }

    @Nested
    class Keeping extends AlignmentMethodContract<Contrastive.Options> {
        @Override
        protected Contrastive method() {
            return new Contrastive();
        }
    }
}
