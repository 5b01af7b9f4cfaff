-- Who wants to be told what by e-mail. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

create table mail_choice (
  account_id varchar(64) primary key references account (id) on delete cascade,
  address varchar(254) not null,
  -- whether somebody has typed the code that was sent there
  confirmed boolean default false not null,
  code varchar(64),
  code_until timestamp with time zone,
  code_tries integer default 0 not null,
  language varchar(35) not null,
  -- kinds of notices, apart by blanks
  kinds varchar(400) not null,
  pace varchar(8) not null,
  report varchar(8) not null,
  zone varchar(64) not null,
  -- what was told and is still so: kind and subject to how many, as JSON
  told varchar not null,
  told_at timestamp with time zone,
  -- up to which day the last report goes
  reported date
);
