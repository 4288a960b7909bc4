package dev.turnstone.postgresql.inspector;

import dev.turnstone.schema.Names;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Keeps what nobody else may know out of facts.
final class Secrets {
    private static final String MASK = "*****";
    private static final int DIGEST_LENGTH = 16;
    private static final Pattern SECRET =
            Pattern.compile("pass|secret|token|private|credential|key", Pattern.CASE_INSENSITIVE);
    private static final Pattern CONNECTION_SECRET = Pattern.compile(
            "(\\b(?:password|passfile|sslpassword)\\s*=\\s*)('(?:[^'\\\\]|\\\\.)*'|(?:[^\\s\\\\]|\\\\.)*)");
    private static final Pattern URI = Pattern.compile("(?s)postgres(?:ql)?://.*");
    private static final Pattern URI_SECRET =
            Pattern.compile("(://[^/@:]*:)[^@/]*(?=@)|([?&](?:password|passfile|sslpassword)=)[^&]*");

    private Secrets() {}

    /// Options `name=value` as [Names], sorted, the values of those that sound secret masked.
    static String masked(List<String> options) {
        List<String> masked = new ArrayList<>();
        for (String option : options) {
            String name = name(option);
            masked.add(SECRET.matcher(name).find() ? name + "=" + MASK : option);
        }
        masked.sort(null);
        return Names.list(masked);
    }

    /// Options as [Names], sorted, with digests for values, and not even these for what sounds secret.
    static String digests(List<String> options) {
        List<String> digests = new ArrayList<>();
        for (String option : options) {
            String name = name(option);
            String value = option.substring(Math.min(option.length(), name.length() + 1));
            digests.add(name + "=" + (SECRET.matcher(name).find() ? MASK : digest(value)));
        }
        digests.sort(null);
        return Names.list(digests);
    }

    /// A connection string of libpq without its passwords.
    static String connection(String text) {
        return URI.matcher(text).matches()
                ? URI_SECRET.matcher(text).replaceAll("$1$2" + MASK)
                : CONNECTION_SECRET.matcher(text).replaceAll("$1" + MASK);
    }

    private static String name(String option) {
        int equals = option.indexOf('=');
        return (equals < 0 ? option : option.substring(0, equals)).toLowerCase(Locale.ROOT);
    }

    private static String digest(String value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest).substring(0, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
