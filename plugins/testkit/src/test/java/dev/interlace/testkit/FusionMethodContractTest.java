package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters.Start;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A method that keeps the contract passes it, and each check fails on a method that breaks just that. */
class FusionMethodContractTest {
    @Nested
    class Keeping extends FusionMethodContract<Averaged.Options> {
        @Override
        protected Averaged method() {
            return new Averaged();
        }
    }

    /** The contract, with some other method in it. */
    private static FusionMethodContract<Averaged.Options> contract(FusionMethod<Averaged.Options> method) {
        return new FusionMethodContract<>() {
            @Override
            protected FusionMethod<Averaged.Options> method() {
                return method;
            }
        };
    }

    private static void requireFailure(String about, Executable check) {
        AssertionError e = assertThrows(AssertionError.class, check);
        assertTrue(
                String.valueOf(e.getMessage()).contains(about), "expected a failure about '" + about + "', got " + e);
    }

    @Test
    void aParameterThatNoGradientReachesIsFound() {
        var contract = contract(new Averaged() {
            @Override
            public Var fuse(Layers layers, Inputs inputs, Options options) {
                layers.matrix("forgotten", 3, 4, Start.GLOROT);
                layers.matrix("forgotten.bias", 1, 4, Start.ZEROS);
                return super.fuse(layers, inputs, options);
            }
        });
        requireFailure("forgotten", contract::everyDeclaredParameterLearns);
        requireFailure("forgotten.bias", contract::everyDeclaredParameterLearns);
    }

    @Test
    void aMethodThatReadsPaddingIsFound() {
        var contract = contract(new Averaged() {
            @Override
            Var part(Layers layers, Inputs.Input input, Options options) {
                int[] all = input.lengths().clone();
                java.util.Arrays.fill(all, input.isSequence() ? input.features().size(1) : 0);
                return super.part(
                        layers,
                        new Inputs.Input(input.modality(), input.features(), all, input.presence(), input.adjacency()),
                        options);
            }
        });
        requireFailure("two more positions", contract::whatPaddingHoldsDoesNotMatter);
    }

    /** A model that hands everything on to another. */
    abstract static class Around implements FusionModel {
        final FusionModel inner;

        Around(FusionModel inner) {
            this.inner = inner;
        }

        @Override
        public List<String> classes() {
            return inner.classes();
        }

        @Override
        public List<Modality> modalities() {
            return inner.modalities();
        }

        @Override
        public Provenance provenance() {
            return inner.provenance();
        }

        @Override
        public History history() {
            return inner.history();
        }

        @Override
        public long parameterCount() {
            return inner.parameterCount();
        }

        @Override
        public void save(OutputStream out) throws IOException {
            inner.save(out);
        }
    }

    /** A method whose models are wrapped. */
    abstract static class Wrapping implements FusionMethod<Averaged.Options> {
        abstract FusionModel wrap(FusionModel inner);

        @Override
        public MethodDescriptor<Averaged.Options> descriptor() {
            return new Averaged().descriptor();
        }

        @Override
        public FusionModel fit(MultimodalBatch batch, Labels labels, Averaged.Options options, FitContext context) {
            return wrap(new Averaged().fit(batch, labels, options, context));
        }

        @Override
        public FusionModel load(InputStream in) throws IOException {
            return wrap(new Averaged().load(in));
        }
    }

    private static FusionMethodContract<Averaged.Options> predicting(
            java.util.function.BiFunction<FusionModel, MultimodalBatch, INDArray> predict) {
        return contract(new Wrapping() {
            @Override
            FusionModel wrap(FusionModel model) {
                return new Around(model) {
                    @Override
                    public INDArray predict(MultimodalBatch batch) {
                        return predict.apply(inner, batch);
                    }
                };
            }
        });
    }

    @Test
    void aChangedInputIsFound() {
        var contract = predicting((model, batch) -> {
            INDArray result = model.predict(batch);
            batch.modalities().get(0).values().muli(1.0001);
            return result;
        });
        requireFailure("predict", contract::inputsStayUnchanged);
    }

    @Test
    void unnormalisedProbabilitiesAreFound() {
        var contract = predicting((model, batch) -> model.predict(batch).muli(1.01));
        requireFailure("sum", contract::probabilitiesAreFiniteAndRowsSumToOne);
    }

