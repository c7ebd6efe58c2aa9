package dev.interlace.derive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the shipped files of one set again from its packages; each set's {@code README.md} says how to run it. */
public final class Derive {
    /** A set's program. */
    interface Derivation {
        /** The files, from the packages in that folder. */
        DerivedFiles files(Path packages) throws IOException;
    }

    static final Map<String, Derivation> SETS = new TreeMap<>(Map.of(
            "countries",
            DeriveCountries::files,
            "emoji",
            DeriveEmoji::files,
            "mobilenet",
            DeriveMobileNet::files,
            "multiomics",
            DeriveMultiomics::files,
            "spoken",
            DeriveSpoken::files));

    private Derive() {}

    /**
     * Writes the files.
     *
     * @param arguments the set, the folder that holds the packages, and the folder {@code plugins}
     */
    public static void main(String[] arguments) throws IOException {
        Derivation set = arguments.length == 3 ? SETS.get(arguments[0]) : null;
        if (set == null) {
            throw new IllegalArgumentException("Derive takes a set (one of " + String.join(", ", SETS.keySet())
                    + "), the packages' folder and the plugins' folder, got " + List.of(arguments));
        }
        set.files(Path.of(arguments[1])).writeTo(shipped(Path.of(arguments[2]), arguments[0]));
    }

    /** Where the files of a set lie below the folder {@code plugins}. */
    static Path shipped(Path plugins, String set) {
        String plugin = set.equals("mobilenet") ? "encoders" : "datasets";
        return plugins.resolve(Path.of(plugin, "src/main/resources/dev/interlace/plugins", plugin, set));
    }
}
