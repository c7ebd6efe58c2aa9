package dev.interlace.jupyter.engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * The files that the compiler reads: those of the Java platform as its own file manager lists them, once each; those of
 * the class path from an index.
 */
final class CompilerFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
        implements StandardJavaFileManager {
    private static final String PLATFORM = "java.";

    private final Map<Listing, List<JavaFileObject>> platform = new HashMap<>();
    private final CellClassPath cells;
    private final ClassPathIndex classPath;
    private boolean classPathRead;

    CompilerFiles(StandardJavaFileManager files, CellClassPath cells) {
        super(files);
        this.cells = cells;
        classPath = new ClassPathIndex(cells::mayHold);
    }

    private record Listing(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, Recursion recursion) {}

    private enum Recursion {
        NONE,
        ALL
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        if (location != StandardLocation.CLASS_PATH || recurse) {
            return platform(
                    new Listing(location, packageName, Set.copyOf(kinds), recurse ? Recursion.ALL : Recursion.NONE));
        }
        // nothing of the class path may be in these two: neither is worth reading a jar for
        boolean elsewhere = packageName.startsWith(PLATFORM) || packageName.equals(OneShotCompiler.PACKAGE);
        if (elsewhere || !kinds.contains(JavaFileObject.Kind.CLASS)) {
            return List.of();
        }
        return new ArrayList<>(classPath().list(packageName));
    }

    private List<JavaFileObject> platform(Listing listing) throws IOException {
        List<JavaFileObject> known = platform.get(listing);
        if (known == null) {
            known = new ArrayList<>();
            for (JavaFileObject file : super.list(
                    listing.location, listing.packageName, listing.kinds, listing.recursion == Recursion.ALL)) {
                known.add(file);
            }
            if (isOfPlatform(listing.location)) {
                platform.put(listing, known);
            }
        }
        return known;
    }

    // modules of the platform never change; everything else may
    private static boolean isOfPlatform(Location location) {
        return location != StandardLocation.CLASS_PATH && !location.isOutputLocation();
    }

    private ClassPathIndex classPath() {
        if (!classPathRead) {
            classPath.update(entries());
            classPathRead = true;
        }
        return classPath;
    }

    /** The jars and folders of the class path. */
    List<Path> entries() {
        List<Path> compilers = new ArrayList<>();
        Iterable<? extends Path> paths = fileManager.getLocationAsPaths(StandardLocation.CLASS_PATH);
        if (paths != null) {
            paths.forEach(compilers::add);
        }
        return cells.entries(compilers);
    }

    /** Takes in that cells see other jars now; {@code written} may have been written again. */
    void classPathChanged(Path written) {
        classPath.forget(written);
        classPathRead = false;
    }

    /** Full names of the classes of the class path that are called {@code simpleName}. */
    List<String> named(String simpleName) {
        return classPath().named(simpleName);
    }

    /** The packages and classes of the class path. */
    TypeNames names() {
        return classPath().names();
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof ClassPathIndex.ClassFile own ? own.binaryName() : super.inferBinaryName(location, file);
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        boolean own = a instanceof ClassPathIndex.ClassFile || b instanceof ClassPathIndex.ClassFile;
        return own ? a.toUri().equals(b.toUri()) : super.isSameFile(a, b);
    }

    @Override
    public boolean contains(Location location, FileObject file) throws IOException {
        return file instanceof ClassPathIndex.ClassFile
                ? location == StandardLocation.CLASS_PATH
                : super.contains(location, file);
    }

    /**
     * Where the compiler looks for plugins of its own. Those of the class path would cost a look into every jar at
     * start, and JShell runs none.
     */
    @Override
    public ClassLoader getClassLoader(Location location) {
        return location == StandardLocation.CLASS_PATH
                ? ClassLoader.getPlatformClassLoader()
                : super.getClassLoader(location);
    }

    @Override
    public boolean handleOption(String current, Iterator<String> remaining) {
        classPathRead = false;
        return super.handleOption(current, remaining);
    }

    @Override
    public void flush() throws IOException {
        // would make the compiler's file manager forget what it has opened, after every task
    }

    @Override
    public void close() {
        // closed with the process: a compiler in the pool may still read
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(Iterable<? extends File> files) {
        return fileManager.getJavaFileObjectsFromFiles(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
        return fileManager.getJavaFileObjects(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
        return fileManager.getJavaFileObjectsFromStrings(names);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
        return fileManager.getJavaFileObjects(names);
    }

    @Override
    public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
        classPathRead = false;
        fileManager.setLocation(location, files);
    }

    @Override
    public void setLocationFromPaths(Location location, Collection<? extends Path> paths) throws IOException {
        classPathRead = false;
        fileManager.setLocationFromPaths(location, paths);
    }

    @Override
    public Iterable<? extends File> getLocation(Location location) {
        return fileManager.getLocation(location);
    }

    @Override
    public Iterable<? extends Path> getLocationAsPaths(Location location) {
        return location == StandardLocation.CLASS_PATH ? entries() : fileManager.getLocationAsPaths(location);
    }
}
