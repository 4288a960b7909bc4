package dev.turnstone;

/// The version of this Turnstone.
public final class ToolVersion {
    private ToolVersion() {}

    /// The version in the jar's manifest; `development` for classes outside a jar.
    public static String text() {
        String version = ToolVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
