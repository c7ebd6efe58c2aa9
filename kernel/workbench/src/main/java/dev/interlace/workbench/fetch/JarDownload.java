package dev.interlace.workbench.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The download of a jar over https, held against its SHA-256 before anything reads it. What was downloaded is kept in a
 * folder by its digest, and is not downloaded again where the digest is stated.
 */
public final class JarDownload {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long MOST_BYTES = 500_000_000;
    private static final int MOST_SUM_BYTES = 100_000;
    private static final int OK = 200;
    private static final Pattern SUM = Pattern.compile("(?m)^\\s*([0-9a-fA-F]{64})(?:\\s+\\*?(\\S+))?\\s*$");

    private final HttpClient client;
    private final Path kept;

    /**
     * Downloads into a folder.
     *
     * @param client does not follow redirections to plain http
     * @param kept the folder
     */
    public JarDownload(HttpClient client, Path kept) {
        this.client = client;
        this.kept = kept;
    }

    /** Downloads into the cache of the user whose environment it is. */
    public static JarDownload of(Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path home = cache.isBlank() ? Path.of(System.getProperty("user.home", "."), ".cache") : Path.of(cache);
        return new JarDownload(
                HttpClient.newBuilder()
                        .connectTimeout(PATIENCE)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build(),
                home.resolve("interlace").resolve("plugins"));
    }

    /** The folder in which jars are kept. */
    public Path folder() {
        return kept;
    }

    /**
     * Fetches a jar.
     *
     * @param url where it is
     * @param stated its SHA-256 in hexadecimal, or the URL of a checksum file that holds it; empty where the checksum
     *     file lies beside it, with {@code .sha256} at the end of its name
     * @param plain the hosts that are allowed plain http
     * @return the file, whose digest is the stated one
     * @throws FetchException when the URL is not allowed, the digest is not known or another, or nothing arrives
     */
    public Path fetch(String url, Optional<String> stated, List<String> plain, FetchListener listener) {
        URI jar = allowed(url, plain);
        String sum = stated.filter(text -> !text.contains("://"))
                .map(JarDownload::hexadecimal)
                .orElseGet(() -> sumFile(jar, stated, plain));
        Path file = kept.resolve(sum).resolve(nameOf(jar));
        try {
            if (Files.isRegularFile(file) && digest(file).equals(sum)) {
                return file;
            }
            Files.createDirectories(kept.resolve(sum));
            Path part = Files.createTempFile(kept.resolve(sum), "part", ".tmp");
            try {
                String got = copy(jar, part, listener);
                if (!got.equals(sum)) {
                    throw new FetchException(url + " has the SHA-256 " + got + ", but " + sum
                            + " is stated: it is damaged or another jar, so nothing of it was run");
                }
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
            return file;
        } catch (IOException e) {
            throw new FetchException(url + " could not be fetched: " + reason(e), e);
        }
    }

    private static URI allowed(String url, List<String> plain) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new FetchException("a URL must be https://host/path, got '" + url + "'", e);
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = String.valueOf(uri.getHost());
        if (!List.of("http", "https").contains(scheme) || uri.getHost() == null) {
            throw new FetchException("a URL must be https://host/path, got '" + url + "'");
        }
        if (scheme.equals("http") && !plain.contains(host)) {
            throw new FetchException(url + " is plain http, where anyone on the way can change what arrives: use https,"
                    + " or allow this host with --plain-http " + host);
        }
        return uri;
    }

    private static String hexadecimal(String text) {
        String sum = text.strip().toLowerCase(Locale.ROOT);
        if (!sum.matches("[0-9a-f]{64}")) {
            throw new FetchException(
                    "a SHA-256 must be 64 hexadecimal digits, or the URL of a checksum file, got '" + text + "'");
        }
        return sum;
    }

    private String sumFile(URI jar, Optional<String> stated, List<String> plain) {
        String url = stated.orElse(jar + ".sha256");
        URI uri = allowed(url, plain);
        try {
            HttpResponse<InputStream> response = client.send(request(uri), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                String text = response.statusCode() == OK
                        ? new String(body.readNBytes(MOST_SUM_BYTES), StandardCharsets.US_ASCII)
                        : "";
                return sumOf(text, nameOf(jar))
                        .orElseThrow(() -> new FetchException("the SHA-256 of " + nameOf(jar) + " is not known: " + url
                                + (response.statusCode() == OK
                                        ? " does not state it"
                                        : " answers " + response.statusCode())
                                + "; ask its author for it, and add the jar with --sha256 DIGEST"));
            }
        } catch (IOException e) {
            throw new FetchException(url + " could not be fetched: " + reason(e), e);
        } catch (InterruptedException e) {
            throw interrupted(url, e);
        }
    }

    /** The digest on the line of that name, or the only one of the file. */
    private static Optional<String> sumOf(String text, String name) {
        Matcher lines = SUM.matcher(text);
        @Nullable String only = null;
        int count = 0;
        while (lines.find()) {
            count++;
            only = String.valueOf(lines.group(1)).toLowerCase(Locale.ROOT);
            String named = lines.group(2);
            if (named != null && named.replaceFirst(".*/", "").equals(name)) {
                return Optional.of(only);
            }
        }
        return count == 1 ? Optional.ofNullable(only) : Optional.empty();
    }

    private String copy(URI from, Path to, FetchListener listener) throws IOException {
        try {
            HttpResponse<InputStream> response = client.send(request(from), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body();
                    OutputStream out = Files.newOutputStream(to)) {
                if (response.statusCode() != OK) {
                    throw new FetchException(from + " answers " + response.statusCode() + ": look whether the jar is"
                            + " there under that name");
                }
                long total =
                        response.headers().firstValueAsLong("content-length").orElse(0);
                MessageDigest digest = sha256();
                byte[] buffer = new byte[1 << 16];
                long sofar = 0;
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    listener.checkInterrupt();
                    sofar += read;
                    if (sofar > MOST_BYTES) {
                        throw new FetchException(from + " is larger than " + Bytes.text(MOST_BYTES)
                                + ", which no plugin is: fetch it yourself and add the file");
                    }
                    digest.update(buffer, 0, read);
                    out.write(buffer, 0, read);
                    listener.at("fetching " + nameOf(from), sofar, total);
                }
                return HexFormat.of().formatHex(digest.digest());
            }
        } catch (InterruptedException e) {
            throw interrupted(from.toString(), e);
        }
    }

    private static HttpRequest request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(PATIENCE).GET().build();
    }

    private static FetchException interrupted(String url, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new FetchException(url + " was not fetched, for the cell was interrupted", cause);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String nameOf(URI uri) {
        String name = Optional.ofNullable(uri.getPath()).orElse("").replaceFirst(".*/", "");
        return name.matches("[\\w.+-]+\\.jar") ? name : "plugin.jar";
    }

    private static String digest(Path file) throws IOException {
        return HexFormat.of().formatHex(sha256().digest(Files.readAllBytes(file)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
