package dev.interlace.app;

import dev.interlace.workbench.author.PluginProject;
import dev.interlace.workbench.author.ProjectKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a project for a plugin of one's own. */
final class NewPluginCommand implements Command {
    private static final String PACKAGE = "--package";
    private static final String INTO = "--into";
    private static final String USAGE = "new-plugin NAME [KIND…] [--package PACKAGE] [--into FOLDER]; the kinds are "
            + String.join(", ", ProjectKind.words()) + ", fusion where none is named";

    @Override
    public int run(List<String> arguments, Console console) throws IOException {
        Options options = Options.parse(arguments, Set.of(PACKAGE, INTO), Set.of());
        List<String> words = options.rest();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a plugin needs a name: " + USAGE);
        }
        String name = words.get(0);
        List<ProjectKind> kinds = words.size() == 1
                ? List.of(ProjectKind.FUSION)
                : words.subList(1, words.size()).stream().map(ProjectKind::of).toList();
        String version = Optional.ofNullable(NewPluginCommand.class.getPackage().getImplementationVersion())
                .orElse("0.1.0");
        PluginProject project = options.value(PACKAGE)
                .map(chosen -> new PluginProject(name, kinds, chosen, version))
                .orElseGet(() -> PluginProject.of(name, kinds, version));
        Path folder = Path.of(options.value(INTO).orElse(name)).toAbsolutePath().normalize();
        for (Path file : project.write(folder)) {
            console.line("  " + folder.relativize(file));
        }
        console.line("made " + folder);
        console.line("next: ./lab artifacts (once, in the folder of Interlace), then in the new one: mvn -B verify");
        return 0;
    }
}
