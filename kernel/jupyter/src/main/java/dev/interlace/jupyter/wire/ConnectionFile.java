package dev.interlace.jupyter.wire;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where and how a kernel listens: the JSON file that a front end writes and hands over at start.
 *
 * @param transport {@code tcp} or {@code ipc}
 * @param ip address to bind, and nothing else is bound; for {@code ipc} the path that the ports are appended to
 * @param ports port of each socket; 0 lets the system choose
 * @param signatureScheme {@code hmac-} and the name of a hash
 * @param key shared secret of all messages
 * @param curve key pair that encrypts every socket, where the front end asks for it
 */
public record ConnectionFile(
        String transport, String ip, Ports ports, String signatureScheme, String key, Optional<Curve> curve) {
    private static final int MAX_PORT = 65_535;

    public ConnectionFile {
        if (!transport.equals("tcp") && !transport.equals("ipc")) {
            throw new IllegalArgumentException("connection file: transport must be tcp or ipc, got " + transport);
        }
        if (ip.isBlank()) {
            throw new IllegalArgumentException("connection file: ip must name the address to bind, got nothing");
        }
        if (transport.equals("ipc") && ports.any(0)) {
            throw new IllegalArgumentException("connection file: ports must be in [1, " + MAX_PORT
                    + "] with the transport ipc, where they end the files' names, got " + ports);
        }
    }

    /** One port for each socket. */
    public record Ports(int shell, int iopub, int stdin, int control, int heartbeat) {
        public Ports {
            for (int port : new int[] {shell, iopub, stdin, control, heartbeat}) {
                if (!(port >= 0 && port <= MAX_PORT)) {
                    throw new IllegalArgumentException(
                            "connection file: ports must be in [0, " + MAX_PORT + "], got " + port);
                }
            }
        }

        private boolean any(int port) {
            return shell == port || iopub == port || stdin == port || control == port || heartbeat == port;
        }
    }

    /** A CurveZMQ key pair in Z85 text. */
    public record Curve(String publicKey, String secretKey) {
        private static final int Z85_LENGTH = 40;

        public Curve {
            if (publicKey.length() != Z85_LENGTH || secretKey.length() != Z85_LENGTH) {
                throw new IllegalArgumentException("connection file: curve_publickey and curve_secretkey must be "
                        + Z85_LENGTH + " characters of Z85 each, got " + publicKey.length() + " and "
                        + secretKey.length());
            }
        }

        @Override
        public String toString() {
            return "Curve[publicKey=" + publicKey + "]";
        }
    }

    /** Whether messages without a signature are acceptable. */
    public enum Signing {
        REQUIRED,
        OPTIONAL
    }

    /** Reads a connection file that must hold a key. */
    public static ConnectionFile read(Path file) throws IOException {
        return read(file, Signing.REQUIRED);
    }

    /** Reads a connection file. */
    public static ConnectionFile read(Path file, Signing signing) throws IOException {
        try {
            return parse(Files.readString(file), signing);
        } catch (MalformedMessageException e) {
            throw new IOException("connection file " + file + ": " + e.getMessage(), e);
        }
    }

    static ConnectionFile parse(String text, Signing signing) throws MalformedMessageException {
        JsonObject json = Json.object(text);
        String key = Json.string(json, "key", "");
        if (key.isEmpty() && signing == Signing.REQUIRED) {
            throw new IllegalArgumentException(
                    "connection file: key must not be empty, or anybody who reaches the ports"
                            + " can run code; unsigned messages must be allowed explicitly");
        }
        String publicKey = Json.string(json, "curve_publickey", "");
        String secretKey = Json.string(json, "curve_secretkey", "");
        return new ConnectionFile(
                Json.string(json, "transport", "tcp"),
                Json.string(json, "ip", "127.0.0.1"),
                new Ports(
                        Json.integer(json, "shell_port", 0),
                        Json.integer(json, "iopub_port", 0),
                        Json.integer(json, "stdin_port", 0),
                        Json.integer(json, "control_port", 0),
                        Json.integer(json, "hb_port", 0)),
                Json.string(json, "signature_scheme", "hmac-sha256"),
                key,
                secretKey.isEmpty() && publicKey.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Curve(publicKey, secretKey)));
    }

    /** The file's text, as front ends and clients read it. */
    public String toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("transport", transport);
        json.addProperty("ip", ip);
        json.addProperty("shell_port", ports.shell);
        json.addProperty("iopub_port", ports.iopub);
        json.addProperty("stdin_port", ports.stdin);
        json.addProperty("control_port", ports.control);
        json.addProperty("hb_port", ports.heartbeat);
        json.addProperty("signature_scheme", signatureScheme);
        json.addProperty("key", key);
        curve.ifPresent(pair -> {
            json.addProperty("curve_publickey", pair.publicKey);
            json.addProperty("curve_secretkey", pair.secretKey);
        });
        return Json.text(json);
    }

    /** This file with the ports that were bound. */
    public ConnectionFile withPorts(Ports bound) {
        return new ConnectionFile(transport, ip, bound, signatureScheme, key, curve);
    }

    /** The address of one socket. */
    public String endpoint(int port) {
        if (transport.equals("ipc")) {
            return "ipc://" + file(port);
        }
        String host = ip.contains(":") && !ip.startsWith("[") ? "[" + ip + "]" : ip;
        return "tcp://" + host + ":" + (port == 0 ? "*" : Integer.toString(port));
    }

    /** The file of one socket, where the transport is {@code ipc}. */
    Path file(int port) {
        return Path.of(ip + "-" + port);
    }

    /** Names the sockets and hides the key. */
    @Override
    public String toString() {
        return "ConnectionFile[" + transport + "://" + ip + " " + ports + "]";
    }
}
