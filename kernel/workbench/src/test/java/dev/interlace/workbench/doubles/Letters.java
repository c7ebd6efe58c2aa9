package dev.interlace.workbench.doubles;

import dev.interlace.spi.DataPackage;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.FetchedDataset;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Raw;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Letters and their names, from two packages. */
public final class Letters implements FetchedDataset<NoOptions> {
    /** What the first package holds. */
    public static final String SIGNS = "a\nb\nc\n";

    /** What the second package holds. */
    public static final String NAMES = "alpha\nbeta\ngamma\n".repeat(1000);

    /** The first package. */
    public static final DataPackage FIRST = one(DataPackage.Client.NPM, "letters", "1.0.0", SIGNS);

    /** The second package. */
    public static final DataPackage SECOND = one(DataPackage.Client.APT, "letter-names", "2-1", NAMES);

    /** For {@link java.util.ServiceLoader}. */
    public Letters() {}

    private static DataPackage one(DataPackage.Client client, String name, String version, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
        return new DataPackage(client, name, version, sha256(bytes), bytes.length);
    }

    /** The checksum of some bytes. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "data/letters", "1.0.0", "Letters", "three letters with their names", NoOptions.class);
    }

    @Override
    public List<DataPackage> packages() {
        return List.of(FIRST, SECOND);
    }

    @Override
    public void prepare(Map<DataPackage, Path> files, Path folder) throws IOException {
        Files.copy(files.getOrDefault(FIRST, Path.of("none")), folder.resolve("signs.txt"));
        Files.copy(files.getOrDefault(SECOND, Path.of("none")), folder.resolve("names.txt"));
    }

    @Override
    public Dataset load(NoOptions options, Path folder) {
        try {
            List<String> signs = Files.readAllLines(folder.resolve("signs.txt"));
            return new Dataset(
                    new Dataset.Card("data/letters", "Letters", "A letter.", "packages", "CC0-1.0", "none", List.of()),
                    signs,
                    Map.of("sign", Raw.Texts.of(signs)),
                    Map.of("kind", Labels.of(List.of("vowel", "consonant", "consonant"))),
                    signs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
