package dev.interlace.jupyter.wire;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.channels.SocketChannel;
import zmq.Options;
import zmq.Own;
import zmq.SocketBase;
import zmq.ZObject;
import zmq.io.IOThread;
import zmq.io.StreamEngine;
import zmq.io.net.Listener;

/**
 * The few members of JeroMQ 0.6.0 that a listener of another transport needs and that are not public.
 *
 * <p>A later version that lacks one of them fails the first test that uses {@code ipc}.
 */
final class ZmqInternals {
    private ZmqInternals() {}

    /** The options that were set on {@code socket}. */
    static Options options(SocketBase socket) {
        return (Options) read(field(Own.class, "options"), socket);
    }

    /** The thread on which JeroMQ would serve a new listener of {@code socket}. */
    static IOThread thread(SocketBase socket, Options options) {
        return (IOThread) call(method(ZObject.class, "chooseIoThread", long.class), socket, options.affinity);
    }

    /** Makes {@code listener} part of {@code socket}: it starts now and ends with it. */
    static void launch(SocketBase socket, Listener listener) {
        call(method(Own.class, "launchChild", Own.class), socket, listener);
    }

    /** The engine of ZeroMQ's protocol on {@code channel}, which may be of any family. */
    static StreamEngine engine(SocketChannel channel, Options options, String endpoint) {
        // the constructor asks its channel for internet addresses, which a Unix domain socket has not
        StreamEngine engine = new StreamEngine(new LoopbackStandIn(), options, endpoint);
        try {
            field(StreamEngine.class, "fd").set(engine, channel);
            return engine;
        } catch (IllegalAccessException e) {
            throw changed("StreamEngine.fd", e);
        }
    }

    private static Field field(Class<?> owner, String name) {
        try {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw changed(owner.getSimpleName() + "." + name, e);
        }
    }

    private static Method method(Class<?> owner, String name, Class<?>... parameters) {
        try {
            Method method = owner.getDeclaredMethod(name, parameters);
            method.setAccessible(true);
            return method;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw changed(owner.getSimpleName() + "." + name, e);
        }
    }

    private static Object read(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw changed(field.getName(), e);
        }
    }

    private static Object call(Method method, Object owner, Object... arguments) {
        try {
            return method.invoke(owner, arguments);
        } catch (ReflectiveOperationException e) {
            throw changed(method.getName(), e);
        }
    }

    private static IllegalStateException changed(String member, Exception cause) {
        return new IllegalStateException(
                "the transport ipc needs JeroMQ 0.6.0 on the class path, whose " + member
                        + " could not be used; use the transport tcp",
                cause);
    }
}
