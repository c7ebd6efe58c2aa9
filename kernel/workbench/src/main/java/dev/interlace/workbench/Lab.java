package dev.interlace.workbench;

import dev.interlace.learn.networks.Csls;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.Features;
import dev.interlace.spi.FetchedDataset;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Fitted;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Progress;
import dev.interlace.spi.Raw;
import dev.interlace.spi.SeedSource;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.Found;
import dev.interlace.workbench.catalogue.Plugin;
import dev.interlace.workbench.catalogue.PluginCard;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.catalogue.PluginList;
import dev.interlace.workbench.evaluation.Additivity;
import dev.interlace.workbench.evaluation.AttentionFaithfulness;
import dev.interlace.workbench.evaluation.Bootstrap;
import dev.interlace.workbench.evaluation.Comparison;
import dev.interlace.workbench.evaluation.Contest;
import dev.interlace.workbench.evaluation.Contribution;
import dev.interlace.workbench.evaluation.Cost;
import dev.interlace.workbench.evaluation.Evaluation;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.evaluation.Findings;
import dev.interlace.workbench.evaluation.Geometry;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.evaluation.OutsideScores;
import dev.interlace.workbench.evaluation.Relevance;
import dev.interlace.workbench.evaluation.Retrieval;
import dev.interlace.workbench.evaluation.Rows;
import dev.interlace.workbench.experiments.Claims;
import dev.interlace.workbench.experiments.Experiments;
import dev.interlace.workbench.experiments.Lending;
import dev.interlace.workbench.experiments.Outcome;
import dev.interlace.workbench.experiments.Subject;
import dev.interlace.workbench.fetch.DataStore;
import dev.interlace.workbench.figures.Figure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a notebook works with: the registry, data, encoders, methods and their evaluation, under one seed. Making one
 * costs nothing; tensors, Tribuo and Tablesaw load when they are first used.
 */
public final class Lab {
    private static final int CROSSED_ROWS = 200;
    private static final List<Double> SHARES = List.of(0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0);

    private final Catalogue catalogue;
    private final long seed;
    private final UnaryOperator<FitProgress> shown;

    Lab(Catalogue catalogue, long seed) {
        this(catalogue, seed, UnaryOperator.identity());
    }

    private Lab(Catalogue catalogue, long seed, UnaryOperator<FitProgress> shown) {
        this.catalogue = catalogue;
        this.seed = seed;
        this.shown = shown;
    }

    /** A lab whose fits, splits and intervals start from another seed. */
    public Lab seed(long other) {
        return new Lab(catalogue, other);
    }

    /** The seed; 42 unless another was chosen. */
    public long seed() {
        return seed;
    }

    // ---- plugins

    /** Every plugin, active or rejected with its reason. */
    public PluginList plugins() {
        return new PluginList(catalogue.plugins(), catalogue.warnings());
    }

    /** The plugins of a family or kind, for instance {@code fusion} or {@code encoder}. */
    public PluginList plugins(String family) {
        return plugins().of(family);
    }

    /** The help card of one plugin. */
    public PluginCard plugin(String id) {
        return new PluginCard(catalogue.plugin(id));
    }

    /** Adds the plugins of a jar to this kernel, or loads them anew; a broken one says why. */
    public PluginList add(Path jar) {
        List<Plugin> added = catalogue.add(jar);
        return new PluginList(added, List.of());
    }

    // ---- data

    /** The data set of that id; {@code emoji} will do for {@code data/emoji}. */
    public LabData data(String id) {
        return data(id, Map.of());
    }

    /** The data set of that id with options. */
    public LabData data(String id, Map<String, ?> options) {
        Found<DatasetProvider<?>> found = catalogue.dataset(id);
        return LabData.of(found.call(provider -> load(provider, options)));
    }

    private static <O extends Record> Dataset load(DatasetProvider<O> provider, Map<String, ?> options) {
        O parsed = provider.descriptor().schema().parse(options);
        if (provider instanceof FetchedDataset<O> fetched) {
            Optional<Path> folder = DataStore.standard().folder(fetched);
            return folder.isPresent() ? fetched.load(parsed, folder.get()) : fetched.load(parsed);
        }
        return provider.load(parsed);
    }

