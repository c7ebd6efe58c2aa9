package dev.interlace.maven;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.magic.ArtifactMagic;
import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.maven.resolver.Coordinate;
import dev.interlace.maven.resolver.MavenHome;
import dev.interlace.maven.resolver.Requested;
import dev.interlace.maven.resolver.Resolver;
import dev.interlace.maven.resolver.UnresolvedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds artifacts and all that they need to the class path of cells. */
public final class MavenMagic implements Magic.OnLine, ArtifactMagic {
    private static final int NAMED = 6;

    private final MavenHome home;
    private final Dependencies dependencies;

    /** Finds Maven's files where the environment says. */
    public MavenMagic() {
        this(MavenHome.of(System.getenv()));
    }

    MavenMagic(MavenHome home) {
        this.home = home;
        dependencies = new Dependencies(home, ResolverLoader::load);
    }

    /** What the notebook of {@code session} has asked for. */
    static MavenMagic of(NotebookSession session) {
        return session.magics().stream()
                .filter(MavenMagic.class::isInstance)
                .map(MavenMagic.class::cast)
                .findFirst()
                .orElseThrow(() -> new MagicException("this kernel has no %maven; another magic took its name"));
    }

    Dependencies dependencies() {
        return dependencies;
    }

    @Override
    public String name() {
        return "maven";
    }

    @Override
    public List<String> aliases() {
        return List.of("addMavenDependency", "addMavenDependencies");
    }

    @Override
    public String help() {
        return "%maven group:artifact[:packaging[:classifier]]:version…: adds jars and all that they need"
                + "\n--from URL looks in that repository as well; --offline uses only what the local repository has;"
                + " -v tells where each jar came from."
                + "\nA file without a checksum is refused, and so is a repository of plain http, unless %mavenRepo"
                + " allows it."
                + "\nAll coordinates of a notebook are resolved together, the settings of Maven apply, and a jar takes the"
                + " place of other versions as long as nothing of those is in use."
                + "\nAssigned, as in List<String> jars = %maven …, the value is the list of added paths.";
    }

    @Override
    public String argumentType() {
        return "artifact";
    }

    @Override
    public List<String> complete(Completing argument) {
        if (argument.prefix().startsWith("-")) {
            return Wishes.OPTIONS;
        }
        return new LocalRepository(home).complete(argument.prefix());
    }

    @Override
    public @Nullable Object run(Call call) {
        Wishes wishes = Wishes.of(call.name(), call.arguments());
        if (wishes.plain().isEmpty()) {
            throw new MagicException("%" + call.name()
                    + " needs coordinates: group:artifact:version, for instance from the page of a library");
        }
        List<Requested> wanted = new ArrayList<>();
        for (String text : wishes.plain()) {
            try {
                wanted.add(Requested.of(Coordinate.parse(text)));
            } catch (IllegalArgumentException e) {
                throw new MagicException("%" + call.name() + ": " + e.getMessage(), e);
            }
        }
        return load(call, wishes, progress -> new Resolver.Pom(wanted, List.of(), List.of()));
    }

    @Override
    public List<Path> artifacts(String coordinates, List<String> without) {
        Progress progress = new Progress(CellOutput.current());
        try {
            return dependencies.find(Coordinate.parse(coordinates), without, progress);
        } catch (UnresolvedException | IllegalArgumentException e) {
            throw new MagicException("%maven: " + e.getMessage(), e);
        }
    }

    /** Where the coordinates of a call come from. */
    @FunctionalInterface
    interface Source {
        Resolver.Pom read(Progress progress);
    }

    /** Adds what {@code source} declares; the value of the call. */
    @Nullable
    Object load(Call call, Wishes wishes, Source source) {
        Progress progress = new Progress(CellOutput.current());
        try {
            wishes.from().forEach(dependencies::addFrom);
            Resolver.Pom pom = source.read(progress);
            Dependencies.Added added =
                    dependencies.add(call.session(), pom.dependencies(), pom.managed(), wishes.network(), progress);
            if (call.use() == Use.TAKEN) {
                return added.added().stream().map(one -> one.file().toString()).toList();
            }
            progress.end(summary(added, wishes.detail(), progress));
            return null;
        } catch (UnresolvedException | IllegalArgumentException e) {
            throw new MagicException("%" + call.name() + ": " + e.getMessage(), e);
        }
    }

    private static DisplayData summary(Dependencies.Added added, Wishes.Detail detail, Progress progress) {
        List<String> lines = new ArrayList<>();
        List<Resolver.Resolved> files = added.added();
        if (files.isEmpty()) {
            lines.add("nothing to add: all of it is there");
        } else if (detail == Wishes.Detail.FULL || files.size() <= NAMED) {
            lines.add("added " + names(files));
        } else {
            lines.add("added " + names(files.subList(0, NAMED)) + " and " + (files.size() - NAMED) + " more");
        }
        lines.addAll(added.notices());
        if (detail == Wishes.Detail.FULL) {
            added.all()
                    .forEach(one -> lines.add("    " + one.coordinate()
                            + Optional.of(one.repository())
                                    .filter(id -> !id.isEmpty())
                                    .map(id -> " from " + id)
                                    .orElse("")));
            Optional.of(progress.downloads()).filter(text -> !text.isEmpty()).ifPresent(lines::add);
        }
        return DisplayData.text(String.join("\n", lines));
    }

    private static String names(List<Resolver.Resolved> files) {
        return files.stream()
                .map(one -> one.coordinate().artifact() + " " + one.coordinate().version())
                .collect(Collectors.joining(", "));
    }
}
