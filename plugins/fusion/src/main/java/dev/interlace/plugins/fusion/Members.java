package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.networks.Standardizer;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.Member;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Names;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One classifier per modality, fitted on the rows that have it, and what they say of a batch. Immutable; members are in
 * alphabetical order of their modalities.
 */
final class Members {
    private final String method;
    private final Target.Kind kind;
    private final List<String> classes;
    private final Map<String, FusionModel> models; // by modality name, sorted

    Members(String method, Target.Kind kind, List<String> classes, Map<String, FusionModel> models) {
        this.method = method;
        this.kind = kind;
        this.classes = List.copyOf(classes);
        this.models = new TreeMap<>(models);
    }

    /**
     * What members say of a batch.
     *
     * @param probabilities {@code [members][rows][classes]}; zeros where the modality is absent
     * @param present {@code [members][rows]}
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as they are; never compared
    record Said(double[][][] probabilities, boolean[][] present) {
        int rows() {
            return present[0].length;
        }

        /** What each member says of one row, {@code [members][classes]}. */
        double[][] row(int row) {
            return Arrays.stream(probabilities).map(member -> member[row]).toArray(double[][]::new);
        }

        /** Who has that row, {@code [members]}. */
        boolean[] presentIn(int row) {
            boolean[] who = new boolean[present.length];
            for (int m = 0; m < who.length; m++) {
                who[m] = present[m][row];
            }
            return who;
        }