    /**
     * The same data with one column damaged, under this lab's seed; its card says so.
     *
     * @param column name of the raw column
     * @param id of the corruption, for instance {@code corruption/noise}; {@code noise} will do
     * @param options of the corruption, for instance {@code Map.of("level", 0.2)}
     */
    public LabData corrupt(LabData data, String column, String id, Map<String, ?> options) {
        return new Damage(catalogue, seed, shown).of(data, column, id, options);
    }

    /** Encodes columns, each by the encoder of that id with its default options. Numbers need no encoder. */
    public Encoded encode(LabData data, Map<String, String> encoders) {
        return encode(data, Encoding.of(encoders));
    }

    /** Encodes columns. */
    public Encoded encode(LabData data, Encoding encoding) {
        return encoders().encode(data, encoding);
    }

    /**
     * Encodes every column by a pretrained encoder that reads it, else by any; the first in alphabetical order of ids.
     */
    public Encoded encode(LabData data) {
        return encode(data, encoders().defaults(data));
    }

    /** Encodes the three parts of a split, each column by the encoder of that id. */
    public EncodedSplit encode(Split split, Map<String, String> encoders) {
        return encode(split, Encoding.of(encoders));
    }

    /** Encodes the three parts of a split; an encoder that learns from data learns from the training part alone. */
    public EncodedSplit encode(Split split, Encoding encoding) {
        return encoders().encode(split, encoding);
    }

    /** Encodes the three parts of a split, every column by the encoder that {@link #encode(LabData)} chooses. */
    public EncodedSplit encode(Split split) {
        return encode(split, encoders().defaults(split.train()));
    }

    /** Encodes texts that belong to no data set, for instance a query. */
    public Features encode(String modality, String encoder, List<String> texts) {
        return encoders().encode(Raw.Texts.of(texts), new Encoding.Step("texts", encoder, Map.of(), modality));
    }

    private Encoders encoders() {
        return new Encoders(catalogue, seed, shown);
    }

    // ---- methods

    /** The fusion method of that id with its default options. */
    public FusionFit fusion(String id) {
        return fusion(id, Map.of());
    }

    /** The fusion method of that id with options, for instance {@code Map.of("hidden", 64)}. */
    public FusionFit fusion(String id, Map<String, ?> options) {
        return new FusionFit(catalogue.fusion(id), options, seed, catalogue);
    }

    /** The alignment method of that id with its default options. */
    public AlignmentFit alignment(String id) {
        return alignment(id, Map.of());
    }

    /** The alignment method of that id with options. */
    public AlignmentFit alignment(String id, Map<String, ?> options) {
        return new AlignmentFit(catalogue.alignment(id), options, seed);
    }

    /** The discrepancy of that id with its default options. */
    public Distance discrepancy(String id) {
        return discrepancy(id, Map.of());
    }

    /** The discrepancy of that id with options. */
    public Distance discrepancy(String id, Map<String, ?> options) {
        return new Distance(catalogue.discrepancy(id), options, seed);
    }

    /** The alignment loss of that id with its default options. */
    public LossFunction loss(String id) {
        return loss(id, Map.of());
    }

    /** The alignment loss of that id with options: evaluated alone, or a term of a fusion method's training. */
    public LossFunction loss(String id, Map<String, ?> options) {
        return new LossFunction(catalogue.loss(id), options, seed);
    }

    /** The dependence measure of that id with its default options. */
    public DependenceOf dependence(String id) {
        return dependence(id, Map.of());
    }

    /** The dependence measure of that id with options. */
    public DependenceOf dependence(String id, Map<String, ?> options) {
        return new DependenceOf(catalogue.dependence(id), options, seed);
    }

    /** The sequence aligner of that id with its default options. */
    public SequenceAlignment sequence(String id) {
        return sequence(id, Map.of());
    }

