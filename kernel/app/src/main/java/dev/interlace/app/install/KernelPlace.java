package dev.interlace.app.install;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A folder in which Jupyter looks for kernels, and the name that the kernel gets there.
 *
 * @param data Jupyter's data folder, the one that holds {@code kernels}
 * @param name name of the kernelspec
 */
public record KernelPlace(Path data, String name) {
    /** The name unless another one is wanted. */
    public static final String DEFAULT_NAME = "interlace";

    public KernelPlace {
        data = data.toAbsolutePath().normalize();
        if (!name.matches("[a-z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "--name must consist of lower-case letters, digits, '.', '_' and '-', got '" + name + "'");
        }
    }

    /** Below an environment's folder, for instance a virtual environment. */
    public static KernelPlace inPrefix(Path prefix, String name) {
        return new KernelPlace(prefix.resolve("share").resolve("jupyter"), name);
    }

    /**
     * In the Python environment that is active.
     *
     * @throws IllegalArgumentException if none is
     */
    public static KernelPlace inActiveEnvironment(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get("VIRTUAL_ENV"))
                .or(() -> Optional.ofNullable(environment.get("CONDA_PREFIX")))
                .map(prefix -> inPrefix(Path.of(prefix), name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "--sys-prefix needs an active Python environment (VIRTUAL_ENV or CONDA_PREFIX is set), got none;"
                                + " activate one, or use --prefix FOLDER or --user"));
    }

    /** For the user, in the folder that Jupyter has on this system. */
    public static KernelPlace forUser(Map<String, String> environment, String system, String name) {
        if (environment.containsKey("JUPYTER_DATA_DIR")) {
            return new KernelPlace(Path.of(environment.get("JUPYTER_DATA_DIR")), name);
        }
        Path home = Path.of(System.getProperty("user.home"));
        String kind = system.toLowerCase(Locale.ROOT);
        if (kind.contains("mac")) {
            return new KernelPlace(home.resolve("Library").resolve("Jupyter"), name);
        }
        if (kind.contains("windows")) {
            Path data = Optional.ofNullable(environment.get("APPDATA"))
                    .map(Path::of)
                    .orElse(home);
            return new KernelPlace(data.resolve("jupyter"), name);
        }
        Path data = Optional.ofNullable(environment.get("XDG_DATA_HOME"))
                .map(Path::of)
                .orElse(home.resolve(".local").resolve("share"));
        return new KernelPlace(data.resolve("jupyter"), name);
    }

    /** The kernelspec's own folder. */
    public Path spec() {
        return data.resolve("kernels").resolve(name);
    }
}