        /** Whether at least one member has that row. */
        boolean anyIn(int row) {
            for (boolean[] member : present) {
                if (member[row]) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Fits a member for every modality of the batch.
     *
     * @param rows the training rows; each member is fitted on those that have its modality
     * @param chosen members by modality; the others are {@code options.member()}, or the scores themselves
     */
    static Members fit(
            String method,
            MultimodalBatch batch,
            Target target,
            int[] rows,
            MemberOptions options,
            Map<String, Member<?>> chosen,
            FitContext context) {
        for (String name : chosen.keySet()) {
            if (!batch.names().contains(name)) {
                throw new IllegalArgumentException(method + ": " + Names.unknown("modality", name, batch.names()));
            }
        }
        Map<String, FusionModel> models = new TreeMap<>();
        for (Features features : batch.modalities()) {
            String name = features.modality().name();
            models.put(name, member(method, batch, features, target, rows, options, chosen.get(name), context));
        }
        return new Members(method, target.kind(), target.columns(), models);
    }

    private static FusionModel member(
            String method,
            MultimodalBatch batch,
            Features features,
            Target target,
            int[] rows,
            MemberOptions options,
            @Nullable Member<?> chosen,
            FitContext context) {
        String name = features.modality().name();
        int[] own =
                Arrays.stream(rows).filter(row -> features.presence().has(row)).toArray();
        if (own.length == 0) {
            throw new IllegalArgumentException(
                    method + ": no training row has modality '" + name + "'; leave it out of the batch");
        }
        Standardizer.fit(features); // a number that is not finite is named by its row in the whole batch
        Target ownTarget = target.rows(own);
        boolean classes = target.kind() == Target.Kind.ONE_CLASS || target.kind() == Target.Kind.ORDERED_CLASSES;
        FitContext part = context.split("member " + name)
                .grouped(
                        context.groups().isEmpty()
                                ? context.groups()
                                : Arrays.stream(own)
                                        .mapToObj(context.groups()::get)
                                        .toList());
        boolean given = classes
                && features.modality().kind() == Modality.Kind.SCORES
                && options.scores() != GivenScores.Meaning.FEATURES
                && chosen == null;
        if (given) {
            return GivenScores.of(features.rows(own), target.requireLabels(method), options.scores(), part);
        }
        long occurring = classes
                ? Arrays.stream(ownTarget.requireLabels(method).counts())
                        .filter(count -> count > 0)
                        .count()
                : own.length;
        if (classes && occurring < 2) {
            throw new IllegalArgumentException(method + ": the " + own.length + " training rows that have modality '"
                    + name + "' are of " + occurring + " class; a member needs rows of at least 2 classes");
        }
        MultimodalBatch alone = MultimodalBatch.of(
                Arrays.stream(own).mapToObj(batch.rowIds()::get).toList(), List.of(features.rows(own)));
        Member<?> member = chosen == null ? options.member() : chosen;
        return member.fit(alone, ownTarget, part);
    }

    /** These members with another one for that modality, fitted on the same rows; the others are the same objects. */
    Members refit(
            String name,
            MultimodalBatch batch,
            Target target,
            int[] rows,
            MemberOptions options,
            Member<?> member,
            FitContext context) {
        Map<String, FusionModel> changed = new TreeMap<>(models);
        FusionModel fitted = member(method, batch, batch.get(name), target, rows, options, member, context);
        if (changed.put(name, fitted) == null) {
            throw new IllegalArgumentException(method + ": " + Names.unknown("member", name, models.keySet()));
        }
        return new Members(method, kind, classes, changed);
    }

    List<String> names() {
        return List.copyOf(models.keySet());
    }

    int size() {
        return models.size();
    }

    Target.Kind kind() {
        return kind;
    }

    List<String> classes() {
        return classes;
    }

    FusionModel get(String name) {
        FusionModel model = models.get(name);
        if (model == null) {
            throw new IllegalArgumentException(method + ": " + Names.unknown("member", name, models.keySet()));
        }
        return model;
    }

    List<Modality> modalities() {
        return models.values().stream()
                .flatMap(member -> member.modalities().stream())
                .toList();
    }

    long parameterCount() {
        return models.values().stream().mapToLong(FusionModel::parameterCount).sum();
    }

    History history() {
        History all = History.empty();
        for (Map.Entry<String, FusionModel> member : models.entrySet()) {
            all = all.and(member.getKey() + " ", member.getValue().history());
        }
        return all;
    }

    /** What the members say of every row. */
    Said say(MultimodalBatch batch) {
        if (batch.rows() == 0) {
            throw new IllegalArgumentException(method + ": the batch has no rows");
        }
        double[][][] said = new double[models.size()][batch.rows()][classes.size()];
        boolean[][] present = new boolean[models.size()][batch.rows()];
        int m = 0;
        for (Map.Entry<String, FusionModel> member : models.entrySet()) {
            Features features =
                    Checks.fitted(method, batch, member.getValue().modalities().get(0));
            Presence presence = features.presence();
            int[] rows = presence.rowsPresent();
            if (rows.length > 0) {
                requireFinite(features);
                double[] p = Host.doubles(member.getValue().predict(MultimodalBatch.of(features.rows(rows))));
                for (int i = 0; i < rows.length; i++) {
                    System.arraycopy(p, i * classes.size(), said[m][rows[i]], 0, classes.size());
                    present[m][rows[i]] = true;
                }
            }
            m++;
        }
        return new Said(said, present);
    }

    /** The row is named by its number in the whole batch; members see the present rows only. */
    private static void requireFinite(Features features) {
        if (!features.presence().isComplete()) {
            Standardizer.fit(features);
        }
    }

    /** Lines of {@code modality method-id}, for a model file. */
    String note() {
        List<String> lines = new ArrayList<>();
        models.forEach(
                (name, model) -> lines.add(name + " " + model.provenance().methodId()));
        return String.join("\n", lines);
    }

    void save(OutputStream out) throws IOException {
        for (FusionModel member : models.values()) {
            member.save(out);
        }
    }

    /**
     * Reads what {@link #save} wrote; {@code note} is that of {@link #note}.
     *
     * @param further methods that may have fitted a member, beside those on the class path of this plugin
     */
    static Members load(
            String method,
            String note,
            Target.Kind kind,
            List<String> classes,
            InputStream in,
            Collection<? extends FusionMethod<?>> further)
            throws IOException {
        Map<String, FusionModel> models = new TreeMap<>();
        for (String line : note.lines().toList()) {
            String[] parts = line.split(" ", 2);
            if (parts.length != 2) {
                throw new IOException("this model file is damaged: a member is described by '" + line + "'");
            }
            models.put(
                    parts[0],
                    parts[1].equals(GivenScores.ID)
                            ? GivenScores.load(ModelFile.load(in))
                            : method(method, parts[1], further).load(in));
        }
        return new Members(method, kind, classes, models);
    }

    private static FusionMethod<?> method(String by, String id, Collection<? extends FusionMethod<?>> further)
            throws IOException {
        List<FusionMethod<?>> all = new ArrayList<>(further);
        ServiceLoader.load(FusionMethod.class, Members.class.getClassLoader()).forEach(all::add);
        List<String> known = new ArrayList<>();
        for (FusionMethod<?> method : all) {
            if (method.descriptor().id().equals(id)) {
                return method;
            }
            known.add(method.descriptor().id());
        }
        throw new IOException(by + " cannot load a member: " + Names.unknown("fusion method", id, known));
    }
}
