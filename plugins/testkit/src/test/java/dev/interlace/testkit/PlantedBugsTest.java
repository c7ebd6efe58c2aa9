package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.learn.training.Parameters.Start;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Method;
import dev.interlace.spi.MethodChecks.Outcome;
import dev.interlace.spi.MethodChecks.Verdict;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.spi.measure.Scale;
import dev.interlace.testkit.FusionMethodContractTest.Around;
import dev.interlace.testkit.FusionMethodContractTest.Wrapping;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Mistakes that authors make, each planted in a method that is right otherwise: one check finds it and names it. */
class PlantedBugsTest {
    private static final String TRACES = "nothing of a run stays in the process";
    private static final String EXPLANATIONS = "explanations are given if claimed";
    private static final Map<String, Bug> BUGS = new LinkedHashMap<>();

    /** A method with a mistake, the check that finds it, and a part of what it says. */
    private record Bug(Method<?> method, String check, String said) {}

    private static void bug(String mistake, Method<?> method, String check, String said) {
        BUGS.put(mistake, new Bug(method, check, said));
    }

    private static Method<?> predicting(BiFunction<FusionModel, MultimodalBatch, INDArray> predict) {
        return new Wrapping() {
            @Override
            FusionModel wrap(FusionModel model) {
                return new Around(model) {
                    @Override
                    public INDArray predict(MultimodalBatch batch) {
                        return predict.apply(inner, batch);
                    }
                };
            }
        };
    }

    /** Does something beside the prediction. */
    private static Method<?> also(Runnable beside) {
        return predicting((model, batch) -> {
            beside.run();
            return model.predict(batch);
        });
    }

    private static Method<?> explaining(BiFunction<FusionModel, MultimodalBatch, Map<String, INDArray>> explain) {
        return new Wrapping() {
            @Override
            public MethodDescriptor<Averaged.Options> descriptor() {
                return super.descriptor().withCapabilities(Capability.EXPLAINS, Capability.MORE_THAN_TWO);
            }

            @Override
            FusionModel wrap(FusionModel model) {
                return new Around(model) {
                    @Override
                    public INDArray predict(MultimodalBatch batch) {
                        return inner.predict(batch);
                    }

                    @Override
                    public Map<String, INDArray> explain(MultimodalBatch batch) {
                        return explain.apply(inner, batch);
                    }
                };
            }
        };
    }

    private static Method<?> fitting(BiFunction<Averaged, Fit, FusionModel> fit) {
        return new Averaged() {
            @Override
            public FusionModel fit(MultimodalBatch batch, Labels labels, Options options, FitContext context) {
                return fit.apply(new Averaged(), new Fit(batch, labels, options, context));
            }
        };
    }

    private record Fit(MultimodalBatch batch, Labels labels, Averaged.Options options, FitContext context) {
        FusionModel by(Averaged method, FitContext other) {
            return method.fit(batch, labels, options, other);
        }
    }

    static {
        bug("prints", also(() -> System.out.println("epoch 1")), TRACES, "fusion/averaged prints");
        bug("sets the Locale", also(() -> Locale.setDefault(Locale.CHINA)), TRACES, "the default Locale is changed");
        bug(
                "sets the time zone",
                also(() -> TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"))),
                TRACES,
                "the default time zone is changed");
        bug(
                "sets the default type",
                also(() -> Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE)),
                TRACES,
                "ND4J's default data type is changed");
        bug(
                "takes System.out",
                also(() -> System.setOut(new PrintStream(OutputStream.nullOutputStream()))),
                TRACES,
                "System.out is changed");
        bug("leaves a thread", also(PlantedBugsTest::startSleeper), TRACES, "leaves threads behind");
        bug(
                "explains by the number of rows",
                explaining((model, batch) -> Map.of("weights", Nd4j.ones(batch.rows(), batch.rows()))),
                EXPLANATIONS,
                "the width of the explanation 'weights' must not depend on the number of rows");
        bug(
                "explains one row only",
                explaining((model, batch) -> Map.of("weights", Nd4j.ones(1, 2))),
                EXPLANATIONS,
                "the explanation 'weights' has one entry per row");
        bug("explains nothing", explaining((model, batch) -> Map.of()), EXPLANATIONS, "explain gives nothing");
        bug("loads any file", new AnyFile(), "a file of another method is refused", "refuse the model file of another");
        bug("loads damaged files", new Lenient(), "a damaged file is an io exception", "must be an IOException");
        bug(
                "writes into its batch",
                fitting((method, fit) -> {
                    fit.batch.modalities().get(0).values().addi(1);
                    return fit.by(method, fit.context);
                }),
                "inputs stay unchanged",
                "fit changed its batch");
        bug(
                "gives what is no probability",
                predicting((model, batch) -> model.predict(batch).muli(1.01)),
                "probabilities are finite and rows sum to one",
                "sum");
        bug("forgets a parameter", new Forgetful(), "every declared parameter learns", "forgotten");
        int[] fits = new int[1];
        bug(
                "draws without the seed",
                fitting((method, fit) -> fit.by(method, FitContext.seeded(++fits[0]))),
                "the same seed gives the same bits",
                "two fits from seed");
        bug(
                "cannot be cancelled",
                fitting((method, fit) ->
                        fit.by(method, FitContext.seeded(fit.context.seeds().seed()))),
                "a cancelled fit stops with the callers error",
                "checkCancelled");
        bug(
                "learns nothing",
                predicting((model, batch) ->
                        Nd4j.ones(DataType.FLOAT, batch.rows(), 3).divi(3)),
                "an easy problem is learned",
                "chance is 33");
        bug(
                "looks at the other rows",
                predicting((model, batch) -> {
                    INDArray all = model.predict(batch);
                    return all.add(all.mean(0).broadcast(all.shape())).divi(2);
                }),
                "a batch of one equals its row in the batch",
                "row 0");
        bug(
                "names no paper",
                new Described(MethodDescriptor::withReferences),
                "the descriptor is complete",
                "no reference");
        bug(
                "speaks only for itself",
                new Described(d -> d.withClaims(Claim.pro("It is short", "test/short", "few lines"))),
                "every pro and con is a claim",
                "there is no CON");
        bug("leaves its range", new Seven(), "the same answers give the same value within its range", "7.0");
    }

