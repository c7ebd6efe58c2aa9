package dev.interlace.workbench.experiments;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Claim;
import dev.interlace.spi.experiment.Effort;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the measurement of a claim comes from: enough to measure it again.
 *
 * @param claim the claim with its experiment, rivals and settings
 * @param method id of the method
 * @param options of the method that were given, as text; the rest is by default
 * @param versions of the method, the experiment and the rivals, by id
 * @param source of the method, of the experiment, and of each rival that does not ship: the file's name, and its
 *     SHA-256 where it was added to the kernel
 * @param seed the first of the seeds
 * @param effort how much was repeated
 * @param rows the rows that were given to the experiment
 * @param machine what it was measured with
 */
public record ClaimProvenance(
        Claim claim,
        String method,
        Map<String, String> options,
        Map<String, String> versions,
        String source,
        long seed,
        Effort effort,
        GivenRows rows,
        Machine machine)
        implements Showable {
    /**
     * Rows that were given to an experiment.
     *
     * @param name what they are called; empty where the experiment used none
     * @param sha256 of values, presence, labels and groups of all parts; empty where the experiment used none
     * @param recipe how they are made; empty where they were given ready-made
     */
    public record GivenRows(String name, String sha256, Optional<DataRecipe> recipe) {
        /** No rows: the experiment draws its own or reads what ships. */
        public static final GivenRows NONE = new GivenRows("", "", Optional.empty());

        public GivenRows {
            Objects.requireNonNull(name);
            Objects.requireNonNull(sha256);
            Objects.requireNonNull(recipe);
        }
    }

    /**
     * What a measurement was made with.
     *
     * @param spi version of the plugin interface
     * @param backend of tensors, for instance {@code CpuBackend}
     * @param jvm name and version
     * @param cores of the machine
     */
    public record Machine(String spi, String backend, String jvm, int cores) {}

    public ClaimProvenance {
        Objects.requireNonNull(claim);
        Objects.requireNonNull(method);
        options = Collections.unmodifiableMap(new TreeMap<>(options));
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
        Objects.requireNonNull(source);
        Objects.requireNonNull(effort);
        Objects.requireNonNull(rows);
        Objects.requireNonNull(machine);
    }

    /** The same without rows. */
    ClaimProvenance withoutRows() {
        return new ClaimProvenance(claim, method, options, versions, source, seed, effort, GivenRows.NONE, machine);
    }

    /**
     * What tells this measurement from any other, as SHA-256 in hexadecimal: claim, data, versions, sources, options,
     * seed, effort and the version of the plugin interface. The rest of the machine is no part of it.
     */
    public String key() {
        String all = String.join(
                "\n",
                claim.toString(),
                method,
                options.toString(),
                versions.toString(),
                source,
                Long.toString(seed),
                effort.name(),
                rows.sha256(),
                machine.spi());
        return Checksum.of().text(all).hex();
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("", "");
        table.row("method", method);
        table.row("experiment", claim.experiment());
        options.forEach((name, value) -> table.row("option " + name, value));
        versions.forEach((id, version) -> table.row("version of " + id, version));
        table.row("source", source);
        table.row("seed", Long.toString(seed));
        table.row("effort", effort.name().toLowerCase(Locale.ROOT));
        table.row("rows", rows.name().isEmpty() ? "drawn or shipped" : rows.name() + ", SHA-256 " + rows.sha256());
        table.row("machine", machine.jvm() + ", " + machine.backend() + ", " + machine.cores() + " cores");
        table.row("plugin interface", machine.spi());
        table.row("key", key());
        return DisplayData.html(table.html(), table.text());
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
