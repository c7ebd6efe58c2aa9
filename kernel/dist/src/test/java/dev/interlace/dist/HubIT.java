package dev.interlace.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A class on a real JupyterHub: ten users log in, each with the kernel of the wheel, and run Lab 1 at once. It makes
 * users of this system and takes some ten minutes, so it runs on request: {@code mvn -B verify -pl kernel/dist -am
 * -Dit.test=HubIT -Dhub=10}, as root, with npm.
 */
@EnabledIfSystemProperty(named = "hub", matches = "[1-9][0-9]*")
class HubIT {
    private static final Path REPOSITORY = Ran.MODULE.resolve("../..").normalize();
    private static final Path FOLDER = Ran.MODULE.resolve("target/hub");
    private static final Path LAB =
            REPOSITORY.resolve("notebooks/labs/source/lab-1-early-fusion/lab-1-early-fusion.ipynb");

    private static String run(Map<String, String> variables, String... command) throws Exception {
        return Ran.text(FOLDER, variables, List.of(command));
    }

    private static List<String> texts(JsonNode list) {
        return Stream.iterate(0, at -> at < list.size(), at -> at + 1)
                .map(at -> list.get(at).asText())
                .toList();
    }

    @Test
    void aClassRunsALabAndNobodyReachesAnother() throws Exception {
        int users = Integer.getInteger("hub");
        Files.createDirectories(FOLDER);
        Platform platform = Platform.current();
        Path wheel = Distribution.wheel("0.1.0", Ran.MODULE)
                .write(FOLDER, platform, Jars.of(Ran.RUN, FOLDER.resolve("none"), platform));
        Path environment = FOLDER.resolve("environment");
        String python = environment.resolve("bin").resolve("python").toString();
        run(Map.of(), "/usr/bin/python3", "-m", "venv", "--clear", environment.toString());
        run(
                Map.of(),
                python,
                "-m",
                "pip",
                "-q",
                "--disable-pip-version-check",
                "install",
                "-r",
                REPOSITORY.resolve("notebooks/requirements.txt").toString(),
                "jupyterhub==6.1.1",
                wheel.toString());
        run(Map.of(), "npm", "install", "--silent", "--prefix", FOLDER.toString(), "configurable-http-proxy@5.3.0");
        // as in the image: the archive of classes lies beside the kernel, one for all
        run(
                Map.of(),
                environment.resolve("bin").resolve("interlace").toString(),
                "install",
                "--prefix",
                environment.toString());

        String path = FOLDER.resolve("node_modules/.bin") + ":" + System.getenv("PATH");
        String said = run(
                Map.of("PATH", path),
                python,
                Ran.MODULE.resolve("src/test/python/hub_class.py").toString(),
                REPOSITORY.resolve("docker/hub/jupyterhub_config.py").toString(),
                LAB.toString(),
                Integer.toString(users));
        System.out.println(said);

        JsonNode result = new ObjectMapper().readTree(said);
        List<String> names = Stream.iterate(1, at -> at <= users, at -> at + 1)
                .map(at -> "interlace-s" + at)
                .toList();
        assertEquals(names, texts(result.get("who")), "each kernel is the process of its user");
        assertEquals(List.of(), texts(result.get("errors")), "the lab runs for everybody");
        assertEquals(403, result.get("wrong password").asInt());
        assertTrue(
                result.get("shared data").asText().startsWith("java.nio.file.AccessDeniedException"),
                "shared data is read only: " + said);
        JsonNode reach = result.get("reach");
        assertEquals(403, reach.get("contents").asInt());
        assertEquals(403, reach.get("kernels").asInt());
        assertEquals(404, reach.get("stop").asInt(), "the hub does not even tell that the other is there");
        assertTrue(reach.get("file").asText().startsWith("java.nio.file.AccessDeniedException"), said);
    }
}