    @Test
    void aResultThatDependsOnTheOtherRowsIsFound() {
        var contract = predicting((model, batch) -> {
            float[] p = Host.floats(model.predict(batch));
            float first = p[0];
            for (int i = 0; i < p.length; i++) {
                p[i] = (p[i] + 0.01f * first) / (1 + 0.03f * first);
            }
            return Host.tensor(DataType.FLOAT, p, batch.rows(), 3);
        });
        requireFailure("row", contract::aBatchOfOneEqualsItsRowInTheBatch);
        requireFailure("expected", contract::permutedRowsGivePermutedPredictions);
    }

    @Test
    void aMethodThatLearnsNothingIsFound() {
        var contract =
                predicting((model, batch) -> Host.tensor(DataType.FLOAT, new float[batch.rows() * 3], batch.rows(), 3)
                        .assign(1 / 3.0));
        requireFailure("chance is 33", contract::anEasyProblemIsLearned);
    }

    @Test
    void randomnessFromElsewhereIsFound() {
        int[] fits = new int[1];
        var contract = contract(new Averaged() {
            @Override
            public FusionModel fit(MultimodalBatch batch, Labels labels, Options options, FitContext context) {
                return super.fit(batch, labels, options, FitContext.seeded(++fits[0]));
            }
        });
        requireFailure("two fits", contract::theSameSeedGivesTheSameBits);
    }

    @Test
    void aFitThatDrawsOnHowOftenItWasRunIsFound(@TempDir Path folder) {
        int[] steps = new int[1];
        var contract = contract(new Averaged() {
            @Override
            public Var fuse(Layers layers, Inputs inputs, Options options) {
                Var fused = super.fuse(layers, inputs, options);
                return layers.tape().isTraining() ? layers.tape().scale(fused, 1 + 0.01 * (++steps[0] % 7)) : fused;
            }
        });
        requireFailure("run again", () -> contract.aStoppedFitGoesOnFromItsCheckpoints(folder));
    }

    @Test
    void whatARefusedFitLeavesBehindIsFound() {
        int[] fits = new int[1];
        var contract = contract(new Averaged() {
            @Override
            public FusionModel fit(MultimodalBatch batch, Labels labels, Options options, FitContext context) {
                fits[0]++; // two that are refused, one after them, one to compare with
                return super.fit(batch, labels, options, fits[0] % 4 == 3 ? FitContext.seeded(100) : context);
            }
        });
        requireFailure("refused", contract::aRefusedFitLeavesNothingBehind);
    }

    @Test
    void aModelThatForgetsAClassWithoutRowsAndARefusalWithoutReasonAreFound() {
        var forgetting = contract(new Averaged() {
            @Override
            public FusionModel fit(MultimodalBatch batch, Labels labels, Options options, FitContext context) {
                return super.fit(batch, Labels.of(List.of("0", "1", "2"), labels.toArray()), options, context);
            }
        });
        requireFailure("the classes of the labels", forgetting::aClassWithoutTrainingRowsIsTakenOrRefused);
        var silent = contract(new Averaged() {
            @Override
            public FusionModel fit(MultimodalBatch batch, Labels labels, Options options, FitContext context) {
                throw new IllegalArgumentException("singular matrix");
            }
        });
        requireFailure("say what is wrong", silent::aClassOfOneRowIsTakenOrRefused);
    }

    @Test
    void aFitThatCannotBeCancelledIsFound() {
        var contract = contract(new Averaged() {
            @Override
            public FusionModel fit(MultimodalBatch batch, Labels labels, Options options, FitContext context) {
                return super.fit(
                        batch,
                        labels,
                        options,
                        FitContext.seeded(context.seeds().seed()));
            }
        });
        requireFailure("checkCancelled", contract::aCancelledFitStopsWithTheCallersError);
        requireFailure("progress", contract::progressIsReported);
        requireFailure("data set", contract::theProvenanceSuffices);
    }

    @Test
    void aDescriptorThatNeedsTensorsOrLacksAReferenceIsFound() {
        var contract = contract(new Averaged() {
            private final long length = org.nd4j.linalg.factory.Nd4j.ones(3).length();

            @Override
            public MethodDescriptor<Options> descriptor() {
                return super.descriptor().withReferences().withUseCases(Long.toString(length));
            }
        });
        requireFailure("reference", contract::theDescriptorIsComplete);
        requireFailure("ND4J", contract::theDescriptorIsReadWithoutATensorLibrary);
    }
}
