package dev.interlace.app;

import dev.interlace.app.kernel.InterlaceKernel;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.fetch.CellFetch;
import dev.interlace.workbench.fetch.FetchException;
import dev.interlace.workbench.fetch.FetchedSets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Lists data sets, and fetches or removes those that do not ship with a plugin. */
final class DataCommand implements Command {
    private static final String REMOVE = "--remove";

    @Override
    public int run(List<String> arguments, Console console) {
        Options options = Options.parse(arguments, Set.of(), Set.of(REMOVE));
        InterlaceKernel.tellPluginsFolders(System.getenv());
        FetchedSets sets = FetchedSets.of(Interlace.catalogue());
        if (options.rest().isEmpty()) {
            if (options.flags().contains(REMOVE)) {
                throw new IllegalArgumentException("--remove needs the name of a data set, got none; there are "
                        + String.join(", ", sets.names()));
            }
            console.line(sets.list().toString());
            return 0;
        }
        int failed = 0;
        for (String name : options.rest()) {
            try {
                if (options.flags().contains(REMOVE)) {
                    console.line(name + (sets.remove(name) ? " was removed" : " is not on this machine"));
                } else {
                    get(sets, name, console);
                }
            } catch (FetchException e) {
                console.error("interlace data: " + e.getMessage());
                failed++;
            }
        }
        return failed == 0 ? 0 : 1;
    }

    private static void get(FetchedSets sets, String name, Console console) {
        Path folder;
        try (Console.Step step = console.step(name)) {
            folder = sets.get(name, (what, bytes, total) -> step.at(CellFetch.line(what, bytes, total)));
        }
        console.line(name + " is in " + folder);
    }
}
