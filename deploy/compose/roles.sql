-- Runs once, on an empty volume: the roles of the service and of the connector. psql reads their passwords where they are
-- kept, so that they are in no argument list.
\set password `cat /run/secrets/users-password`
create role users login password :'password';
grant create on database users to users;

\set password `sed -n 's/^password=//p' /run/secrets/users-connector.properties`
\i /debezium/role.sql