    private static void startSleeper() {
        Thread thread = new Thread(() -> LockSupport.parkNanos(20_000_000_000L), "left by the plugin");
        thread.setDaemon(true);
        thread.start();
    }

    /** Loads the file of any method as its own. */
    private static final class AnyFile extends Averaged {
        @Override
        public FusionModel load(InputStream in) throws IOException {
            ModelFile file = ModelFile.load(in);
            Provenance from = file.provenance();
            Provenance own = new Provenance(
                    "fusion/averaged", from.version(), from.options(), from.seed(), from.datasetId(), from.backend());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new ModelFile(own, file.history(), file.notes(), file.arrays()).save(out);
            return super.load(new ByteArrayInputStream(out.toByteArray()));
        }
    }

    /** Makes something up where a file cannot be read. */
    private static final class Lenient extends Averaged {
        private Optional<FusionModel> last = Optional.empty();

        @Override
        public FusionModel fit(MultimodalBatch batch, Labels labels, Options options, FitContext context) {
            FusionModel model = super.fit(batch, labels, options, context);
            last = Optional.of(model);
            return model;
        }

        @Override
        public FusionModel load(InputStream in) throws IOException {
            try {
                return super.load(in);
            } catch (IOException e) {
                return last.orElseThrow(() -> e);
            }
        }
    }

    /** Declares a parameter that no gradient reaches. */
    private static final class Forgetful extends Averaged {
        @Override
        public Var fuse(Layers layers, Inputs inputs, Options options) {
            layers.matrix("forgotten", 3, 4, Start.GLOROT);
            return super.fuse(layers, inputs, options);
        }
    }

    /** Describes itself otherwise. */
    private static final class Described extends Averaged {
        private final java.util.function.UnaryOperator<MethodDescriptor<Options>> change;

        Described(java.util.function.UnaryOperator<MethodDescriptor<Options>> change) {
            this.change = change;
        }

        @Override
        public MethodDescriptor<Options> descriptor() {
            return change.apply(super.descriptor());
        }
    }

    /** Gives a value outside its own range. */
    private static final class Seven implements Measure.OfClasses<NoOptions> {
        @Override
        public MethodDescriptor<NoOptions> descriptor() {
            return MethodDescriptor.of("measure/seven", "1.0.0", "Seven", "seven", NoOptions.class);
        }

        @Override
        public Scale scale() {
            return Scale.lower(0, 1);
        }

        @Override
        public String rule() {
            return "always seven";
        }

        @Override
        public double of(Predictions predictions, NoOptions options) {
            return 7;
        }
    }

    static List<String> mistakes() {
        return List.copyOf(BUGS.keySet());
    }

    @ParameterizedTest(name = "a method that {0}")
    @MethodSource("mistakes")
    void oneCheckFindsItAndNamesIt(String mistake) {
        Bug bug = BUGS.getOrDefault(mistake, new Bug(new Averaged(), "", ""));
        Outcome outcome = new ContractChecks()
                .of(bug.method, Map.of()).stream()
                        .filter(check -> check.name().equals(bug.check))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("there is no check '" + bug.check + "'"))
                        .run();
        assertEquals(Verdict.FAILED, outcome.verdict(), outcome.message());
        assertTrue(outcome.message().contains(bug.said), outcome.message());
    }

    @Test
    void thereAreTwentyAndTheProcessIsAsItWas() {
        assertTrue(BUGS.size() >= 20, BUGS.keySet().toString());
        BooleanSupplier plain = () -> Nd4j.dataType() == DataType.FLOAT
                && !TimeZone.getDefault().getID().equals("Asia/Tokyo")
                && !Locale.getDefault().equals(Locale.CHINA);
        assertTrue(plain.getAsBoolean(), "a check restores what a method has changed");
    }
}
