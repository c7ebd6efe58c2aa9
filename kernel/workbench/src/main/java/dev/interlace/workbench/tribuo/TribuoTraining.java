package dev.interlace.workbench.tribuo;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.io.ConfigLoaderException;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import dev.interlace.learn.networks.Concatenation;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Target;
import dev.interlace.spi.TargetNumbers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.nd4j.linalg.factory.Nd4j;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.EnsembleModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * One trainer of Tribuo at work.
 *
 * @param trainer the trainer; its random state is set before each use
 */
record TribuoTraining(Trainer<?> trainer) {
    /** How many of a trainer's random states fits may start from; to reach one costs as many draws. */
    private static final long STATES = 1009;

    /** How long a fit waits before it asks again whether to stop. */
    private static final long PATIENCE_MILLIS = 500;

    /** Tribuo tells of every tree and every epoch; kept here, or the level that is set would be forgotten. */
    private static final Logger LOG = Logger.getLogger("org.tribuo");

    static TribuoTraining of(Optional<Trainer<?>> given) {
        return new TribuoTraining(given.isPresent() ? given.get() : new LogisticRegressionTrainer());
    }

    /** What a trainer learns: numbers if it, or a trainer in it, is of Tribuo's regression or is declared for it. */
    static Target.Kind kind(Trainer<?> trainer) {
        boolean declared = Arrays.stream(trainer.getClass().getGenericInterfaces())
                .anyMatch(type -> type.getTypeName().contains("<" + Regressor.class.getName() + ">"));
        return declared || isRegression(trainer.getProvenance()) ? Target.Kind.NUMBERS : Target.Kind.ONE_CLASS;
    }

    private static boolean isRegression(ConfiguredObjectProvenance provenance) {
        return provenance.getClassName().startsWith(Regressor.class.getPackageName())
                || provenance.getConfiguredParameters().values().stream()
                        .anyMatch(value -> value instanceof ConfiguredObjectProvenance nested && isRegression(nested));
    }

    /** That the options of a fit do not speak of another trainer. */
    void requireNamed(String name) {
        if (!words().contains(name)) {
            throw new IllegalArgumentException(
                    TribuoFusion.ID + ": the option trainer says '" + name + "', but the trainer is " + words()
                            + "; give the trainer that is meant by head(trainer) of the fusion method");
        }
    }

    /** The trainer with its configuration; without the count of its calls, which moves on. */
    String words() {
        return words(trainer.getProvenance());
    }

    private static String words(ConfiguredObjectProvenance provenance) {
        String name = provenance.getClassName();
        Map<String, String> parameters = new TreeMap<>();
        provenance.getConfiguredParameters().forEach((key, value) -> parameters.put(key, words(value)));
        return name.substring(name.lastIndexOf('.') + 1) + " " + parameters;
    }

    private static String words(Provenance value) {
        return value instanceof ConfiguredObjectProvenance nested
                ? words(nested)
                : value instanceof PrimitiveProvenance<?> one ? String.valueOf(one.getValue()) : value.toString();
    }

    TribuoModel fit(
            Concatenation columns,
            MultimodalBatch batch,
            Target target,
            TribuoFusion.Options options,
            FitContext context) {
        Concatenation.Columns rows = columns.apply(batch);
        String[] names = columns.names().toArray(String[]::new);
        if (rows.known().length == 0) {
            throw new IllegalArgumentException(TribuoFusion.ID + ": no training row has any modality");
        }
        double[] prior = prior(target);
        double[] deviation = deviation(target, prior);
        Model<?> model;
        if (target instanceof TargetNumbers numbers) {
            String[] outputs = numbers.columns().toArray(String[]::new);
            model = this.<Regressor>train(
                    names,
                    rows,
                    new RegressionFactory(),
                    row -> new Regressor(
                            outputs,
                            IntStream.range(0, outputs.length)
                                    .mapToDouble(
                                            column -> (numbers.get(row, column) - prior[column]) / deviation[column])
                                    .toArray()),
                    context);
        } else {
            Labels labels = target.requireLabels(TribuoFusion.ID);
            model = this.<Label>train(names, rows, new LabelFactory(), row -> new Label(labels.name(row)), context);
        }
        TribuoFusion.Options recorded =
                new TribuoFusion.Options(words(), options.blocks(), options.answer(), options.missing());
        boolean shares = model instanceof TreeModel<?> || model instanceof EnsembleModel<?>; // rows of a leaf, votes
        if (target instanceof Labels
                && options.answer() == TribuoFusion.Answer.PROBABILITIES
                && !shares
                && !model.generatesProbabilities()) {
            throw new IllegalArgumentException(TribuoFusion.ID + ": the scores of " + words()
                    + " are no probabilities; set the option answer to SHARES (scores of at least 0, divided by their"
                    + " sum) or ONE_HOT, or take a trainer that gives probabilities");
        }
        return new TribuoModel(
                columns,
                model,
                Optional.empty(),
                recorded,
                target.kind(),
                target.columns(),
                prior,
                deviation,
                dev.interlace.spi.Provenance.of(
                        new TribuoFusion().descriptor(),
                        recorded,
                        context,
                        Nd4j.getBackend().getClass().getSimpleName()));
    }

