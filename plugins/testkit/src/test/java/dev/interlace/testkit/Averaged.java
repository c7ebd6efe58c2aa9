package dev.interlace.testkit;

import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.TrainableFusion;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;

/** A fusion method that keeps the contract: the sum of one hidden layer per modality. Broken ones extend it. */
class Averaged implements TrainableFusion<Averaged.Options> {
    record Options(
            @Param(doc = "width", min = 1, max = 4096, init = 8)
            int hidden,

            @Param(doc = "passes", min = 1, max = 10000, init = 4)
            int epochs,

            @Param(doc = "rows in a step", min = 1, max = 65536, init = 16)
            int batchSize,

            @Param(doc = "step", min = 0, max = 1, init = 1e-2, ends = Param.Ends.OPEN_BELOW)
            double learningRate,

            @Param(doc = "what to do with absent modalities", choice = "REJECT")
            MissingPolicy missing)
            implements TrainingOptions {
        Options {
            OptionsSchema.require(Options.class, hidden, epochs, batchSize, learningRate, missing);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of("fusion/averaged", "1.0.0", "Averaged", "The sum of hidden layers", Options.class)
                .withCapabilities(Capability.HANDLES_MISSING, Capability.VARIABLE_LENGTH, Capability.MORE_THAN_TWO)
                .withClaims(
                        Claim.pro("It is short", "test/short", "few lines"),
                        Claim.con("It is plain", "test/plain", "low accuracy"))
                .withReferences(new Reference("Nobody", "Nothing", "Nowhere", 2026, ""));
    }

    @Override
    public Var fuse(Layers layers, Inputs inputs, Options options) {
        Var sum = part(layers, inputs.all().get(0), options);
        for (Input input : inputs.all().subList(1, inputs.all().size())) {
            sum = layers.tape().add(sum, part(layers, input, options));
        }
        return sum;
    }

    /** {@code [B, hidden]}. */
    Var part(Layers layers, Input input, Options options) {
        Var vectors =
                input.isSequence() ? layers.tape().meanTokens(input.features(), input.lengths()) : input.features();
        return layers.dense(input.modality().name(), vectors, options.hidden());
    }
}
