package dev.interlace.app;

import dev.interlace.app.install.Installer;
import dev.interlace.app.install.JavaMachine;
import dev.interlace.app.install.KernelAlias;
import dev.interlace.app.install.KernelPlace;
import dev.interlace.app.install.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the kernel known to Jupyter. */
final class InstallCommand implements Command {
    /** The options with a value that say where a kernel belongs. */
    static final Set<String> PLACED = Set.of("--prefix", "--name");

    /** The options without one that do. */
    static final Set<String> PLACES = Set.of("--sys-prefix", "--user");

    private static final String REPLACE = "--replace";
    private static final String LATER = "--archive-later";
    private static final String HEAP = "--heap";
    private static final String OPTIONS = "--options";

    @Override
    public int run(List<String> arguments, Console console) throws IOException {
        Options options =
                Options.parse(arguments, union(PLACED, "--alias", HEAP, OPTIONS), union(PLACES, REPLACE, LATER));
        KernelPlace place = place(options, System.getenv());
        Installer.Archiving archiving =
                options.flags().contains(LATER) ? Installer.Archiving.LATER : Installer.Archiving.NOW;
        Installer.Installed installed = install(place, console, environment(options, System.getenv()), archiving);
        boolean written = installed.change() == Installer.Installed.Change.WRITTEN;
        if (written) {
            console.line("Installed the kernel '" + place.name() + "' in " + place.spec());
        }
        Optional<String> alias = options.value("--alias");
        if (alias.isPresent()) {
            KernelPlace second = new KernelPlace(place.data(), alias.get());
            new KernelAlias(installed.kernel(), second)
                    .write(options.flags().contains(REPLACE) ? KernelAlias.Foreign.REPLACED : KernelAlias.Foreign.KEPT)
                    .ifPresent(console::error);
        } else if (written) {
            console.line("Notebooks of IJava and JJava ask for a kernel 'java'; with --alias " + KernelAlias.JAVA
                    + " they open with this one");
        }
        return 0;
    }

    /** The environment with the options for the kernel's Java that the arguments add; what stands last wins. */
    static Map<String, String> environment(Options options, Map<String, String> environment) {
        List<String> java = new ArrayList<>();
        Optional.ofNullable(environment.get(Installer.OPTIONS_VARIABLE)).ifPresent(java::add);
        options.value(OPTIONS).ifPresent(java::add);
        options.value(HEAP).ifPresent(size -> {
            if (!size.matches("[1-9][0-9]*[kKmMgG]")) {
                throw new IllegalArgumentException(HEAP + " must be a size such as 4g or 512m, got '" + size + "'");
            }
            java.add("-Xmx" + size);
        });
        Map<String, String> more = new HashMap<>(environment);
        more.put(Installer.OPTIONS_VARIABLE, String.join(" ", java));
        return more;
    }

    private static Set<String> union(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(List.of(more));
        return all;
    }

    /** Installs at {@code place} and shows the steps. */
    static Installer.Installed install(KernelPlace place, Console console) throws IOException {
        return install(place, console, System.getenv(), Installer.Archiving.NOW);
    }

    private static Installer.Installed install(
            KernelPlace place, Console console, Map<String, String> environment, Installer.Archiving archiving)
            throws IOException {
        Installer installer = new Installer(RunFolder.own(), JavaMachine.current(), environment, archiving);
        try (Console.Step step = console.step("Installing the kernel")) {
            Installer.Installed installed = installer.install(place, new Installer.Listener() {
                @Override
                public void unpackingNatives() {
                    step.at("unpacking the native libraries");
                }

                @Override
                public void recordingStart() {
                    step.at("recording its start");
                }
            });
            installed.warnings().forEach(console::error);
            return installed;
        }
    }

    /** Where the arguments want the kernel. */
    static KernelPlace place(Options options, Map<String, String> environment) {
        if (!options.rest().isEmpty()) {
            throw new IllegalArgumentException("takes options only, got " + options.rest());
        }
        if (options.flags().stream().filter(PLACES::contains).count()
                        + options.value("--prefix").stream().count()
                > 1) {
            throw new IllegalArgumentException("takes one of --prefix, --sys-prefix and --user, got several");
        }
        String name = options.value("--name").orElse(KernelPlace.DEFAULT_NAME);
        if (options.value("--prefix").isPresent()) {
            return KernelPlace.inPrefix(Path.of(options.value("--prefix").orElseThrow()), name);
        }
        return options.flags().contains("--sys-prefix")
                ? KernelPlace.inActiveEnvironment(environment, name)
                : KernelPlace.forUser(environment, System.getProperty("os.name"), name);
    }
}
