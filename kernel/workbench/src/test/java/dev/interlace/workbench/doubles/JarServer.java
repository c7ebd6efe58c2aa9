package dev.interlace.workbench.doubles;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A server of this machine, over https with a certificate of its own or over plain http. */
public final class JarServer implements AutoCloseable {
    private final HttpServer server;
    private final String scheme;
    private final HttpClient client;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();

    private JarServer(HttpServer server, String scheme, HttpClient client) {
        this.server = server;
        this.scheme = scheme;
        this.client = client;
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            String path = exchange.getRequestURI().getPath();
            byte[] body = files.getOrDefault(path, new byte[0]);
            if (path.startsWith("/moved/")) {
                exchange.getResponseHeaders().add("Location", path.substring("/moved".length()));
                exchange.sendResponseHeaders(302, -1);
            } else {
                exchange.sendResponseHeaders(files.containsKey(path) ? 200 : 404, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    /** A server over plain http. */
    public static JarServer plain() throws IOException {
        return new JarServer(HttpServer.create(here(), 0), "http", HttpClient.newHttpClient());
    }

    /** A server over https, whose certificate its client trusts. */
    public static JarServer encrypted(Path folder) throws IOException {
        try {
            SSLContext context = certificate(folder);
            HttpsServer server = HttpsServer.create(here(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(context)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
            return new JarServer(server, "https", client);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static InetSocketAddress here() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static SSLContext certificate(Path folder) throws IOException, GeneralSecurityException {
        Path file = folder.resolve("certificate.p12");
        char[] word = "changeit".toCharArray();
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "here",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(word))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, word);
        } catch (IOException e) {
            throw new IOException(said, e);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, word);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** Serves a file; its URL. */
    public String with(String name, byte[] content) {
        files.put("/" + name, content.clone());
        return url(name);
    }

    /** The URL of a file, whether or not it is there. */
    public String url(String name) {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    /** A client that reaches it. */
    public HttpClient client() {
        return client;
    }

    /** How often it was asked for a file. */
    public int asked() {
        return asked.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
