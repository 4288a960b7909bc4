package dev.turnstone.dialect;

import java.util.Optional;

/// Rows that a way back would make disappear.
///
/// @param what the table or column and what happens to it: `drops column users.email`
/// @param rows how many, for people: `4 812 values not null`, `has rows (about 120 000)`
/// @param migration which of the tried units does it, as an index; absent when it is the whole
public record Loss(String what, String rows, Optional<Integer> migration) {}
