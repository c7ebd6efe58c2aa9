package dev.interlace.app.install;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.interlace.app.kernel.InterlaceKernel;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.client.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kernelspec as it lies on disk: how to start the kernel.
 *
 * @param spec the kernelspec's folder
 * @param displayName the name that users see
 * @param argv the command, with {@code {connection_file}} where the connection file's path belongs
 * @param environment variables to set
 */
public record InstalledKernel(Path spec, String displayName, List<String> argv, Map<String, String> environment) {
    /** The class that every kernel of ours starts with. */
    static final String MAIN = "dev.interlace.app.Main";

    public InstalledKernel {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    /** Reads the {@code kernel.json} in {@code spec}. */
    public static InstalledKernel read(Path spec) throws IOException {
        Path file = spec.resolve("kernel.json");
        try {
            JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            List<String> argv = new ArrayList<>();
            json.getAsJsonArray("argv").forEach(argument -> argv.add(argument.getAsString()));
            Map<String, String> environment = new LinkedHashMap<>();
            if (json.get("env") instanceof JsonObject variables) {
                for (Map.Entry<String, JsonElement> variable : variables.entrySet()) {
                    environment.put(variable.getKey(), variable.getValue().getAsString());
                }
            }
            return new InstalledKernel(spec, json.get("display_name").getAsString(), argv, environment);
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException(file + ": not a kernelspec: " + e.getMessage() + "; install the kernel again", e);
        }
    }

    /**
     * Starts the kernel with {@code directory} as its working directory and waits until it answers; what it runs is not
     * kept as the user's history.
     */
    public KernelClient launch(Path directory, Duration limit) {
        Map<String, String> variables = new LinkedHashMap<>(environment);
        variables.put(InterlaceKernel.HISTORY_VARIABLE, "");
        return KernelClient.start(new Launch(argv, variables, directory), limit);
    }

    /** The text of a {@code kernel.json}. */
    public static String json(List<String> argv, String displayName, Map<String, String> environment) {
        JsonObject json = new JsonObject();
        JsonArray arguments = new JsonArray();
        argv.forEach(arguments::add);
        json.add("argv", arguments);
        json.addProperty("display_name", displayName);
        json.addProperty("language", "java");
        json.addProperty("interrupt_mode", "message");
        JsonArray encryption = new JsonArray();
        encryption.add("curve");
        JsonObject metadata = new JsonObject();
        metadata.add("supported_encryption", encryption);
        metadata.addProperty("debugger", true);
        json.add("metadata", metadata);
        JsonObject variables = new JsonObject();
        environment.forEach(variables::addProperty);
        json.add("env", variables);
        return new com.google.gson.GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(json)
                + "\n";
    }
}
