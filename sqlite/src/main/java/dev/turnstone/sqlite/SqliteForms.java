package dev.turnstone.sqlite;

import dev.turnstone.sql.Form;
import dev.turnstone.sql.Token;
import dev.turnstone.sql.Token.Kind;
import java.util.List;
import java.util.Set;

/// How SQLite lets a statement be carried out, by its first words.
final class SqliteForms {
    private static final Set<String> CONTROL = Set.of("BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE");
    /// Another file belongs to the connection only: attached again for each step, and detached afterwards.
    private static final Set<String> ATTACHING = Set.of("ATTACH", "DETACH");

    /// Pragmas that change the file, and fail or do nothing inside a transaction.
    private static final Set<String> FILE_PRAGMAS =
            Set.of("JOURNAL_MODE", "ENCODING", "INCREMENTAL_VACUUM", "WAL_CHECKPOINT");
    /// Pragmas that the next VACUUM of the same connection carries out: set again for each step that follows.
    private static final Set<String> VACUUM_PRAGMAS = Set.of("AUTO_VACUUM", "PAGE_SIZE");
    /// Of these, the ones that act without a value.
    private static final Set<String> ACTING_PRAGMAS = Set.of("INCREMENTAL_VACUUM", "WAL_CHECKPOINT");
    /// Pragmas that set something for the connection.
    private static final Set<String> CONNECTION_PRAGMAS = words("""
        ANALYSIS_LIMIT AUTOMATIC_INDEX BUSY_TIMEOUT CACHE_SIZE CACHE_SPILL CASE_SENSITIVE_LIKE
        CELL_SIZE_CHECK CHECKPOINT_FULLFSYNC COUNT_CHANGES EMPTY_RESULT_CALLBACKS FOREIGN_KEYS
        FULL_COLUMN_NAMES FULLFSYNC HARD_HEAP_LIMIT IGNORE_CHECK_CONSTRAINTS JOURNAL_SIZE_LIMIT
        LEGACY_ALTER_TABLE LOCKING_MODE MAX_PAGE_COUNT MMAP_SIZE QUERY_ONLY READ_UNCOMMITTED
        RECURSIVE_TRIGGERS REVERSE_UNORDERED_SELECTS SECURE_DELETE SHORT_COLUMN_NAMES SOFT_HEAP_LIMIT
        SYNCHRONOUS TEMP_STORE TEMP_STORE_DIRECTORY THREADS TRUSTED_SCHEMA WAL_AUTOCHECKPOINT
        WRITABLE_SCHEMA
        """);
    /// Pragmas that write into the file's header, with the transaction.
    private static final Set<String> HEADER_PRAGMAS =
            Set.of("APPLICATION_ID", "DEFAULT_CACHE_SIZE", "SCHEMA_VERSION", "USER_VERSION");

    private static final Set<String> NAMED = Set.of("CREATE", "ALTER", "DROP", "EXPLAIN");
    private static final Set<String> KEYWORDS = words("""
        ALTER CREATE DELETE DROP INDEX INSERT PLAN QUERY REPLACE SELECT TABLE TEMP TEMPORARY TRIGGER UNIQUE
        UPDATE VIEW VIRTUAL
        """);
    private static final int LONGEST_HEAD = 5;
    private static final int LONGEST_WORD = 30;

    private SqliteForms() {}

    private static Set<String> words(String list) {
        return Set.of(list.strip().split("\\s+"));
    }

    static Form of(String text, List<Token> lead) {
        String verb = word(text, lead, 0);
        if (CONTROL.contains(verb)) {
            return Form.TRANSACTION_CONTROL;
        }
        if (ATTACHING.contains(verb)) {
            return Form.SETTING;
        }
        if (verb.equals("VACUUM")) {
            return Form.ALONE;
        }
        return verb.equals("PRAGMA") ? pragma(text, lead) : Form.ORDINARY;
    }

    private static Form pragma(String text, List<Token> lead) {
        int at = pragmaName(text, lead);
        String name = word(text, lead, at);
        boolean hasValue = lead.size() > at + 1;
        if (FILE_PRAGMAS.contains(name) && (hasValue || ACTING_PRAGMAS.contains(name))) {
            return Form.ALONE;
        }
        boolean setting = CONNECTION_PRAGMAS.contains(name) || VACUUM_PRAGMAS.contains(name);
        return hasValue && setting ? Form.SETTING : Form.ORDINARY;
    }

    /// Whether this is a pragma with a value that is written into the file's header.
    static boolean writesHeader(String text, List<Token> lead) {
        int at = pragmaName(text, lead);
        return word(text, lead, 0).equals("PRAGMA")
                && lead.size() > at + 1
                && HEADER_PRAGMAS.contains(word(text, lead, at));
    }

    private static int pragmaName(String text, List<Token> lead) {
        return lead.size() > 2 && lead.get(2).is(text, '.') ? 3 : 1;
    }

    static String head(String text, List<Token> lead) {
        Token first =
                lead.stream().filter(t -> t.kind() == Kind.WORD).findFirst().orElse(lead.get(0));
        String verb = first.shortened(LONGEST_WORD).upper(text);
        if (lead.get(0).kind() != Kind.WORD || !NAMED.contains(verb)) {
            return verb;
        }
        StringBuilder head = new StringBuilder(verb);
        for (int i = 1; i < Math.min(lead.size(), LONGEST_HEAD); i++) {
            String word = lead.get(i).kind() == Kind.WORD ? word(text, lead, i) : "";
            if (!KEYWORDS.contains(word)) {
                break;
            }
            head.append(' ').append(word);
        }
        return head.toString();
    }

    /// The word at `index` in upper case, a name without its quotes, empty when there is none.
    private static String word(String text, List<Token> lead, int index) {
        if (index >= lead.size()) {
            return "";
        }
        Token token = lead.get(index).shortened(LONGEST_WORD);
        return switch (token.kind()) {
            case WORD -> token.upper(text);
            case QUOTED_IDENTIFIER, STRING ->
                token.upper(text).substring(1, Math.max(1, token.end() - token.start() - 1));
            case NUMBER, SYMBOL, COMMENT, PARAMETER, UNCLOSED, END -> "";
        };
    }
}
