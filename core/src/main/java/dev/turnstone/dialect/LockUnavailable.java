package dev.turnstone.dialect;

/// Somebody else held a lock for longer than the caller would wait.
public final class LockUnavailable extends Exception {
    private static final long serialVersionUID = 1L;
    private final String holder;

    /// @param what the lock, for people
    /// @param holder who holds it, for people; empty when that cannot be told
    public LockUnavailable(String what, String holder) {
        super(what);
        this.holder = holder;
    }

    public String holder() {
        return holder;
    }
}