    /** The sequence aligner of that id with options. */
    public SequenceAlignment sequence(String id, Map<String, ?> options) {
        return new SequenceAlignment(catalogue.sequence(id), options);
    }

    /** The matcher of that id with its default options. */
    public MatchFit matcher(String id) {
        return matcher(id, Map.of());
    }

    /** The matcher of that id with options. */
    public MatchFit matcher(String id, Map<String, ?> options) {
        return new MatchFit(catalogue.matcher(id), options, seed);
    }

    // ---- evaluation

    /** How well a model predicts the first target of {@code test}. */
    public Evaluation evaluate(FusionModel model, Encoded test) {
        return evaluate(
                model,
                test.batch(),
                new Evaluation.Rows(test.labels(), test.batch().rowIds(), test.groups()));
    }

    /** How well a model predicts these labels. */
    public Evaluation evaluate(FusionModel model, MultimodalBatch batch, Labels labels) {
        return evaluate(model, batch, new Evaluation.Rows(labels, batch.rowIds(), List.of()));
    }

    private Evaluation evaluate(FusionModel model, MultimodalBatch batch, Evaluation.Rows rows) {
        long start = System.nanoTime();
        double[] probabilities = Rows.doubles(model.predict(batch));
        double predicted = (System.nanoTime() - start) / 1e9;
        OutsideScores scores = new OutsideScores(name(model), model.classes(), probabilities);
        Cost cost = new Cost(
                model instanceof FusionRun run ? run.seconds() : Double.NaN, predicted, model.parameterCount());
        return Evaluation.of(scores, rows, model.provenance(), cost, Bootstrap.seeded(seed));
    }

    private static String name(FusionModel model) {
        return model instanceof FusionRun run ? run.name() : model.provenance().methodId();
    }

    /**
     * The same fits on several splits of a data set, one for each seed: how good a method is, and by how much that
     * varies.
     *
     * @param seeds at least one; each decides a split and the fits on it
     */
    public Trials trials(LabData data, Encoding encoding, long... seeds) {
        return new Trials(
                splits(data, encoding),
                this::evaluate,
                Arrays.stream(seeds).boxed().toList(),
                List.of(),
                Bootstrap.seeded(seed));
    }

    /**
     * Alignments on several splits of a data set, one for each seed, measured by search among the test rows.
     *
     * @param left name of the encoded modality that asks first
     * @param right name of the other
     * @param seeds at least one; each decides a split and the fits on it
     */
    public Searches searches(LabData data, Encoding encoding, String left, String right, long... seeds) {
        return new Searches(
                splits(data, encoding),
                left,
                right,
                Arrays.stream(seeds).boxed().toList(),
                Map.of(),
                Bootstrap.seeded(seed));
    }

    /**
     * Any measurement on several splits of a data set, one for each seed.
     *
     * @param seeds at least one; each decides a split, and is given to the measurement for its fits
     */
    public Measures<EncodedSplit> measures(LabData data, Encoding encoding, long... seeds) {
        return new Measures<>(
                data.dataset().card().title(),
                splits(data, encoding),
                Arrays.stream(seeds).boxed().toList(),
                Map.of(),
                Bootstrap.seeded(seed));
    }

    private LongFunction<EncodedSplit> splits(LabData data, Encoding encoding) {
        return one -> new Lab(catalogue, seed, FitProgress::quiet).encode(data.split(one), encoding);
    }

    /**
     * Alignments that are told few pairs and asked for the others, in three draws of the seeds.
     *
     * @param left the left row (or node) of each true pair
     * @param right the right row (or node) of each true pair
     * @param groups one group per pair; pairs of a group are drawn, and left out of the measurement, together
     * @param counts numbers of seeds
     */
    public FewPairs fewPairs(int[] left, int[] right, List<String> groups, int... counts) {
        return new FewPairs(
                new FewPairs.Pairs(left, right, groups),
                Arrays.stream(counts).boxed().toList(),
                List.of(1L, 2L, 3L),
                Map.of(),
                Bootstrap.seeded(seed));
    }

