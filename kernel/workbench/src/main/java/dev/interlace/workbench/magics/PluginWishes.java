package dev.interlace.workbench.magics;

import dev.interlace.jupyter.magic.ArtifactMagic;
import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.workbench.catalogue.PluginSource;
import dev.interlace.workbench.catalogue.PluginSource.Origin;
import dev.interlace.workbench.fetch.CellFetch;
import dev.interlace.workbench.fetch.FetchException;
import dev.interlace.workbench.fetch.JarDownload;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The arguments of {@code %plugin add}.
 *
 * @param places files, folders, globs, URLs and coordinates
 * @param origin whether what comes takes the place of what ships
 * @param sha256 the digest that is stated for a URL, or the URL of a checksum file
 * @param plainHosts hosts that are allowed plain http
 */
record PluginWishes(List<String> places, Origin origin, Optional<String> sha256, List<String> plainHosts) {
    private static final String REPLACE = "--replace";
    private static final String SHA256 = "--sha256";
    private static final String PLAIN_HTTP = "--plain-http";

    /** The options, for completion. */
    static final List<String> OPTIONS = List.of(REPLACE, SHA256, PLAIN_HTTP);

    /** What the kernel brings, and a plugin must not bring again. */
    private static final List<String> SHARED = List.of(
            "dev.interlace:interlace-spi",
            "dev.interlace:interlace-learn",
            "org.nd4j:*",
            "org.bytedeco:*",
            "org.jspecify:*");

    private static final Pattern COORDINATES = Pattern.compile("[\\w.-]{2,}:[\\w.-]+(:[\\w.\\[\\](),-]+){1,3}");

    /** Reads the arguments. */
    static PluginWishes of(List<String> words) {
        List<String> places = new ArrayList<>();
        List<String> plain = new ArrayList<>();
        Origin origin = Origin.ADDED;
        Optional<String> sum = Optional.empty();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case REPLACE -> origin = Origin.REPLACEMENT;
                case SHA256 -> sum = Optional.of(next(word, "a SHA-256 or the URL of a checksum file", rest));
                case PLAIN_HTTP -> plain.add(next(word, "the name of a host", rest));
                default -> {
                    if (word.startsWith("--")) {
                        throw new MagicException(
                                "%plugin add knows no option " + word + "; it knows " + String.join(", ", OPTIONS));
                    }
                    places.add(word);
                }
            }
        }
        if (places.isEmpty()) {
            throw new MagicException(
                    "%plugin add: name a jar, a folder of jars, a glob, a URL or" + " group:artifact:version");
        }
        if (sum.isPresent() && (places.size() > 1 || !isUrl(places.get(0)))) {
            throw new MagicException("%plugin add: --sha256 is of one URL, got " + String.join(" ", places));
        }
        return new PluginWishes(List.copyOf(places), origin, sum, List.copyOf(plain));
    }

    private static String next(String option, String what, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new MagicException("%plugin add: " + option + " must be followed by " + what);
        }
        return rest.next();
    }

    private static boolean isUrl(String place) {
        return place.contains("://");
    }

    /** What lies there; what is elsewhere is fetched. */
    List<PluginSource> sources(Magic.Call call, JarDownload download) {
        List<PluginSource> sources = new ArrayList<>();
        for (String place : places) {
            if (isUrl(place)) {
                sources.add(PluginSource.fetched(url(place, download), origin, place));
            } else if (COORDINATES.matcher(place).matches() && !Files.exists(Path.of(place))) {
                sources.add(PluginSource.fetched(artifact(call, place, download.folder()), origin, place));
            } else {
                files(place)
                        .forEach(file -> sources.add(
                                PluginSource.added(file.toAbsolutePath().normalize(), origin)));
            }
        }
        return sources;
    }

    private Path url(String place, JarDownload download) {
        try {
            return download.fetch(place, sha256, plainHosts, CellFetch.current());
        } catch (FetchException e) {
            throw new MagicException("%plugin add: " + e.getMessage(), e);
        }
    }

    /** The jar of an artifact, or, where it needs others, a folder with all of them. */
    private static Path artifact(Magic.Call call, String place, Path kept) {
        ArtifactMagic maven = ArtifactMagic.of(call)
                .orElseThrow(() -> new MagicException("%plugin add: this kernel has no %maven that could find " + place
                        + "; fetch the jar and add the file"));
        List<Path> jars = maven.artifacts(place, SHARED);
        if (jars.isEmpty()) {
            throw new MagicException("%plugin add: " + place + " is no jar");
        }
        if (jars.size() == 1) {
            return jars.get(0).toAbsolutePath().normalize();
        }
        try {
            Path folder = kept.resolve(place.replace(':', '_')).toAbsolutePath().normalize();
            Files.createDirectories(folder);
            for (Path old : filesOf(folder)) {
                Files.delete(old);
            }
            for (Path jar : jars) {
                Files.copy(jar, folder.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            return folder;
        } catch (IOException e) {
            throw new MagicException("%plugin add: the jars of " + place + " cannot be kept: " + e.getMessage(), e);
        }
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** The file or folder of that name, or the files that fit a glob. */
    private static List<Path> files(String word) {
        if (!word.contains("*") && !word.contains("?")) {
            Path path = Path.of(word);
            if (!Files.exists(path)) {
                throw new MagicException(
                        "%plugin add: there is no file " + path.toAbsolutePath().normalize());
            }
            return List.of(path);
        }
        int slash = word.lastIndexOf('/');
        Path folder = Path.of(slash < 0 ? "." : word.substring(0, slash + 1));
        PathMatcher fits = FileSystems.getDefault().getPathMatcher("glob:" + word.substring(slash + 1));
        try (var files = Files.list(folder)) {
            List<Path> found = files.filter(file -> fits.matches(file.getFileName()))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new MagicException("%plugin add: no file fits " + word);
            }
            return found;
        } catch (IOException e) {
            throw new MagicException(
                    "%plugin add: " + folder.toAbsolutePath().normalize() + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
