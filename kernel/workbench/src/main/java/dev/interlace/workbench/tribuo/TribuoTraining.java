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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.nd4j.linalg.factory.Nd4j;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.EnsembleModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * One trainer of Tribuo at work.
 *
 * @param trainer the trainer; its random state is set before each use
 */
record TribuoTraining(Trainer<Label> trainer) {
    /** How many of a trainer's random states fits may start from; to reach one costs as many draws. */
    private static final long STATES = 1009;

    /** How long a fit waits before it asks again whether to stop. */
    private static final long PATIENCE_MILLIS = 500;

    /** Tribuo tells of every tree and every epoch; kept here, or the level that is set would be forgotten. */
    private static final Logger LOG = Logger.getLogger("org.tribuo");

    static TribuoTraining of(Optional<Trainer<Label>> given) {
        return new TribuoTraining(given.orElseGet(LogisticRegressionTrainer::new));
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
            Labels labels,
            TribuoFusion.Options options,
            FitContext context) {
        Concatenation.Columns rows = columns.apply(batch);
        String[] names = columns.names().toArray(String[]::new);
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> data =
                new MutableDataset<>(new SimpleDataSourceProvenance(context.datasetId(), factory), factory);
        for (int row : rows.known()) {
            data.add(example(names, rows.values()[row], new Label(labels.name(row))));
        }
        if (data.size() == 0) {
            throw new IllegalArgumentException(TribuoFusion.ID + ": no training row has any modality");
        }
        Model<Label> model = train(data, context);
        TribuoFusion.Options recorded =
                new TribuoFusion.Options(words(), options.blocks(), options.answer(), options.missing());
        boolean shares = model instanceof TreeModel<?> || model instanceof EnsembleModel<?>; // rows of a leaf, votes
        if (options.answer() == TribuoFusion.Answer.PROBABILITIES && !shares && !model.generatesProbabilities()) {
            throw new IllegalArgumentException(TribuoFusion.ID + ": the scores of " + words()
                    + " are no probabilities; set the option answer to SHARES (scores of at least 0, divided by their"
                    + " sum) or ONE_HOT, or take a trainer that gives probabilities");
        }
        double[] prior = Arrays.stream(labels.counts())
                .mapToDouble(count -> (double) count / labels.rows())
                .toArray();
        return new TribuoModel(
                columns,
                model,
                model.serialize().toByteArray(),
                recorded,
                labels.classes(),
                prior,
                dev.interlace.spi.Provenance.of(
                        new TribuoFusion().descriptor(),
                        recorded,
                        context,
                        Nd4j.getBackend().getClass().getSimpleName()));
    }

    static Example<Label> example(String[] names, double[] values, Label label) {
        return new ArrayExample<>(label, names, values);
    }

    /** Trains on a thread of its own, so that the caller can stop waiting. */
    private Model<Label> train(Dataset<Label> data, FitContext context) {
        if (LOG.getLevel() == null) { // the user has not asked for more
            LOG.setLevel(Level.WARNING);
        }
        int state = (int) Math.floorMod(context.seeds().seed(), STATES);
        FutureTask<Model<Label>> training = new FutureTask<>(() -> {
            Trainer<Label> fresh = fresh();
            synchronized (fresh) { // where it is the given one: its random state is set and used by one fit at a time
                return fresh.train(data, Map.of(), state);
            }
        });
        Thread thread = new Thread(training, "tribuo training");
        thread.setDaemon(true);
        thread.start();
        while (true) {
            try {
                Model<Label> model = training.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
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
    @SuppressWarnings("unchecked") // a trainer of the same class and configuration
    private Trainer<Label> fresh() {
        List<ConfigurationData> configuration = ProvenanceUtil.extractConfiguration(trainer.getProvenance());
        try {
            ConfigurationManager manager = new ConfigurationManager();
            manager.addConfiguration(configuration);
            for (ConfigurationData part : configuration) {
                if (part.getClassName().equals(trainer.getClass().getName())
                        && manager.lookup(part.getName()) instanceof Trainer<?> copy
                        && words(copy.getProvenance()).equals(words())) {
                    return (Trainer<Label>) copy;
                }
            }
        } catch (ConfigLoaderException | PropertyException e) {
            return trainer; // for instance a class of a notebook's cell
        }
        return trainer;
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
