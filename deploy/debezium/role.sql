-- The role that the connector comes with: psql --set password=… --file role.sql, as an administrator, before or after the
-- server has made its tables. What it may read and write there it is granted whenever somebody migrates: a server that
-- starts, or `users-server migrate`.
create role users_connector login replication password :'password';