    /** Evaluations side by side. */
    public Comparison compare(Evaluation... evaluations) {
        return compare(Arrays.asList(evaluations));
    }

    /** Evaluations side by side. */
    public Comparison compare(List<Evaluation> evaluations) {
        return Comparison.of(evaluations, Bootstrap.seeded(seed));
    }

    /** What two evaluations on the same rows say of the claim that the first model is the more accurate one. */
    public Finding finding(String claim, Evaluation better, Evaluation than) {
        return Finding.moreAccurate(claim, better, than, Bootstrap.seeded(seed));
    }

    /**
     * What measurements say of the claim that one method is better than another: SUPPORTED under every condition that
     * was measured, CONDITIONAL under some, or NOT SEEN.
     *
     * @param measurements with both methods
     * @param better name of the line that the claim prefers
     * @param than name of the other line, or {@code chance}
     */
    public Findings finding(String claim, Contest measurements, String better, String than) {
        return new Findings(claim, measurements.compare(better, than));
    }

    /** The experiments that test claims. */
    public Experiments experiments() {
        return new Experiments(catalogue);
    }

    /**
     * What an experiment finds of a method with its default options, for instance {@code fusion/noise} of
     * {@code fusion/gated} or {@code alignment/retrieval} of {@code alignment/cca}; where the method claims nothing of
     * it, whether the method fares better.
     *
     * @param split rows with labels for fusion, pairs of two modalities for alignment
     */
    public Outcome experiment(String id, String method, EncodedSplit split) {
        return experiment(id, subject(method), Optional.of(split));
    }

    /** What an experiment finds of a method without given rows: it draws its own, or reads a data set that ships. */
    public Outcome experiment(String id, String method) {
        return experiment(id, subject(method), Optional.empty());
    }

    /** What an experiment finds of a fusion method with options. */
    public Outcome experiment(String id, FusionFit method, EncodedSplit split) {
        return experiment(id, Subject.of(method), Optional.of(split));
    }

    /** What an experiment finds of an alignment method with options. */
    public Outcome experiment(String id, AlignmentFit method, EncodedSplit split) {
        return experiment(id, Subject.of(method), Optional.of(split));
    }

    private Outcome experiment(String id, Subject subject, Optional<EncodedSplit> split) {
        experiments().get(id); // a wrong id is told before anything is fitted
        return measured(
                id + " of " + subject.name(), context -> experiments().run(id, subject, split, lending(), context));
    }

    /** What experiments find of every claim of a method with its default options. */
    public Claims claims(String method, EncodedSplit split) {
        return claims(subject(method), Optional.of(split));
    }

    /** What experiments find of every claim of a method whose experiments need no given rows. */
    public Claims claims(String method) {
        return claims(subject(method), Optional.empty());
    }

    /** What experiments find of every claim of a fusion method with options. */
    public Claims claims(FusionFit method, EncodedSplit split) {
        return claims(Subject.of(method), Optional.of(split));
    }

    private Claims claims(Subject subject, Optional<EncodedSplit> split) {
        return measured(
                "claims of " + subject.name(), context -> experiments().claims(subject, split, lending(), context));
    }

    private Subject subject(String method) {
        Plugin plugin = catalogue.plugin(method);
        return plugin.kinds().contains(PluginKind.FUSION) ? Subject.of(fusion(plugin.id())) : Subject.of(plugin, seed);
    }

    /** What this lab lends to the trials of experiments. */
    public Lending lending() {
        return new Lent(new Lab(catalogue, seed, FitProgress::quiet));
    }

    /** What this lab lends to trials. */
    private record Lent(Lab quiet) implements Lending {
        @Override
        public Catalogue catalogue() {
            return quiet.catalogue;
        }

        @Override
        public Dataset data(String id, Map<String, ?> options) {
            return quiet.data(id, options).dataset();
        }

        @Override
        public Features encode(String modality, String encoder, Map<String, ?> options, Raw raw) {
            return quiet.encoders().encode(raw, new Encoding.Step(modality, encoder, options, modality));
        }

