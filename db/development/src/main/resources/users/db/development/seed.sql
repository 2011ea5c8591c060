-- Three users for development, their passwords jack-test-pw, jane-test-pw and john-test-pw. The ids are fixed: who was
-- added before, then changed or deleted, stays as that left it; and nobody is added whose e-mail another one has.
with people (id, first_name, last_name, nickname, email, country, hash) as (
  values
    (uuid '0198c5f4-0000-7000-8000-000000000001', 'jack', 'hughes', 'jack-hughes', 'jack@test.com', 'GB',
     '$argon2id$v=19$m=19456,t=2,p=1$h1tOshosGrnnNy9uQaH3Qw$Ik2ZoDoCRZU0OuIVdO9b3kSccKGXG/6ADilGfTnmmtg'),
    (uuid '0198c5f4-0000-7000-8000-000000000002', 'jane', 'doe', 'jane-doe', 'jane@test.com', 'US',
     '$argon2id$v=19$m=19456,t=2,p=1$97fyU5NtdjcPmqDHYG3mvA$HOoD4/QuE4SNersVjuwsFC6BNERbGmF45+UPaAX0PAo'),
    (uuid '0198c5f4-0000-7000-8000-000000000003', 'john', 'smith', 'john-smith', 'john@test.com', 'UA',
     '$argon2id$v=19$m=19456,t=2,p=1$tRD9NGFTHq8I3daSTqVQNg$6HM5n72IMrAW0yT17lg4bWnNRgquX5tKAeY4TvspoME')
), added as (
  insert into users.users (id, first_name, last_name, nickname, email, email_key, country)
  select id, first_name, last_name, nickname, email, email, country
  from people
  where not exists (select from users.deleted_users as d where d.id = people.id)
  on conflict do nothing
  returning id
)
insert into users.passwords (user_id, hash)
select id, hash from people join added using (id)
on conflict do nothing;
