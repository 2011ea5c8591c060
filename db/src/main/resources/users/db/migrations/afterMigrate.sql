-- At each start. Changes that came with a dump of another cluster have transaction numbers that are still to come here:
-- watchers would meet them again and again, and they would never be forgotten. What this sees and is not older than what
-- is running can only be such.
update users.changes set xid = '0' where xid >= pg_snapshot_xmax(pg_current_snapshot());

update users.forgotten_changes
set xid = cast(cast(cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint) - 1 as text) as xid8)
where xid >= pg_snapshot_xmax(pg_current_snapshot());
