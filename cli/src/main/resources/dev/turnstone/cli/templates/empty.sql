-- The way forward. Runs on PostgreSQL and SQLite alike; where they differ, add a section for one of them.


-- turnstone:down
-- The way back: what undoes the statements above, in the opposite order.

