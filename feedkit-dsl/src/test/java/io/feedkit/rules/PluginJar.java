package io.feedkit.rules;

import io.feedkit.rules.function.FunctionPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;

/** A class loader that brings one plugin, as a jar on the class path does: the class is its own and belongs to no module. */
final class PluginJar extends ClassLoader {
    private final Class<? extends FunctionPlugin> plugin;
    private final Path services;

    PluginJar(Class<? extends FunctionPlugin> plugin, Path folder) {
        super(PluginJar.class.getClassLoader());
        this.plugin = plugin;
        try {
            services = Files.writeString(folder.resolve("services"), plugin.getName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.equals(plugin.getName())) {
            return super.loadClass(name, resolve);
        }
        Class<?> known = findLoadedClass(name);
        return known == null ? defined(name) : known;
    }

    private Class<?> defined(String name) {
        try (InputStream in = plugin.getResourceAsStream(plugin.getSimpleName() + ".class")) {
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return name.equals("META-INF/services/" + FunctionPlugin.class.getName())
                ? Collections.enumeration(java.util.List.of(services.toUri().toURL()))
                : super.getResources(name);
    }
}
