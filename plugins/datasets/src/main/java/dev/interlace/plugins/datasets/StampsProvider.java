package dev.interlace.plugins.datasets;

import dev.interlace.spi.DataPackage;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.FetchedDataset;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Sound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Stamps of a drawing program for children: each row is one thing with its picture, its caption and the caption read
 * aloud.
 *
 * <p>Columns: {@code picture} (PNG, of any size, on a transparent ground; absent where the stamp is drawn as SVG
 * alone), {@code english} (the English caption), {@code caption} and {@code speech} (the caption in
 * {@link Options#language}, in writing and read aloud; absent where there is none). Targets: {@code category} and
 * {@code kind} (the folder below it). Split groups: category and concept, the first word of the file name, which
 * variants of one thing share. Row ids are the paths of the stamps, such as {@code food/fruit/apple_red}.
 *
 * <p>Good for: three modalities of the same thing, with modalities that are really missing; retrieval across languages.
 * Not good for: many rows of one class.
 */
public final class StampsProvider implements FetchedDataset<StampsProvider.Options> {
    private static final String ID = "data/stamps";
    private static final DataPackage PACKAGE = new DataPackage(
            DataPackage.Client.APT,
            "tuxpaint-stamps-default",
            "2022.06.04-1",
            "6db6c1bfc870a47f1499d6203b083522eacb57c5f9c87d468f2e92eb6d9d5f34",
            160_880_444);
    private static final String STAMPS = "usr/share/tuxpaint/stamps/";
    private static final String DOCUMENTS = "usr/share/doc/tuxpaint-stamps-default/";
    private static final String SYMBOLS = "symbols/";

    /** The language of the captions; those that are read aloud in most rows. */
    public enum Language {
        FRENCH("fr"),
        ROMANIAN("ro"),
        RUSSIAN("ru"),
        CATALAN("ca"),
        BULGARIAN("bg"),
        SPANISH("es"),
        BELARUSIAN("be"),
        GREEK("el"),
        DANISH("da"),
        /** Read aloud in 65 rows only. */
        ENGLISH("");

        private final String code;

        Language(String code) {
            this.code = code;
        }
    }

    /** Which stamps are read. */
    public enum Rows {
        /** All but the folder of symbols: letters, digits, coins and signs. */
        WITHOUT_SYMBOLS,
        /** Every stamp. */
        ALL
    }

    /** Whether the captions are read aloud. */
    public enum Speech {
        /** The column is there; decoding it takes seconds and some 80 MB. */
        WITH,
        /** The column is left out. */
        WITHOUT
    }

    /**
     * What is read.
     *
     * @param language of captions and speech; default French, which has the most recordings
     * @param rows which stamps; default all but symbols
     * @param speech whether recordings are read; default they are
     */
    public record Options(
            @Param(doc = "language of the caption and of its recording", choice = "FRENCH")
            Language language,

            @Param(
                    doc = "which stamps are read; symbols are letters, digits, coins and signs",
                    choice = "WITHOUT_SYMBOLS")
            Rows rows,

            @Param(doc = "whether the recordings are read, which takes seconds", choice = "WITH")
            Speech speech) {
        public Options {
            OptionsSchema.require(Options.class, language, rows, speech);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Tux Paint stamps",
                        "950 stamps: picture, caption and spoken caption in ten languages; target: category. Fetched once, 161 MB",
                        Options.class)
                .withUseCases(
                        "fusing picture, text and speech, with what is really missing",
                        "retrieving a picture by a caption in another language",
                        "pairing speech with writing")
                .withReferences(new Reference(
                        "Kendrick and the Tux Paint contributors", "Tux Paint Stamps", "tuxpaint.org", 2022, ""))
                .withLesson("data/stamps");
    }

    @Override
    public List<DataPackage> packages() {
        return List.of(PACKAGE);
    }

    /**
     * Keeps pictures, captions, spoken captions, the copyright file and the changelog with the credits of single
     * stamps.
     */
    @Override
    public void prepare(Map<DataPackage, Path> files, Path folder) throws IOException {
        Path archive = files.values().iterator().next();
        PackageFiles.debian(archive, (path, content) -> {
            if (path.startsWith(STAMPS) && isWanted(path)) {
                PackageFiles.write(folder, "stamps/" + path.substring(STAMPS.length()), content);
            } else if (path.startsWith(DOCUMENTS)) {
                PackageFiles.write(folder, path.substring(DOCUMENTS.length()), content);
            }
        });
        if (!Files.isDirectory(folder.resolve("stamps"))) {
            throw new IOException(archive.getFileName() + " holds nothing below " + STAMPS);
        }
    }

    private static boolean isWanted(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.endsWith(".txt")
                || name.endsWith(".png")
                || name.endsWith(".svg")
                || (name.endsWith(".ogg") && name.contains("_desc"));
    }

    /** A stamp: its path below the folder, without extension, and the lines of its captions. */
    private record Stamp(String path, List<String> lines) {
        String category() {
            return path.substring(0, path.indexOf('/'));
        }

        /** The category and the folder below it, if there is one. */
        String kind() {
            String[] parts = path.split("/", -1);
            return parts.length > 2 ? parts[0] + "/" + parts[1] : parts[0];
        }

        /** The category and the first word of the file name: {@code food/apple} of {@code food/fruit/apple_red}. */
        String concept() {
            String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
            String word = name.replaceFirst("^[^a-z]+", "").replaceFirst("[^a-z].*$", "");
            return category() + "/" + (word.isEmpty() ? name : word);
        }

        Optional<String> caption(Language language) {
            String key = language.code + ".utf8=";
            Optional<String> caption = language == Language.ENGLISH
                    ? lines.stream().findFirst()
                    : lines.stream()
                            .filter(line -> line.startsWith(key))
                            .map(line -> line.substring(key.length()))
                            .findFirst();
            return caption.map(String::strip).filter(text -> !text.isEmpty());
        }

        Path file(Path folder, String ending) {
            return folder.resolve(path + ending);
        }
    }

    @Override
    public Dataset load(Options options, Path folder) {
        Path stampsFolder = folder.resolve("stamps");
        List<Stamp> stamps = stamps(options, stampsFolder);
        Map<String, Raw> columns = new LinkedHashMap<>();
        columns.put(
                "picture",
                new Raw.Pictures(stamps.stream()
                        .map(stamp -> bytes(stamp.file(stampsFolder, ".png")).map(Picture::of))
                        .toList()));
        columns.put(
                "english",
                new Raw.Texts(stamps.stream()
                        .map(stamp -> stamp.caption(Language.ENGLISH))
                        .toList()));
        if (options.language() != Language.ENGLISH) {
            columns.put(
                    "caption",
                    new Raw.Texts(stamps.stream()
                            .map(stamp -> stamp.caption(options.language()))
                            .toList()));
        }
        List<String> flaws = new ArrayList<>(List.of(
                "sizes run from icons to more than 2,000 pixels, photographs and drawings mixed",
                "a stamp that is drawn as SVG alone has no picture here",
                "one reader or few per language; who reads is not told",
                "concepts come from file names: a few look-alikes have different names"));
        if (options.speech() == Speech.WITH) {
            Speeches speeches = Speeches.of(stamps, options.language(), stampsFolder);
            columns.put("speech", new Raw.Sounds(speeches.sounds));
            if (!speeches.refused.isEmpty()) {
                flaws.add("recordings that cannot be decoded and are absent: " + speeches.refused.size() + ", "
                        + String.join(", ", speeches.refused.subList(0, Math.min(5, speeches.refused.size()))));
            }
        }
        Map<String, Labels> targets = new LinkedHashMap<>();
        targets.put("category", Labels.of(stamps.stream().map(Stamp::category).toList()));
        targets.put("kind", Labels.of(stamps.stream().map(Stamp::kind).toList()));
        return new Dataset(
                card(flaws),
                stamps.stream().map(Stamp::path).toList(),
                columns,
                targets,
                stamps.stream().map(Stamp::concept).toList());
    }

    /** The stamps in alphabetical order; a caption file beside no picture is no stamp. */
    private static List<Stamp> stamps(Options options, Path folder) {
        List<Stamp> stamps = new ArrayList<>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".txt"))
                    .sorted()
                    .toList()) {
                String text = folder.relativize(file).toString().replace('\\', '/');
                String path = text.substring(0, text.length() - ".txt".length());
                boolean drawn =
                        Files.exists(folder.resolve(path + ".png")) || Files.exists(folder.resolve(path + ".svg"));
                boolean wanted = options.rows() == Rows.ALL || !path.startsWith(SYMBOLS);
                if (drawn && wanted && path.contains("/")) {
                    stamps.add(new Stamp(path, Files.readString(file).lines().toList()));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw FetchedFiles.damaged(ID, "its stamps cannot be listed: " + e.getMessage(), e);
        }
        if (stamps.isEmpty()) {
            throw FetchedFiles.damaged(ID, "there are no stamps", new IOException(folder.toString()));
        }
        return stamps;
    }

    /** The recordings of the stamps, in their order, and the paths of those that no decoder takes. */
    private record Speeches(List<Optional<Sound>> sounds, List<String> refused) {
        private static final int PADDING = 8192;

        static Speeches of(List<Stamp> stamps, Language language, Path folder) {
            String ending = language == Language.ENGLISH ? "_desc.ogg" : "_desc_" + language.code + ".ogg";
            // decoding is what takes the time, and rows do not depend on one another
            List<Optional<byte[]>> files = stamps.stream()
                    .map(stamp -> bytes(stamp.file(folder, ending)))
                    .toList();
            List<Optional<Sound>> sounds = files.parallelStream()
                    .map(file -> file.flatMap(Speeches::decoded))
                    .toList();
            List<String> refused = IntStream.range(0, sounds.size())
                    .filter(row -> files.get(row).isPresent() && sounds.get(row).isEmpty())
                    .mapToObj(row -> stamps.get(row).path())
                    .toList();
            return new Speeches(sounds, refused);
        }

        /**
         * The decoder loses the end of a file, and all of a small one, unless something follows; Ogg passes over zeros.
         */
        private static Optional<Sound> decoded(byte[] file) {
            try {
                return Optional.of(Sound.decode(Arrays.copyOf(file, file.length + PADDING)))
                        .filter(sound -> sound.length() > 0);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    private static Optional<byte[]> bytes(Path file) {
        return Files.exists(file) ? Optional.of(FetchedFiles.read(ID, file)) : Optional.empty();
    }

    private static Dataset.Card card(List<String> flaws) {
        return new Dataset.Card(
                ID,
                "Tux Paint stamps",
                "A row is one stamp: its picture, its caption in English and in another language, and the caption read aloud",
                "apt:" + PACKAGE.coordinate() + "; nothing of it is part of this program",
                "GPL-2.0-or-later; single stamps CC BY-SA, GFDL and others, named in the changelog beside the data",
                "Tux Paint Stamps, © 2002-2022 Bill Kendrick and contributors; artists, photographers and readers are"
                        + " named in the files 'copyright' and 'changelog.gz' of its folder",
                flaws);
    }
}
