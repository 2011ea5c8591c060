-- With the position in it, where a watcher goes on is found in the index alone.
create index changes_xid_position on users.changes (xid, position);
drop index users.changes_xid;