    /** The shares of the classes, or the means of the numbers. */
    private static double[] prior(Target target) {
        if (target instanceof TargetNumbers numbers) {
            return IntStream.range(0, numbers.columns().size())
                    .mapToDouble(column ->
                            Arrays.stream(numbers.column(column)).average().orElse(0))
                    .toArray();
        }
        return Arrays.stream(target.requireLabels(TribuoFusion.ID).counts())
                .mapToDouble(count -> (double) count / target.rows())
                .toArray();
    }

    /** The deviations of the numbers, by which they are divided: Tribuo's trees keep sums in single precision. */
    private static double[] deviation(Target target, double[] mean) {
        if (!(target instanceof TargetNumbers numbers)) {
            return new double[0];
        }
        return IntStream.range(0, mean.length)
                .mapToDouble(column -> Math.sqrt(Arrays.stream(numbers.column(column))
                        .map(value -> (value - mean[column]) * (value - mean[column]))
                        .average()
                        .orElse(1)))
                .toArray();
    }

    private <T extends Output<T>> Model<T> train(
            String[] names,
            Concatenation.Columns rows,
            OutputFactory<T> factory,
            IntFunction<T> output,
            FitContext context) {
        MutableDataset<T> data =
                new MutableDataset<>(new SimpleDataSourceProvenance(context.datasetId(), factory), factory);
        for (int row : rows.known()) {
            data.add(example(names, rows.values()[row], output.apply(row)));
        }
        return train(data, context);
    }

    static <T extends Output<T>> Example<T> example(String[] names, double[] values, T output) {
        return new ArrayExample<>(output, names, values);
    }

    /** Trains on a thread of its own, so that the caller can stop waiting. */
    private <T extends Output<T>> Model<T> train(Dataset<T> data, FitContext context) {
        if (LOG.getLevel() == null) { // the user has not asked for more
            LOG.setLevel(Level.WARNING);
        }
        int state = (int) Math.floorMod(context.seeds().seed(), STATES);
        FutureTask<Model<T>> training = new FutureTask<>(() -> {
            Trainer<T> fresh = fresh();
            synchronized (fresh) { // where it is the given one: its random state is set and used by one fit at a time
                return fresh.train(data, Map.of(), state);
            }
        });
        Thread thread = new Thread(training, "tribuo training");
        thread.setDaemon(true);
        thread.start();
        while (true) {
            try {
                Model<T> model = training.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                context.checkCancelled();
                return model;
            } catch (TimeoutException e) {
                context.checkCancelled();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                context.checkCancelled();
                throw new IllegalStateException(TribuoFusion.ID + ": the fit was interrupted", e);
            } catch (ExecutionException e) {
                throw failure(e.getCause() == null ? e : e.getCause());
            }
        }
    }

    /** A copy of the trainer by its configuration, with every random state as at first; itself where it has none. */
    @SuppressWarnings("unchecked") // a trainer of the same class and configuration; of that output by its kind
    private <T extends Output<T>> Trainer<T> fresh() {
        List<ConfigurationData> configuration = ProvenanceUtil.extractConfiguration(trainer.getProvenance());
        try {
            ConfigurationManager manager = new ConfigurationManager();
            manager.addConfiguration(configuration);
            for (ConfigurationData part : configuration) {
                if (part.getClassName().equals(trainer.getClass().getName())
                        && manager.lookup(part.getName()) instanceof Trainer<?> copy
                        && words(copy.getProvenance()).equals(words())) {
                    return (Trainer<T>) copy;
                }
            }
        } catch (ConfigLoaderException | PropertyException e) {
            return (Trainer<T>) trainer; // for instance a class of a notebook's cell
        }
        return (Trainer<T>) trainer;
    }

    private RuntimeException failure(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof UnsupportedOperationException
                ? new IllegalArgumentException(
                        TribuoFusion.ID + ": " + words() + " cannot be trained reproducibly, " + cause.getMessage()
                                + "; it must implement setInvocationCount",
                        cause)
                : new IllegalArgumentException(
                        TribuoFusion.ID + ": " + words() + " failed: " + cause.getMessage(), cause);
    }
}
