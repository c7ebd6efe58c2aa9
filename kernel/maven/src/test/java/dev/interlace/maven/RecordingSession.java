package dev.interlace.maven;

import dev.interlace.jupyter.History;
import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.comm.Comms;
import dev.interlace.jupyter.display.Rendering;
import dev.interlace.jupyter.jars.ClassPathChange;
import dev.interlace.jupyter.jars.JarIndex;
import dev.interlace.jupyter.jars.NotebookJars;
import dev.interlace.jupyter.jars.NotebookLoader;
import dev.interlace.jupyter.magic.Magic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session that remembers what was added to its class path. */
final class RecordingSession implements NotebookSession {
    private final NotebookJars classPath = new NotebookJars(JarIndex.empty());
    private final ClassLoader loader =
            new NotebookLoader("cells", classPath, RecordingSession.class.getClassLoader(), code -> code) {};
    private final List<Magic> magics;

    RecordingSession(Magic... magics) {
        this.magics = List.of(magics);
    }

    /** Runs a magic as if it stood on a line; the value is null as a rule. */
    @Nullable
    Object type(Magic.OnLine magic, String... arguments) throws Exception {
        return magic.run(new Magic.Call(
                this, magic.name(), List.of(arguments), Optional.of(String.join(" ", arguments)), Magic.Use.SHOWN));
    }

    /** Runs a magic as if its value were assigned. */
    @Nullable
    Object assign(Magic.OnLine magic, String... arguments) throws Exception {
        return magic.run(new Magic.Call(this, magic.name(), List.of(arguments), Optional.empty(), Magic.Use.TAKEN));
    }

    /** What the class {@code name} of an added jar tells; it is in use from then on. */
    String text(String name) throws ReflectiveOperationException {
        return String.valueOf(loader.loadClass(name).getMethod("text").invoke(null));
    }

    List<String> jars() {
        return classPath().stream()
                .map(path -> String.valueOf(path.getFileName()))
                .toList();
    }

    @Override
    public List<Magic> magics() {
        return magics;
    }

    @Override
    public ClassPathChange addToClassPath(Path entry, ClassPathChange.Wish wish) throws IOException {
        return classPath.add(entry, wish);
    }

    @Override
    public List<Path> classPath() {
        return classPath.entries();
    }

    @Override
    public ClassLoader classLoader() {
        return loader;
    }

    @Override
    public @Nullable Object eval(String source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Object lineMagic(String call) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Object lineMagic(String name, List<String> arguments) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Object cellMagic(String name, List<String> arguments, String body) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Object> result(int number) {
        return Optional.empty();
    }

    @Override
    public List<Variable> variables() {
        return List.of();
    }

    @Override
    public List<Declaration> declarations() {
        return List.of();
    }

    @Override
    public boolean drop(String name) {
        return false;
    }

    @Override
    public void reset() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Rendering rendering() {
        return new Rendering(classLoader());
    }

    @Override
    public Comms comms() {
        throw new UnsupportedOperationException();
    }

    @Override
    public History history() {
        throw new UnsupportedOperationException();
    }
}