        @Override
        public AttentionFaithfulness faithfulness(AlignmentModel model, Encoded test) {
            return quiet.faithfulness(model, test);
        }
    }

    private <R> R measured(String what, Function<FitContext, R> experiment) {
        int[] fits = new int[1];
        FitProgress progress = FitProgress.of(what);
        try {
            R found = experiment.apply(FitContext.seeded(seed)
                    .with(step -> {
                        fits[0]++;
                        progress.on(new Progress.Step("fits", fits[0], fits[0], "fits", fits[0]));
                    })
                    .with(progress.cancellation()));
            progress.done(what + ": " + fits[0] + " fits in " + FitProgress.number(progress.seconds()) + " s");
            return found;
        } catch (RuntimeException | Error e) {
            progress.stopped(e);
            throw e;
        }
    }

    /** How a model's accuracy falls as a modality goes missing in more and more rows. */
    public Robustness robustness(FusionModel model, Encoded test, String modality) {
        int[] order = new SeedSource(seed).split("missing " + modality).permutation(test.rows());
        List<Interval> accuracy = new ArrayList<>();
        double chance = 0;
        for (double share : SHARES) {
            int missing = (int) Math.round(share * test.rows());
            Encoded masked = test.masked(modality, Presence.where(test.rows(), row -> order[row] >= missing));
            Evaluation evaluation = evaluate(model, masked);
            accuracy.add(evaluation.accuracy());
            chance = evaluation.chance();
        }
        return new Robustness(name(model), modality, SHARES, accuracy, chance);
    }

    /**
     * How much each modality adds to a model's accuracy: alone, left out, and as its Shapley value. The model must have
     * been fitted with a policy for absent modalities.
     */
    public Contribution contribution(FusionModel model, Encoded test) {
        return new ModalityUse(name(model), model, test).contribution(Bootstrap.seeded(seed));
    }

    /** Whether a model uses interactions of its modalities, by its additive projection, on at most 200 rows. */
    public Additivity additivity(FusionModel model, Encoded test) {
        return new ModalityUse(name(model), model, test)
                .additivity(CROSSED_ROWS, new SeedSource(seed).split("additivity"), Bootstrap.seeded(seed));
    }

    /**
     * Whether an alignment model's attention shows what it uses: the similarity of pairs as the right side's tokens are
     * taken away, the most attended first, against a random order and against shuffled weights; on at most 200 rows.
     */
    public AttentionFaithfulness faithfulness(AlignmentModel model, Encoded test) {
        String name = model.provenance().methodId();
        SeedSource source = new SeedSource(seed).split("faithfulness");
        int[] rows = Arrays.stream(source.permutation(test.rows()))
                .limit(CROSSED_ROWS)
                .sorted()
                .toArray();
        return new Deletion(
                        name,
                        model,
                        test.get(model.modality(AlignmentModel.Side.LEFT).name()),
                        test.get(model.modality(AlignmentModel.Side.RIGHT).name()),
                        source)
                .faithfulness(rows, test.groups(), Bootstrap.seeded(seed));
    }

    /** Retrieval by a similarity matrix {@code [n, n]} of pairs: row {@code i} belongs with column {@code i}. */
    public Retrieval retrieval(INDArray similarity) {
        return retrieval(similarity, Relevance.pairs((int) similarity.size(0)));
    }

    /** Retrieval by a similarity matrix {@code [n, m]}. */
    public Retrieval retrieval(INDArray similarity, Relevance relevance) {
        return Retrieval.of("Retrieval", similarity, relevance, Bootstrap.seeded(seed));
    }

    /** Retrieval by the cosine of two embeddings {@code [n, d]} of pairs. */
    public Retrieval retrieval(INDArray left, INDArray right) {
        return Retrieval.ofEmbeddings(
                "Retrieval", left, right, Relevance.pairs((int) left.size(0)), Bootstrap.seeded(seed));
    }

