-- Runs once, on an empty volume. psql reads the passwords where they are kept, so that they are in no argument list.
\set password `cat /run/secrets/users-migrations/password`
create role users_migrations login password :'password';
grant create on database users to users_migrations;

\set password `cat /run/secrets/users-database/password`
create role users login password :'password';
