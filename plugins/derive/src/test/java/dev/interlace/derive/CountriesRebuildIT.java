package dev.interlace.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.interlace.plugins.datasets.CountriesProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Makes a shipped set from its packages as a reader would. Without npm or the network it is skipped, except with
 * CI=true.
 */
class CountriesRebuildIT {
    private static final Path PACKAGES = Path.of("target", "packages").toAbsolutePath();
    private static final List<NpmPackage> WANTED =
            List.of(DeriveCountries.ATLAS, DeriveCountries.CLDR, DeriveCountries.NAMES, DeriveCountries.CURRENCIES);

    @BeforeAll
    static void fetchThePackages() throws Exception {
        Files.createDirectories(PACKAGES);
        List<String> missing = new ArrayList<>();
        for (NpmPackage wanted : WANTED) {
            Path file = PACKAGES.resolve(wanted.file());
            if (!Files.exists(file)
                    || !PackageFile.sha256(Files.readAllBytes(file)).equals(wanted.sha256())) {
                missing.add(wanted.specification());
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> command = new ArrayList<>(List.of(windows ? "npm.cmd" : "npm", "pack", "--loglevel=error"));
        command.addAll(missing);
        String reason;
        try {
            Process process = new ProcessBuilder(command)
                    .directory(PACKAGES.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() == 0) {
                return;
            }
            reason = text.strip();
        } catch (IOException e) {
            reason = String.valueOf(e.getMessage());
        }
        String message = "the packages of the countries are out of reach: " + command + ": " + reason;
        if ("true".equals(System.getenv("CI"))) {
            fail(message);
        }
        Assumptions.abort(message);
    }

    @Test
    void theCountriesMadeFromTheirPackagesAreTheShippedOnes() throws IOException {
        try (InputStream sums = CountriesProvider.class.getResourceAsStream("countries/SHA256SUMS")) {
            assertEquals(
                    new String(Objects.requireNonNull(sums).readAllBytes(), StandardCharsets.UTF_8),
                    DeriveCountries.files(PACKAGES).checksums());
        }
    }
}
