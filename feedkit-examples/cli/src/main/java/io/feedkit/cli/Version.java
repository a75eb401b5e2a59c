package io.feedkit.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code feedkit --version} says; the number comes from the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String built = Feedkit.class.getPackage().getImplementationVersion();
        return new String[] {
            "feedkit " + (built == null ? "(not packaged)" : built),
            "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name")
        };
    }
}
