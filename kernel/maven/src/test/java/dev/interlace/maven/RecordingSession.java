package dev.interlace.maven;

import dev.interlace.jupyter.History;
import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.comm.Comms;
import dev.interlace.jupyter.display.Rendering;
import dev.interlace.jupyter.magic.Magic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session that remembers what was added to its class path. */
final class RecordingSession implements NotebookSession {
    private final List<Path> classPath = new ArrayList<>();
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

    List<String> jars() {
        return classPath.stream()
                .map(path -> String.valueOf(path.getFileName()))
                .toList();
    }

    @Override
    public List<Magic> magics() {
        return magics;
    }

    @Override
    public void addToClassPath(Path entry) {
        classPath.add(entry);
    }

    @Override
    public List<Path> classPath() {
        return classPath;
    }

    @Override
    public ClassLoader classLoader() {
        return new ClassLoader(getClass().getClassLoader()) {};
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
        classPath.clear();
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
