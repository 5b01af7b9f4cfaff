package io.polyclerk.server.adapters;

import io.polyclerk.spi.Adapter;
import io.polyclerk.spi.ChannelAdapter;
import io.polyclerk.spi.StoreAdapter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/** Runs an adapter's code with the adapter's own class loader on the thread. */
final class AtHome {

    private AtHome() {}

    static <T> T call(ClassLoader classes, Supplier<T> code) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classes);
        try {
            return code.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The same adapter, with all interfaces of the SPI that it implements. */
    static Adapter wrap(Adapter adapter, ClassLoader classes) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        switch (adapter) {
            case ChannelAdapter channel -> interfaces.add(ChannelAdapter.class);
            case StoreAdapter store -> interfaces.add(StoreAdapter.class);
        }
        for (Class<?> type = adapter.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> extra : type.getInterfaces()) {
                if (extra.getPackageName().equals(Adapter.class.getPackageName()) && !extra.isSealed()) {
                    interfaces.add(extra);
                }
            }
        }
        return (Adapter) Proxy.newProxyInstance(
                Adapter.class.getClassLoader(), interfaces.toArray(Class<?>[]::new), handler(adapter, classes));
    }

    /** The same part of an adapter. */
    static <T> T wrap(T part, Class<T> type, ClassLoader classes) {
        return type.cast(
                Proxy.newProxyInstance(Adapter.class.getClassLoader(), new Class<?>[] {type}, handler(part, classes)));
    }

    /** A class that is missing, or a bug without end, in one adapter is a failure of that adapter and no reason for others to stop. */
    private static Throwable contained(Throwable failure) {
        return failure instanceof LinkageError
                        || failure instanceof StackOverflowError
                        || failure instanceof AssertionError
                ? new IllegalStateException(
                        "the adapter is broken: " + failure.getClass().getSimpleName(), failure)
                : failure;
    }

    private static InvocationHandler handler(Object adapter, ClassLoader classes) {
        return (proxy, method, arguments) -> {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(classes);
            try {
                return method.invoke(adapter, arguments);
            } catch (InvocationTargetException failure) {
                throw contained(failure.getTargetException());
            } finally {
                thread.setContextClassLoader(before);
            }
        };
    }
}
