package dev.interlace.workbench.choosing;

import dev.interlace.spi.Target;
import dev.interlace.workbench.data.DataSources;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.data.Folds;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.data.Split;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows that something is chosen on.
 *
 * @param name of the data set
 * @param target what is predicted
 * @param groups one group per row
 * @param parts the rows of a round, encoded: encoders that learn are fitted to its training rows alone
 * @param encoding how columns are read; empty where features were given
 * @param held rows that take no part in choosing, with the rows that what was chosen is fitted on
 */
record ChoiceRows(
        String name,
        Target target,
        List<String> groups,
        Function<Folds.Round, EncodedSplit> parts,
        Optional<Encoding> encoding,
        Optional<Supplier<EncodedSplit>> held) {
    /** All rows of a data set. */
    static ChoiceRows of(LabData data, DataSources sources, Encoding encoding) {
        DataSources quiet = sources.quiet();
        Function<Folds.Round, EncodedSplit> parts;
        if (quiet.pretrained(encoding)) { // every row is read once, however many rounds there are
            AtomicReference<@Nullable Encoded> whole = new AtomicReference<>();
            parts = round -> {
                Encoded known = whole.get();
                Encoded all = known == null ? quiet.encode(data, encoding) : known;
                whole.set(all);
                return rows(all, round);
            };
        } else {
            Map<Folds.Round, EncodedSplit> fitted = new HashMap<>(); // a round is its own key
            parts = round -> fitted.computeIfAbsent(
                    round,
                    one -> quiet.encode(
                            new Split(
                                    data.rows(one.train()),
                                    data.rows(one.validation()),
                                    data.rows(one.test().length == 0 ? one.validation() : one.test()),
                                    quiet.seed(),
                                    List.of()),
                            encoding));
        }
        return new ChoiceRows(
                data.id(), data.target(), data.dataset().groups(), parts, Optional.of(encoding), Optional.empty());
    }

    /** All rows of features that were given. */
    static ChoiceRows of(Encoded all) {
        return new ChoiceRows(
                all.datasetId(),
                all.target(),
                all.groups(),
                round -> rows(all, round),
                Optional.empty(),
                Optional.empty());
    }

    /** The training rows of a split; its test rows are held back. */
    static ChoiceRows of(Split split, DataSources sources, Encoding encoding) {
        return of(split.train(), sources, encoding)
                .holding(() -> sources.quiet().encode(split, encoding));
    }

    /** The training rows of a split that is encoded; its test rows are held back. */
    static ChoiceRows of(EncodedSplit split) {
        return of(split.train()).holding(() -> split);
    }

    private ChoiceRows holding(Supplier<EncodedSplit> split) {
        return new ChoiceRows(name, target, groups, parts, encoding, Optional.of(split));
    }

    private static EncodedSplit rows(Encoded all, Folds.Round round) {
        return new EncodedSplit(all.rows(round.train()), all.rows(round.validation()), all.rows(round.test()));
    }
}
