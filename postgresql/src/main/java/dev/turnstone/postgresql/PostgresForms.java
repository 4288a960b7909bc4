package dev.turnstone.postgresql;

import dev.turnstone.sql.Form;
import dev.turnstone.sql.Token;
import dev.turnstone.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// How PostgreSQL lets a statement be carried out, by its first words and options. Each form was tried on
/// PostgreSQL 15 inside `BEGIN … COMMIT`.
///
/// Two that stand alone cannot be told by their words: `REINDEX TABLE` and `CLUSTER` of a partitioned table.
final class PostgresForms {
    private static final Set<String> CONTROL =
            Set.of("BEGIN", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE");
    private static final Set<String> NAMED = words("""
            ALTER CREATE DROP REINDEX REFRESH START COMMIT ROLLBACK PREPARE DISCARD IMPORT SECURITY COMMENT
            """);
    private static final Set<String> KEYWORDS = words("""
            ACCESS AGGREGATE ALL CAST CLASS COLLATION CONCURRENTLY CONFIGURATION CONSTRAINT CONVERSION DATA
            DATABASE DEFAULT DICTIONARY DOMAIN EVENT EXTENSION FAMILY FOREIGN FUNCTION GLOBAL GROUP INDEX LABEL
            LANGUAGE LARGE LOCAL MAPPING MATERIALIZED METHOD OBJECT ON OPERATOR OR OWNED PARSER POLICY PREPARED
            PRIVILEGES PROCEDURAL PROCEDURE PUBLICATION RECURSIVE REPLACE ROLE ROUTINE RULE SCHEMA SEARCH
            SEQUENCE SERVER STATISTICS SUBSCRIPTION SYSTEM TABLE TABLESPACE TEMP TEMPLATE TEMPORARY TEXT
            TRANSACTION TRANSFORM TRIGGER TRUSTED TYPE UNIQUE UNLOGGED USER VIEW WRAPPER
            """);
    private static final int LONGEST_HEAD = 5;
    private static final int LONGEST_WORD = 30;
    private static final Set<String> NO = Set.of("FALSE", "OFF", "0", "NONE");

    private PostgresForms() {}

    private static Set<String> words(String list) {
        return Set.of(list.strip().split("\\s+"));
    }

    static Form of(String text, String verb, List<Token> lead) {
        if (CONTROL.contains(verb)) {
            return Form.TRANSACTION_CONTROL;
        }
        return switch (verb) {
            case "START", "PREPARE" -> isTransaction(text, lead) ? Form.TRANSACTION_CONTROL : Form.ORDINARY;
            case "VACUUM" -> Form.ALONE;
            case "CREATE", "DROP", "ALTER", "REINDEX", "CLUSTER", "DISCARD" ->
                standsAlone(verb, words(text, lead)) ? Form.ALONE : Form.ORDINARY;
            default -> Form.ORDINARY;
        };
    }

    private static boolean isTransaction(String text, List<Token> lead) {
        return lead.size() > 1
                && lead.get(1).is(text, "TRANSACTION")
                && (lead.size() == 2
                        || (!lead.get(2).is(text, "AS") && !lead.get(2).is(text, '(')));
    }

    private static boolean standsAlone(String verb, List<String> words) {
        return switch (verb) {
            case "CREATE" -> createAlone(words);
            case "DROP" -> dropAlone(words);
            case "ALTER" -> alterAlone(words);
            case "REINDEX" -> reindexAlone(words);
            case "CLUSTER" -> clusterAlone(words);
            case "DISCARD" -> word(words, 1).equals("ALL");
            default -> false;
        };
    }

    private static boolean createAlone(List<String> words) {
        return switch (word(words, 1)) {
            case "UNIQUE" -> word(words, 2).equals("INDEX") && word(words, 3).equals("CONCURRENTLY");
            case "INDEX" -> word(words, 2).equals("CONCURRENTLY");
            case "DATABASE", "TABLESPACE" -> true;
            case "SUBSCRIPTION" ->
                !isOff(words, "CONNECT") && !isOff(words, "CREATE_SLOT") && !isOff(words, "SLOT_NAME");
            default -> false;
        };
    }

    private static boolean dropAlone(List<String> words) {
        return switch (word(words, 1)) {
            case "INDEX" -> word(words, 2).equals("CONCURRENTLY");
            case "DATABASE", "TABLESPACE", "SUBSCRIPTION" -> true;
            default -> false;
        };
    }

    private static boolean alterAlone(List<String> words) {
        return switch (word(words, 1)) {
            case "SYSTEM" -> true;
            case "DATABASE" -> words.indexOf("TABLESPACE") > 2;
            case "TABLE" -> {
                int detach = words.indexOf("DETACH");
                yield detach > 2
                        && word(words, detach + 1).equals("PARTITION")
                        && words.subList(detach, words.size()).contains("CONCURRENTLY");
            }
            case "SUBSCRIPTION" -> alterSubscriptionAlone(words);
            default -> false;
        };
    }

    private static boolean alterSubscriptionAlone(List<String> words) {
        return switch (word(words, 3)) {
            case "REFRESH" -> true;
            case "SET", "ADD", "DROP" ->
                word(words, 4).equals("PUBLICATION")
                        ? !isOff(words, "REFRESH")
                        : words.contains("FAILOVER") || words.contains("TWO_PHASE");
            default -> false;
        };
    }

    /// `REINDEX [(option, …)] TABLE [CONCURRENTLY] name`.
    private static boolean reindexAlone(List<String> words) {
        boolean options = word(words, 1).equals("(");
        int what = options ? words.indexOf(")") + 1 : 1;
        return switch (word(words, what)) {
            case "SCHEMA", "DATABASE", "SYSTEM" -> true;
            default ->
                word(words, what + 1).equals("CONCURRENTLY")
                        || (options
                                && words.subList(1, Math.max(1, what)).contains("CONCURRENTLY")
                                && !isOff(words, "CONCURRENTLY"));
        };
    }

    /// Without a table, all of them are clustered.
    private static boolean clusterAlone(List<String> words) {
        if (word(words, 1).equals("(")) {
            return words.indexOf(")") == words.size() - 1;
        }
        return words.size() == 1 || (words.size() == 2 && words.get(1).equals("VERBOSE"));
    }

    /// Whether an option is given as `option = false`, `option off` and so on.
    private static boolean isOff(List<String> words, String option) {
        int at = words.lastIndexOf(option);
        int value = word(words, at + 1).equals("=") ? at + 2 : at + 1;
        return at >= 0 && NO.contains(word(words, value));
    }

    private static String word(List<String> words, int index) {
        return index < words.size() ? words.get(index) : "";
    }

    private static List<String> words(String text, List<Token> lead) {
        List<String> words = new ArrayList<>(lead.size());
        for (Token token : lead) {
            boolean option = token.end() - token.start() <= LONGEST_WORD;
            words.add(
                    !option || token.kind() == Kind.QUOTED_IDENTIFIER
                            ? "\""
                            : token.kind() == Kind.STRING
                                    ? PostgresLiteral.value(text, token).toUpperCase(Locale.ROOT)
                                    : token.upper(text));
        }
        return words;
    }

    static String head(String text, List<Token> lead) {
        Token first =
                lead.stream().filter(t -> t.kind() == Kind.WORD).findFirst().orElse(lead.get(0));
        String verb = first.shortened(LONGEST_WORD).upper(text);
        if (lead.get(0).kind() != Kind.WORD || !NAMED.contains(verb)) {
            return verb;
        }
        StringBuilder head = new StringBuilder(verb);
        for (Token token : lead.subList(1, Math.min(lead.size(), LONGEST_HEAD))) {
            String word =
                    token.kind() == Kind.WORD ? token.shortened(LONGEST_WORD).upper(text) : "";
            if (!KEYWORDS.contains(word) || (word.equals("ON") && !verb.equals("COMMENT"))) {
                break;
            }
            head.append(' ').append(word);
        }
        return head.toString();
    }
}
