package dev.interlace.plugins.corruptions;

import dev.interlace.spi.FitContext;
import dev.interlace.spi.Raw;
import dev.interlace.spi.SeedSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/** Walks the rows of a column; each has a source of randomness of its own. */
final class Damage {
    private final String id;
    private final FitContext context;
    private final SeedSource seeds;

    /** The damage of one corruption in one context. */
    Damage(String id, FitContext context) {
        this.id = id;
        this.context = context;
        this.seeds = context.seeds().split(id);
    }

    /** The randomness of a row. */
    SplittableRandom random(int row) {
        return seeds.split("row " + row).generator();
    }

    /** Every present row damaged; absent ones stay absent. */
    <T> List<Optional<T>> each(String what, List<Optional<T>> rows, BiFunction<T, SplittableRandom, T> damage) {
        List<Optional<T>> damaged = new ArrayList<>(rows.size());
        for (int n = 0; n < rows.size(); n++) {
            context.checkCancelled();
            int row = n;
            try {
                damaged.add(rows.get(n).map(value -> damage.apply(value, random(row))));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        id + ": row " + row + " of the " + what + " cannot be read: " + e.getMessage()
                                + "; replace it, or make the row absent (Optional.empty())",
                        e);
            }
        }
        return damaged;
    }

    /** What to say of a column of a kind that is not read. */
    IllegalArgumentException unread(Raw raw, String read) {
        return new IllegalArgumentException(id + " reads " + read + ", but the column holds "
                + (raw instanceof Raw.Numbers numbers
                        ? "numbers of kind " + numbers.features().modality().kind()
                        : raw.words()));
    }
}
