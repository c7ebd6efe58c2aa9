package dev.interlace.plugins.datasets.derive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes the resources of one data set again from its packages; each set's {@code README.md} says how to run it. */
public final class Derive {
    /** A data set's program. */
    interface Derivation {
        /** The resources, from the packages in that folder. */
        DerivedFiles files(Path packages) throws IOException;
    }

    static final Map<String, Derivation> SETS = new TreeMap<>(Map.of(
            "countries",
            DeriveCountries::files,
            "emoji",
            DeriveEmoji::files,
            "multiomics",
            DeriveMultiomics::files,
            "spoken",
            DeriveSpoken::files));

    private Derive() {}

    /**
     * Writes the resources.
     *
     * @param arguments the set, the folder that holds the packages, and the folder of all sets' resources
     */
    public static void main(String[] arguments) throws IOException {
        Set<String> sets = SETS.keySet();
        Derivation set = arguments.length == 3 ? SETS.get(arguments[0]) : null;
        if (set == null) {
            throw new IllegalArgumentException("Derive takes a set (one of " + String.join(", ", sets)
                    + "), the packages' folder and the resources' folder, got " + List.of(arguments));
        }
        set.files(Path.of(arguments[1])).writeTo(Path.of(arguments[2], arguments[0]));
    }
}
