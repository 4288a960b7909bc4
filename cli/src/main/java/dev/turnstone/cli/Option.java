package dev.turnstone.cli;

/// One option of a command.
///
/// @param name as typed, `--env`
/// @param letter the short form, `-q`; empty when there is none
/// @param value what help calls its value, `NAME`; `[NAME]` where it may be left out; empty for a switch
/// @param repeated whether it may be given more than once
/// @param help one line
record Option(String name, String letter, String value, boolean repeated, String help) {
    static Option flag(String name, String help) {
        return new Option(name, "", "", false, help);
    }

    static Option flag(String name, String letter, String help) {
        return new Option(name, letter, "", false, help);
    }

    static Option value(String name, String value, String help) {
        return new Option(name, "", value, false, help);
    }

    /// An option that means something without a value too.
    static Option optional(String name, String value, String help) {
        return new Option(name, "", "[" + value + "]", true, help);
    }

    static Option values(String name, String value, String help) {
        return new Option(name, "", value, true, help);
    }

    boolean takesValue() {
        return !value.isEmpty() && !mayTakeValue();
    }

    boolean mayTakeValue() {
        return value.startsWith("[");
    }

    /// As help writes it: `-q, --quiet`, `--env NAME`.
    String usage() {
        String names = letter.isEmpty() ? name : letter + ", " + name;
        return value.isEmpty() ? names : names + " " + value;
    }
}
