package dev.turnstone.sql;

/// Cuts a text into statements the way one database's own client would. Pure, thread-safe, linear in the text's length.
public interface Splitter {
    /// Splits `text`, whose first character stands at `start`.
    ///
    /// @throws UnreadableScript when a quote, comment or body is never closed, or the text holds what only a
    ///     particular client understands (`\copy`, `COPY … FROM stdin` with its data, `.read`)
    Script split(String text, Location start);

    /// The same text with the literal after every `PASSWORD` keyword replaced by `'***'`.
    /// Never fails: text that cannot be lexed is masked from the place where that shows.
    String maskPasswords(String text);

    /// The same text with the content of every string and number literal replaced by `***`.
    /// Never fails, as `maskPasswords`.
    String maskLiterals(String text);
}