    /**
     * A similarity of any alignment model corrected for hubs among the rows compared, which are near to everybody:
     * {@code lab.retrieval(lab.csls(similarity, 10))}.
     *
     * @param similarity {@code [n, m]}, all queries against all candidates
     * @param neighbours how many nearest rows of the other side a row's mean similarity is taken over
     */
    public INDArray csls(INDArray similarity, int neighbours) {
        return Csls.of(similarity, neighbours);
    }

    /**
     * An alignment model's similarity of pairs, corrected for what is near to everybody among the rows of a reference,
     * such as those of the fit: a single query is corrected like many, which {@link #csls(INDArray, int)} cannot do.
     *
     * @param test left and right rows to compare, {@code [n, m]} of them
     * @param reference rows of both sides that were seen before
     * @param neighbours how many nearest rows of the other side's reference a row's mean similarity is taken over
     */
    public INDArray csls(AlignmentModel model, Encoded test, Encoded reference, int neighbours) {
        String leftName = model.modality(AlignmentModel.Side.LEFT).name();
        String rightName = model.modality(AlignmentModel.Side.RIGHT).name();
        Features left = test.get(leftName);
        Features right = test.get(rightName);
        return Csls.of(
                model.similarity(left, right),
                new Csls.Reference(
                        model.similarity(left, reference.get(rightName)),
                        model.similarity(reference.get(leftName), right)),
                neighbours);
    }

    /** Retrieval of pairs by an alignment model's similarity. */
    public Retrieval retrieval(AlignmentModel model, Encoded test) {
        Features left = test.get(model.modality(AlignmentModel.Side.LEFT).name());
        Features right = test.get(model.modality(AlignmentModel.Side.RIGHT).name());
        String title = "Retrieval: " + left.modality().name() + " (left) and "
                + right.modality().name() + " (right), "
                + (model instanceof AlignmentRun run
                        ? run.name()
                        : model.provenance().methodId()) + ", seed "
                + model.provenance().seed();
        return Retrieval.of(title, model.similarity(left, right), Relevance.pairs(test.rows()), Bootstrap.seeded(seed));
    }

    /** How the embeddings of pairs lie on the sphere: alignment, uniformity, modality gap, hubness, effective rank. */
    public Geometry geometry(INDArray left, INDArray right) {
        return Geometry.of(left, right, Bootstrap.seeded(seed));
    }

    /** How an alignment model's embeddings of pairs lie on the sphere. */
    public Geometry geometry(AlignmentModel model, Encoded test) {
        return geometry(
                model.embed(
                        AlignmentModel.Side.LEFT,
                        test.get(model.modality(AlignmentModel.Side.LEFT).name())),
                model.embed(
                        AlignmentModel.Side.RIGHT,
                        test.get(model.modality(AlignmentModel.Side.RIGHT).name())));
    }

    /**
     * The pictures that an alignment model finds for one query.
     *
     * @param model a fitted alignment of the query's modality and the items'
     * @param query one row, for instance of {@link #encode(String, String, List)}
     * @param items one row per picture
     * @param pictures the pictures of the items
     */
    public Gallery search(AlignmentModel model, Features query, Features items, Gallery pictures) {
        if (query.rows() != 1) {
            throw new IllegalArgumentException("Lab.search: the query must be one row, got " + query.rows());
        }
        boolean fromLeft = model.modality(AlignmentModel.Side.LEFT)
                .name()
                .equals(query.modality().name());
        INDArray similarity = fromLeft ? model.similarity(query, items) : model.similarity(items, query);
        return pictures.best(8, Rows.doubles(similarity));
    }

    // ---- figures

    /** The training curves of a fitted model. */
    public Figure curve(Fitted model) {
        return curve(model.history());
    }

    /** The training curves of a history. */
    public Figure curve(History history) {
        return RunView.curve(history);
    }

    @Override
    public String toString() {
        return "Interlace lab, seed " + seed
                + ": plugins(), data(id), corrupt(data, column, id, options), encode(data), fusion(id), alignment(id),"
                + " discrepancy(id), evaluate(model, test), compare(evaluations), experiment(id, method, split), claims(method, split),"
                + " retrieval(model, test)";
    }
}
