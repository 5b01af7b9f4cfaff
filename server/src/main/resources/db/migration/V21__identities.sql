-- Who signs in with an account of an OpenID Connect provider. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

create table account_identity (
  provider varchar(64) not null,
  -- who the person is there, for ever
  subject varchar(255) not null,
  account_id varchar(64) not null references account (id) on delete cascade,
  -- whether a rule made the account; then the rules decide what it may do
  by_rule boolean not null,
  linked_at timestamp with time zone not null,
  primary key (provider, subject),
  unique (provider, account_id)
);

-- The provider that the person came from; null with a password.
alter table account_session add column provider varchar(64);
