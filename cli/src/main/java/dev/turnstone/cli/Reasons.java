package dev.turnstone.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/// Why a file could not be used, in words: the exceptions of some of the commonest hold nothing but its name.
final class Reasons {
    private Reasons() {}

    /// Why it could not be written: what is missing then is the folder.
    static String writing(IOException failure) {
        return failure instanceof NoSuchFileException ? "its folder does not exist" : of(failure);
    }

    static String of(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        return String.valueOf(failure.getMessage());
    }
}
